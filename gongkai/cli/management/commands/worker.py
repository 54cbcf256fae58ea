"""``./run worker``: run the tasks that wait and keep the schedule, in processes that are started again when they die."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from threading import Event, Thread
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from gongkai.work.supervisor import Supervisor
from gongkai.work.worker import Worker, drain


class Command(BaseCommand):
    help = "后台任务进程：执行排队的任务，按时执行定时任务。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--processes", type=int, default=1, help="进程数，默认 1")
        parser.add_argument("--once", action="store_true", help="只把现在排队的任务做完")
        parser.add_argument("--interval", type=float, default=1.0, help="没有任务时多少秒看一次，默认 1")
        parser.add_argument(
            "--grace", type=float, default=20.0, help="停止时最多等正在做的任务多少秒，默认 20"
        )
        parser.add_argument("--silence", type=float, default=60.0, help="进程多少秒没有动静算停止，默认 60")
        parser.add_argument("--parent", type=int, help="看管它的进程，那个进程不在了就停止（内部使用）")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(f"完成 {drain(timezone.now)} 项任务。")
        elif options["parent"]:
            self._work(options)
        else:
            self._supervise(options)

    def _work(self, options: dict[str, Any]) -> None:
        silence = timedelta(seconds=options["silence"])
        rounds = min(silence / 2, timedelta(seconds=5))
        worker = Worker(timezone.now, options["interval"], options["grace"], silence, rounds)
        stop_on_signals(worker.stop)
        Thread(target=_stop_with_parent, args=(options["parent"], worker.stop), daemon=True).start()
        worker.work()

    def _supervise(self, options: dict[str, Any]) -> None:
        call_command("check", databases=["default"])
        given = [f"--{name}={options[name]}" for name in ("interval", "grace", "silence")]
        stop, supervisor = Event(), Supervisor(options["processes"], given)
        stop_on_signals(stop)
        supervisor.start()
        self.stdout.write(f"后台任务：{options['processes']} 个进程（Ctrl+C 停止）")
        self.stdout.flush()
        stop.wait()
        supervisor.stop(within=options["grace"] + 10)


def stop_on_signals(stop: Event) -> None:
    """Set the event on Ctrl+C and on the signal that asks a process to end. In a thread: the handler interrupts the
    main thread anywhere, also where it holds the event's lock."""

    def asked(number: int, frame: FrameType | None) -> None:
        Thread(target=stop.set, daemon=True).start()

    signal.signal(signal.SIGINT, asked)
    signal.signal(signal.SIGTERM, asked)


def _stop_with_parent(parent: int, stop: Event) -> None:
    """Stop when the process that started this one is gone. Asked again and again: a pipe that closes with the parent
    would be held open by the web processes that it forks."""
    while os.getppid() == parent:
        if stop.wait(0.5):
            return
    stop.set()
