"""Real peers of the outside on loopback, each a process of its own: an S3-compatible store, and the virus scanner."""

from __future__ import annotations

import hashlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The test file of the makers of scanners, put together here so that no scanner takes this file for one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], family: int, address: tuple[str, int] | str) -> Iterator[None]:
    """A process for as long as it is needed, from the moment it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(int(_PATIENCE / 0.05)):
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            with socket.socket(family) as probe:
                if probe.connect_ex(address) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def object_store() -> Iterator[str]:
    """The address of an empty S3-compatible store."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with _running(command, socket.AF_INET, ("127.0.0.1", port)):
        yield f"http://127.0.0.1:{port}"


def has_scanner() -> bool:
    return shutil.which("clamd") is not None


@contextmanager
def scanner(folder: Path) -> Iterator[str]:
    """The address of a clamd that knows one virus, or, where none is installed, of a peer that speaks as it does."""
    at = folder / "clamd.ctl"
    if not has_scanner():
        command = [sys.executable, str(Path(__file__).with_name("clamd_peer.py")), str(at)]
    else:
        known = folder / "signatures"
        known.mkdir()
        (known / "one.hdb").write_text(
            f"{hashlib.md5(EICAR).hexdigest()}:{len(EICAR)}:Eicar-Test-Signature\n"
        )
        lines = [f"LocalSocket {at}", f"DatabaseDirectory {known}", "Foreground yes", "StreamMaxLength 1M"]
        (folder / "clamd.conf").write_text("\n".join(lines) + "\n")
        command = ["clamd", "-c", str(folder / "clamd.conf")]
    with _running(command, socket.AF_UNIX, str(at)):
        yield f"unix:{at}"
