"""Brings up children that are killed: imports the platform once and forks a web process or a worker for every line on its
standard input, so that a killed one is replaced in milliseconds and not in seconds. The children are real processes."""

from __future__ import annotations

import os
import signal
import sys
from datetime import timedelta
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils import timezone

ROUND = timedelta(seconds=0.2)


class Threaded(ThreadingMixIn, WSGIServer):
    """A web server with a thread for every request."""

    daemon_threads = True
    request_queue_size = 64


class Quiet(WSGIRequestHandler):
    """Says nothing of requests that went well."""

    def log_message(self, *args: object) -> None:
        return None


def web(port: int) -> None:
    server = Threaded(("127.0.0.1", port), Quiet)
    server.set_app(application)
    server.serve_forever()


def work() -> None:
    Worker(timezone.now, interval=0.02, silence=timedelta(seconds=3), rounds=ROUND).work()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed
    for line in sys.stdin:
        name, _, port = line.strip().partition(" ")
        child = os.fork()
        if not child:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            web(int(port)) if name == "web" else work()
            os._exit(0)
        print(child, flush=True)


if __name__ == "__main__":
    django.setup()
    application = get_wsgi_application()
    from gongkai.work.worker import Worker  # needs the applications to be ready

    Client().get(
        "/order", headers={"host": "127.0.0.1"}
    )  # whatever is loaded with the first request, before the forks
    main()
