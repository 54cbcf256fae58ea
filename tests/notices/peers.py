"""Real peers on loopback: a mail server and a robot's server, with a certificate that the test trusts or not."""

from __future__ import annotations

import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate of localhost, signed by itself: its file to trust, and the context of a server that has it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.fromtimestamp(time.time(), UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, False)
        .sign(key, hashes.SHA256())
    )
    file, secret = folder / "peer.pem", folder / "peer.key"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, pem, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, secret)
    return file, context


@dataclass
class Mailbox:
    """What a mail server took in; ``answer`` refuses what it is about to take."""

    answer: str = "250 OK"
    received: list[Envelope] = field(default_factory=list)
    secure: list[bool] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        self.secure.append(session.ssl is not None)
        return "250 OK"


def _authenticator(server: object, session: object, envelope: object, way: str, given: Any) -> AuthResult:
    return AuthResult(success=given.login == b"gongkai" and given.password == b"p@ss:word", handled=False)


@contextmanager
def mail_server(box: Mailbox, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A mail server; with ``tls`` it wants STARTTLS and an account. Its port."""
    wants = {"tls_context": tls, "require_starttls": True, "auth_required": True} if tls else {}
    known = {"authenticator": _authenticator} if tls else {}
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port, **wants, **known)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass
class Group:
    """What a robot's server was sent, and what it answers."""

    status: int = 200
    answer: bytes = b'{"errcode": 0, "errmsg": "ok"}'
    location: str = ""
    received: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)


@contextmanager
def robot_server(group: Group, tls: ssl.SSLContext) -> Iterator[int]:
    """A robot's server over https. Its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:
                return  # whoever sent it was killed half-way
            group.received.append((self.path, dict(self.headers), json.loads(body)))
            self.send_response(group.status)
            if group.location:
                self.send_header("Location", group.location)
            self.end_headers()
            self.wfile.write(group.answer)

        def log_message(self, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
