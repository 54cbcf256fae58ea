"""What a check says when it does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "question", "gap"]
SEVERITY_WORDS: dict[Severity, str] = {"error": "错误", "question": "存疑", "gap": "缺漏"}


@dataclass(frozen=True)
class Finding:
    """One finding.

    ``check``: code of the rule (F2021-T3-01, P-02 …). ``cells``: codes of the cells it marks, () for prose.
    ``says``: a Chinese sentence for the official that names the figures on both sides. ``quote``: the place in the
    paper, as printed ("" where the sheet was counted, not read).
    """

    check: str
    severity: Severity
    cells: tuple[str, ...]
    says: str
    quote: str = ""
