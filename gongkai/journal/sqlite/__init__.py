"""SQLite for many threads: Django's own way to it, with one leak closed."""
