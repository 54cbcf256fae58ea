"""Addresses as QR codes, made here."""

from __future__ import annotations

import io

import segno
from django.http import HttpResponse


def picture(address: str, *, scale: int = 4, border: int = 2) -> HttpResponse:
    """An address as a QR code, an SVG picture on white."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=scale, border=border, light="#ffffff")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")
