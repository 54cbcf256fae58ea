"""The prose of a report: read_prose takes it apart, check_prose holds it to the checks that rest on prose."""

from __future__ import annotations

from gongkai.reading.claims.reader import Prose, read_prose
from gongkai.reading.suspicions.check import check_prose
from gongkai.reading.suspicions.tables import check_lines

__all__ = ["Prose", "check_lines", "check_prose", "read_prose"]
