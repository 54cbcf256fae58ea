"""A paper printed to PDF by a browser, as many offices do; used for the demonstration only."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from subprocess import run

from .pages import Markup, page
from .papers import Paper

_STYLE = b"<style>@page{size:A4;margin:22mm}table{border-collapse:collapse;width:100%;font-size:10pt}thead{display:table-header-group}</style>"


def printed(paper: Paper, browser: str = "/usr/bin/chromium") -> bytes:
    """PDF bytes with the day of making taken out, so that the same paper gives the same file."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_bytes(page(paper, Markup(thead=True)).replace(b"</head>", _STYLE + b"</head>"))
        run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                str(source),
            ],
            check=True,
            capture_output=True,
        )
        return re.sub(rb"D:\d{14}[+-]\d\d'\d\d'", b"D:20240102030406+00'00'", target.read_bytes())
