"""Real workers: told to stop they finish or give back, over its limit a task is ended, the dead are replaced, none is
left over."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.notices.peers import free_port
from tests.work.scene import Process, Scene, kill, scene, until

pytestmark = pytest.mark.django_db
ENQUEUE = """from tests.work import orders; from gongkai.work.actions import later
from django_tasks_db.models import DBTaskResult; DBTaskResult.objects.all().delete(); later(orders.{0}, {1!r})"""
STATE = """import json; from django_tasks_db.models import DBTaskResult
print(json.dumps([[r.status, len(r.worker_ids)] for r in DBTaskResult.objects.filter(task_path__contains='orders')]))"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene(tmp_path_factory.mktemp("scene")) as made:
        yield made


@pytest.fixture
def place(installed: Scene, tmp_path: Path) -> Iterator[Scene]:
    """The one installation, with a folder of the test for what its tasks leave behind."""
    yield replace(installed, folder=tmp_path)
    for process in installed.processes:
        kill(process)


def states(place: Scene) -> list[list[object]]:
    found: list[list[object]] = json.loads(place.manage("shell", "-v0", "-c", STATE).splitlines()[-1])
    return found


def begun(place: Scene, task: str) -> Process:
    """A worker in the middle of a task."""
    place.manage("shell", "-v0", "-c", ENQUEUE.format(task, str(place.folder)))
    worker = place.worker("--grace=1")
    until((place.folder / "begun").exists)
    return worker


def test_a_worker_told_to_stop_finishes_what_it_can(place: Scene) -> None:
    worker = begun(place, "patient")
    worker.send_signal(signal.SIGTERM)
    (place.folder / "go").touch()
    assert worker.wait(120) == 0
    assert states(place) == [["SUCCESSFUL", 1]]


def test_a_worker_told_to_stop_gives_back_what_it_cannot_finish(place: Scene) -> None:
    worker = begun(place, "patient")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(120) == 0
    assert states(place) == [["READY", 0]]


def test_a_task_over_its_limit_is_ended_tried_again_and_given_up(place: Scene) -> None:
    place.manage("shell", "-v0", "-c", ENQUEUE.format("endless", str(place.folder)))
    for _ in range(2):
        assert place.worker().wait(120) == 75
    assert states(place) == [["FAILED", 2]]
    assert (place.folder / "begun").read_text() == ".."


def test_a_worker_that_dies_is_replaced_and_none_is_left_when_all_is_killed(place: Scene) -> None:
    options = ("--interval=0.05", "--silence=3", "--grace=1")
    supervisor = place.start("manage.py", "worker", "--processes=1", *options)
    until(lambda: len(children(supervisor)) == 1)
    (first,) = children(supervisor)
    os.kill(first, signal.SIGKILL)
    until(lambda: bool(children(supervisor)) and children(supervisor) != [first])
    (second,) = children(supervisor)
    until(lambda: "django worker" in command(second))
    kill(supervisor)
    until(lambda: command(second) == "")


def test_serving_brings_a_worker_that_does_not_outlive_it(place: Scene) -> None:
    place.manage("shell", "-v0", "-c", ENQUEUE.format("patient", str(place.folder)))
    (place.folder / "go").touch()
    quick = replace(place, env={**place.env, "GONGKAI_DEBUG": "true"})  # without gathering the static files
    server = quick.start("manage.py", "serve", f"--port={free_port()}", "--workers=1")
    until((place.folder / "finished").exists)
    workers = [pid for pid in children(server) if "django worker" in command(pid)]
    os.kill(server.pid, signal.SIGKILL)
    until(lambda: len(workers) == 1 and command(workers[0]) == "")


def children(process: Process) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(pid) for path in listed for pid in path.read_text().split()]


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
