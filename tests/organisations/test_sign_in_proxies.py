"""Whom a request comes from: only the proxies that the operator names may say, and nobody can forge it."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gongkai.organisations.proxies import client
from tests.people import PASSWORD, a_county

OURS = [ip_network("10.0.0.0/24"), ip_network("fd00::/64")]
PEER = ip_address("10.0.0.1")


@pytest.mark.parametrize(
    ("forwarded", "found"),
    [
        ("", "10.0.0.1"),
        ("203.0.113.9", "203.0.113.9"),
        ("1.2.3.4, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::9]:4711", "2001:db8::9"),
        ("2001:db8::9, fd00::5", "2001:db8::9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, nonsense", "10.0.0.1"),
        ("nonsense, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.9, 10.0.0.8", "10.0.0.9"),
        ("unknown", "10.0.0.1"),
    ],
)
def test_the_address_nearest_to_us_that_is_no_proxy_counts(forwarded: str, found: str) -> None:
    assert str(client(PEER, forwarded, OURS)) == found


@given(st.text(max_size=80), st.ip_addresses(v=4).filter(lambda a: a not in OURS[0]))
def test_nothing_a_client_writes_changes_what_our_proxy_wrote(forged: str, real: Any) -> None:
    assert client(PEER, f"{forged}, {real}", OURS) == real


def _fail(address: str, **headers: str) -> int:
    wrong = {"username": "clerk", "password": "guess"}
    return Client().post("/login/", wrong, REMOTE_ADDR=address, headers=headers).status_code


@pytest.mark.django_db
def test_a_forged_header_neither_escapes_nor_causes_a_lock(settings: Any) -> None:
    a_county()
    settings.PROXIES = OURS
    for number in range(4):
        assert _fail("198.51.100.7", **{"X-Forwarded-For": f"203.0.113.{number}"}) == 200
    assert _fail("198.51.100.7", **{"X-Forwarded-For": "203.0.113.77"}) == 429
    assert _fail("203.0.113.77") == 200


@pytest.mark.django_db
def test_behind_our_proxy_each_client_is_locked_alone(settings: Any) -> None:
    a_county()
    settings.PROXIES = OURS
    for number in range(5):
        last = _fail("10.0.0.1", **{"X-Forwarded-For": f"1.1.1.{number}, 203.0.113.9"})
    assert last == 429
    right = {"username": "clerk", "password": PASSWORD}
    for address, status in (("203.0.113.9", 429), ("203.0.113.10", 302)):
        headers = {"X-Forwarded-For": address}
        assert Client().post("/login/", right, REMOTE_ADDR="10.0.0.1", headers=headers).status_code == status


@pytest.mark.django_db
def test_https_is_believed_of_our_proxy_alone(settings: Any) -> None:
    settings.PROXIES, settings.SECURE_PROXY_SSL_HEADER = OURS, ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    headers = {"X-Forwarded-Proto": "https"}
    assert Client().get("/login/", REMOTE_ADDR="10.0.0.1", headers=headers).status_code == 200
    assert Client().get("/login/", REMOTE_ADDR="198.51.100.7", headers=headers).status_code == 301
