"""What is sealed opens again under its key, and under no other; hashes serve one purpose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as quick
from hypothesis import strategies as some

from gongkai.applications.sealing import Unreadable, keyed, keyed_by_each, seal, unseal

pytestmark = pytest.mark.django_db


@given(some.text())
@quick(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_sealed_opens_again(text: str) -> None:
    assert unseal(seal(text)) == text


def test_the_same_text_never_looks_the_same_twice() -> None:
    assert seal("申请人甲") != seal("申请人甲")
    assert "申请人甲" not in seal("申请人甲")


def test_what_was_altered_does_not_open() -> None:
    name, nonce, cipher = seal("申请人甲").split(":")
    other = "B" if cipher[3] == "A" else "A"
    for altered in (f"{name}:{nonce}:{cipher[:3]}{other}{cipher[4:]}", f"{name}:{nonce}", name, "x"):
        with pytest.raises(Unreadable):
            unseal(altered)


def test_an_earlier_key_still_opens_and_its_hashes_are_still_found(settings: Any) -> None:
    sealed, hashed = seal("申请人甲"), keyed("申请人甲", "name")
    settings.DATA_KEYS = [*settings.DATA_KEYS, "another-key-for-the-personal-data-of-tests"]
    assert unseal(sealed) == "申请人甲"
    assert keyed("申请人甲", "name") != hashed
    assert hashed in keyed_by_each("申请人甲", "name")
    settings.DATA_KEYS = settings.DATA_KEYS[1:]
    with pytest.raises(Unreadable, match="缺少数据密钥"):
        unseal(sealed)


def test_hashes_of_two_purposes_never_meet() -> None:
    assert keyed("13800000000", "phone") != keyed("13800000000", "document")
