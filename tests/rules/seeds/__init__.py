"""Defects put one at a time into documents that are right, for every rule of wording."""
