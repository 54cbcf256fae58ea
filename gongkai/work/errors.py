"""What a task says when it did not get done, and what of an error may be kept for the operator."""

from __future__ import annotations

import os
import traceback


class NotDone(Exception):
    """A task could not be done now. The message is a sentence for the operator and holds no personal data."""


class Gone(NotDone):
    """The process that ran a task is no more."""


class OverLimit(NotDone):
    """A task took longer than it may."""


def name_of(error: BaseException) -> str:
    """The class of an error, with its module."""
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}"


def told(error: BaseException) -> str:
    """What the operator may read of an error: where it arose, its class, and its words only where they cannot hold a
    value from a record (a database names the value that it refuses)."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{name_of(error)}{_words(error)}"


def _words(error: BaseException) -> str:
    if isinstance(error, NotDone):
        return f": {error}"
    if isinstance(error, OSError) and error.errno:
        return f": {os.strerror(error.errno)}"
    return ""
