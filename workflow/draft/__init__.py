"""Reading what people write: Markdown now, Word later, into a Draft."""
