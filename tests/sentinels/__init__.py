"""Sentinels: a mark in every field of every body's rows, and who may ever meet it. Nothing here looks at access.toml."""
