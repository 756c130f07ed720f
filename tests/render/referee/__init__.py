"""The judge of the translator: LibreOffice prints the same Word files; the pages are compared."""
