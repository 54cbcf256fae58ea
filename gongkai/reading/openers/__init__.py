"""Bytes of any kind → blocks: one opener for each format, chosen by content, within limits of size and time."""
