"""Channels: one folder each, all of one shape. What is made for a channel says what was looked at, and nothing else."""
