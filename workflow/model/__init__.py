"""The office's own words: pure Python, no input or output, no clock, no third-party import."""
