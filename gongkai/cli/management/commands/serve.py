"""``./run serve``: bring the database up to date, gather the static files, and answer, with a worker beside."""

from __future__ import annotations

import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from granian.constants import Interfaces
from granian.server import Server

from gongkai.work.supervisor import Supervisor


class Command(BaseCommand):
    help = "提供网页（granian）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只限本机")
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument("--workers", type=int, default=2, help="进程数，默认 2")
        parser.add_argument(
            "--no-worker", action="store_true", help="不带后台任务进程（另用 ./run worker 运行）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("check", databases=["default"])
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        host, port = options["host"], options["port"]
        refuse_taken(host, port)
        self.stdout.write(f"网址：http://{host}:{port}/　（Ctrl+C 停止）")
        self.stdout.flush()
        worker = Supervisor(0 if options["no_worker"] else 1)
        worker.start()
        try:
            answer(host, port, options["workers"])
        finally:
            worker.stop()


def answer(host: str, port: int, workers: int) -> None:
    """Answer until asked to stop."""
    Server(
        "gongkai.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_access=False,
    ).serve()


def refuse_taken(host: str, port: int) -> None:
    """Says in words that the port is taken; the server itself would only panic."""
    try:
        address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(address[0]) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address[4])
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommandError(
            f"不能在 {host}:{port} 上提供网页（{reason}）；请用 --port 换一个端口。"
        ) from error
