"""Imports the platform once and forks somebody who files applications for every name on its standard input, so that whoever is
killed is replaced in milliseconds."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import django


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed
    for line in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            file(Path(sys.argv[1]), line.strip())
        print(child, flush=True)


if __name__ == "__main__":
    django.setup()
    from tests.applications.filing import file  # needs the applications to be ready

    main()
