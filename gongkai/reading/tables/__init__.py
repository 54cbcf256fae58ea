"""Blocks → filled sheets: finds the official tables in whatever shape a paper has them, and places their figures."""
