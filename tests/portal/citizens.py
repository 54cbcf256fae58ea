"""Citizens as the tests of the public forms play them: what they type, and the way through the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from gongkai.applications.models import Application
from gongkai.portal.labour import PROOF, TOKEN, WAIT, challenge
from tests.portal.test_labour import worked_out

NAME = "甲某某"
NUMBER = "110101199003070038"
TYPED = {
    "natural1-name": NAME,
    "natural1-document": "identity_card",
    "natural1-document_number": NUMBER,
    "natural1-phone": "010-00000000",
    "natural1-email": "",
    "natural1-address": "",
    "natural1-postcode": "",
    "wanted-title": "柳湾镇危房改造补助名单",
    "wanted-number": "",
    "wanted-description": "2023年第一批",
    "wanted-form": "电子文档",
    "wanted-delivery": "在本平台下载",
}


def proved(form: str) -> dict[str, str]:
    """The fields of a form whose sum is worked out."""
    token = challenge(form, at=timezone.now()).token
    return {TOKEN: token, PROOF: worked_out(token)}


def waited(form: str) -> dict[str, str]:
    """The fields of a form that was open long enough, in a browser without scripts."""
    return {TOKEN: challenge(form, at=timezone.now() - WAIT - timedelta(seconds=1)).token, PROOF: ""}


@dataclass
class Citizen:
    """Somebody with a browser."""

    client: Client

    def fill_in(self, body: int, **changed: Any) -> Any:
        """Sends the form; ``changed``: fields with _ for the dash."""
        typed = TYPED | {name.replace("__", "-"): value for name, value in changed.items()}
        return self.client.post(f"/apply/{body}/", typed)

    def apply(self, body: int, **changed: Any) -> tuple[Application, str]:
        """The whole way; the application and its code."""
        self.fill_in(body, **changed)
        answer = self.client.post("/apply/check/", proved("apply"), follow=True)
        number, code = re.findall(r'class="token">([^<]+)<', answer.content.decode())
        return Application.objects.get(number=number, body=body), code

    def open(self, number: str, code: str, **fields: str) -> Any:
        """The way in by number and code."""
        return self.client.post("/track/", {"number": number, "code": code} | (fields or proved("track")))

    def page(self, path: str) -> str:
        return str(self.client.get(path, follow=True).content.decode())
