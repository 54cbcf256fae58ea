"""How notices say no."""

from __future__ import annotations


class Refused(Exception):
    """Why something is not done about a notice, as a sentence for the person who asked."""


class Undeliverable(Exception):
    """A message that will not arrive however often it is sent; a sentence for the operator."""
