"""Bytes of any published annual report in, a Report with findings and gaps out. Never raises, never guesses."""
