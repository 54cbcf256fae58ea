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
    """The key in a file. ValueError, in a sentence, where there is none or what is there is no key."""
    try:
        key = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise ValueError(f"备份密钥文件 {file} 不存在，或者不能读取；请核对 --key 后面的位置。") from fault
    if not key:
        raise ValueError(f"备份密钥文件 {file} 是空的；请换用做备份时的那一个。")
    return key


def made(file: Path) -> bool:
    """Make a key where there is none, readable by its owner alone; whether it was made just now."""
    if file.exists():
        return False
    file.touch(mode=0o600)
    file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return True
