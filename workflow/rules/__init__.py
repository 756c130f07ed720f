"""What a correct document looks like, as dated data."""
