"""See `gongkai.organisations.sealing`."""

from gongkai.organisations.sealing import Unreadable, keyed, keyed_by_each, seal, unseal

__all__ = ["Unreadable", "keyed", "keyed_by_each", "seal", "unseal"]
