"""``./run serve``: a port that is taken is said in words."""

from __future__ import annotations

import socket

import pytest
from django.core.management.base import CommandError

from gongkai.cli.management.commands.serve import refuse_taken


def test_a_port_that_is_taken_is_refused_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"不能在 127.0.0.1:{port} 上提供网页.*--port"):
            refuse_taken("127.0.0.1", port)
    refuse_taken("127.0.0.1", port)
