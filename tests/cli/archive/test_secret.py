"""A key that is not there, is empty or is no key is told in a sentence that names the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.cli.archive import secret


@pytest.mark.parametrize("content", [None, b"", b" \n", "密钥".encode()])
def test_what_is_no_key_is_said_in_words(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "backup_key"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ValueError, match=rf"备份密钥文件 {file} .*。$"):
        secret.kept(file)


def test_a_key_is_made_once_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "backup_key"
    assert secret.made(file) and not secret.made(file)
    assert len(secret.kept(file)) >= 48 and file.stat().st_mode & 0o077 == 0
