"""Who receives, and how it gets there: the directory and the channels."""
