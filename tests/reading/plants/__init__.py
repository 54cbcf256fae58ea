"""Invented annual reports with known figures: a seeded generator for the reader's tests and the maker of the demonstration's papers."""
