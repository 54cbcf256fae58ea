"""The key of the backups: a file that is given, else one made beside the data at the first backup."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

NAME = "backup_key"


def place(given: str | None) -> Path:
    """Where the key is."""
    return Path(given) if given else settings.VAR / NAME


def kept(file: Path) -> str:
    """The key in a file. OSError where there is none."""
    return file.read_text(encoding="ascii").strip()


def made(file: Path) -> bool:
    """Make a key where there is none, readable by its owner alone; whether it was made just now."""
    if file.exists():
        return False
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return True
