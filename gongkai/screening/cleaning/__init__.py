"""Copies of files without what a reader does not see."""
