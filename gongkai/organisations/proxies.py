"""Whom a request comes from, behind a proxy too: what the headers of a proxy say counts only where the operator named
that proxy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
HEADERS: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class TrustedProxies:
    """Middleware, before all others: REMOTE_ADDR becomes the client's address, and the headers of proxies are taken
    away from whoever is none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        proxies: Sequence[Network] = settings.PROXIES
        peer = _parsed(request.META.get("REMOTE_ADDR", ""))
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if peer is not None and _trusted(peer, proxies):
            request.META["REMOTE_ADDR"] = str(client(peer, forwarded, proxies))
        else:
            for header in HEADERS:
                request.META.pop(header, None)
        return self.get_response(request)


def client(peer: Address, forwarded: str, proxies: Sequence[Network]) -> Address:
    """The address nearest to us that is not a proxy's: ``forwarded`` (X-Forwarded-For) is read from the right, where
    our own proxies write, and everything left of the first address that is none of theirs may be forged."""
    found = peer
    for hop in reversed(forwarded.split(",")):
        address = _parsed(hop)
        if address is None:
            return found
        found = address
        if not _trusted(address, proxies):
            return found
    return found


def _trusted(address: Address, proxies: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in proxies)


def _parsed(text: str) -> Address | None:
    """An address as proxies write it: bare, in brackets, with a port, or IPv4 mapped into IPv6."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
