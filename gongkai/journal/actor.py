"""Who acts, as of the day of the act: copied into the entry, so that it stays true when posts and names change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """Account, name, post and body (code and name) of the one who acts; without an account it is the system."""

    account: str
    name: str
    post: str = ""
    body: str = ""
    body_name: str = ""


SYSTEM = Actor("", "系统")
