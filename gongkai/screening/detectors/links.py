"""Links without a network: those that can lead nowhere, those a reader does not see, those to other hosts, and what
break-ins leave on pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongkai.screening import masks
from gongkai.screening.detectors.find import Find
from gongkai.screening.hiding import place_of
from gongkai.screening.hits import Hit, Sure
from gongkai.screening.tape import Piece, Tape

_LISTS = Path(__file__).with_name("links.toml")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*):")
_DEAD_SCHEMES = {
    "javascript": "脚本",
    "vbscript": "脚本",
    "file": "本机文件",
    "about": "空地址",
    "res": "本机资源",
}
_HARMLESS = re.compile(
    r"\s*javascript:\s*(?:void\s*\(?\s*0\s*\)?|;|print\(|history\.|window\.print)?\s*;?\s*$|javascript:\s*(?:window\.)?(?:print|close|history)",
    re.I,
)
_DISK = re.compile(r"\s*(?:[a-zA-Z]:[\\/]|\\\\[\w.-]+\\)")
_LONGEST = 60
UNSEEN_LINK = "hidden_link"


@cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads(_LISTS.read_text("utf-8"))


@cache
def _gambling() -> re.Pattern[str]:
    return re.compile(_lists()["gambling"], re.IGNORECASE)


def find_gambling(tape: Tape, text: str) -> Iterator[Find]:
    """Words that break-ins leave on pages, seen or unseen; ``text``: its folded text."""
    for found in _gambling().finditer(text):
        sure: Sure = "certain" if tape.at(found.start())[0].hidden else "question"
        yield Find("gambling", *found.span(), found[0], f"“{found[0]}”", sure)


def link_hits(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """The pieces that are links, judged one by one, the same target once."""
    known: set[tuple[str, str]] = set()
    for piece in pieces:
        if piece.hidden != "link" and piece.label != UNSEEN_LINK:
            continue
        judged = judge(piece.text.strip(), seen=piece.label != UNSEEN_LINK)
        if judged and (piece.text, judged[0]) not in known:
            known.add((piece.text, judged[0]))
            yield Hit(judged[0], place_of(piece), judged[1], judged[2], 0, len(piece.text))


def judge(target: str, *, seen: bool = True) -> tuple[str, str, Sure] | None:
    """What is wrong with a link: kind, what is shown, how sure; None where nothing is."""
    shown = masks.in_text(target)[:_LONGEST]
    if _gambling().search(target):
        return "gambling", shown, "certain"
    why = _why_dead(target)
    if why:
        return "dead_link", f"{shown}（{why}）", "likely"
    host = _host(target)
    if not host or _is_of(host, _lists()["insides"]):
        return None
    if not seen and not _is_of(host, _lists()["own"]):
        return UNSEEN_LINK, shown, "likely"
    return None if _is_of(host, _lists()["own"]) else ("foreign_link", shown, "question")


def _why_dead(target: str) -> str:
    """Why a target can lead nowhere from outside, "" where it may."""
    if _DISK.match(target):
        return "本机或局域网路径"
    scheme = _SCHEME.match(target)
    name = scheme[1].lower() if scheme else ""
    if name in _DEAD_SCHEMES:
        return "" if _HARMLESS.match(target) else _DEAD_SCHEMES[name]
    if name in ("http", "https", "ftp") or target.startswith("//"):
        return _why_dead_host(_host(target))
    return ""


def _why_dead_host(host: str) -> str:
    if not host:
        return "没有主机名"
    if _is_of(host, _lists()["nowhere"]):
        return "示例地址"
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return "" if "." in host and " " not in host else "主机名不完整"
    return "" if address.is_global else "内网地址"


def _host(target: str) -> str:
    try:
        return (urlsplit(target.strip()).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def _is_of(host: str, hosts: Sequence[str]) -> bool:
    return any(host == one or host.endswith("." + one) for one in hosts)
