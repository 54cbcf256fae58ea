"""Stands in for clamd where it is not installed: INSTREAM as its manual describes it, one virus, one megabyte at most."""

from __future__ import annotations

import socketserver
import struct
import sys

MOST = 1048576
SIGNATURE = b"EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE"


class Session(socketserver.StreamRequestHandler):
    """One command."""

    def handle(self) -> None:
        if self.rfile.readline() != b"nINSTREAM\n":
            return
        data = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
            if len(data) > MOST:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\n")
                return
        found = SIGNATURE in data
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\n" if found else b"stream: OK\n")


if __name__ == "__main__":
    with socketserver.ThreadingUnixStreamServer(sys.argv[1], Session) as server:
        server.serve_forever()
