"""One of many processes that draft, decide and publish at the same time, told what to do on standard input. What it says it
has done, it says after the database has taken it: a line in a file of its own."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import django

django.setup()

from django.db import OperationalError, connection, connections, transaction  # noqa: E402

from gongkai.approvals.deciding import Verdict, decide  # noqa: E402
from gongkai.catalogue.drafting import Draft, begin, change, draft_of  # noqa: E402
from gongkai.catalogue.models import Edition  # noqa: E402
from gongkai.catalogue.releasing import publish  # noqa: E402
from gongkai.catalogue.review import hand_in  # noqa: E402
from gongkai.organisations.models import Body, Person, Post  # noqa: E402
from gongkai.organisations.refusal import Refused  # noqa: E402
from tests.people import a_county, staff_of  # noqa: E402

SHARED = "大家一起写的稿子"
DAY = datetime(2026, 3, 2, 4, tzinfo=UTC)


def prepare() -> None:
    """The county with its people, and the draft that everybody writes in."""
    cast = a_county()
    staff_of(cast.township)
    begin(cast.township, draft=Draft(SHARED, "<p>起</p>", DAY.date()), by=cast.clerk, at=DAY)


class Writer:
    """Somebody who drafts, hands in, has it decided, publishes, and writes a word into the shared draft; again and again."""

    def __init__(self, name: str, told: Path) -> None:
        self.name, self.told = name, told
        self.body = Body.objects.get(code="Q03")
        self.clerk = Person.objects.get(account="clerk")
        self.staff = {post: Person.objects.get(account=f"Q03.{post.value}") for post in Post}

    def say(self, what: str) -> None:
        with self.told.open("a", encoding="utf-8") as file:
            file.write(f"{what}\n")

    def work(self, rounds: int) -> None:
        number = 0
        while number < rounds or rounds == 0:
            number += 1
            word = f"{self.name}x{number}x"
            self._patiently(lambda: self._publish(word))  # noqa: B023  # carried out at once
            self._patiently(lambda: self._add(word))  # noqa: B023
            self.say(f"added {word}")

    def _patiently(self, act: Callable[[], None]) -> None:
        """Do it again where the database had no turn for it in the time it gives everybody, as a person presses again."""
        while True:
            try:
                return act()
            except OperationalError as error:
                if "locked" not in str(error):
                    raise
                self.say("busy")
            time.sleep(random.uniform(0.1, 1.0))

    def _publish(self, word: str) -> None:
        edition = begin(self.body, draft=Draft(word, "<p>初稿</p>", DAY.date()), by=self.clerk, at=DAY)
        draft = Draft(word, f"<p>{word}定稿</p>", DAY.date(), summary=word)
        edition = change(edition, draft=draft, by=self.clerk, at=DAY)
        matter = hand_in(edition, by=self.clerk, at=DAY)
        for step in matter.steps.order_by("order", "pk"):
            decide(step, Verdict("approve", matter.digest), by=self.staff[Post(step.post)], at=DAY)
        edition.refresh_from_db()
        publish(edition, by=self.clerk, at=DAY)
        self.say(f"published {edition.item_id} {word}")

    def _add(self, word: str) -> None:
        """Read the shared draft and write it back with a word more; whoever was quicker is not overwritten."""
        while True:
            edition = Edition.objects.select_related("item__body").get(title=SHARED)
            draft = draft_of(edition)
            longer = Draft(draft.title, f"{draft.text}<p>{word}</p>", draft.formed_on)
            try:
                change(edition, draft=longer, by=self.clerk, at=DAY)
            except Refused:
                continue
            return


def patient(writer: Writer, rounds: int) -> None:
    """Work; a database that was too busy is a fault that the file tells of."""
    try:
        writer.work(rounds)
    except (OperationalError, Refused) as error:
        writer.say(f"failed {type(error).__name__} {error}")
    finally:
        connection.close()


def forked(name: str, folder: Path, threads: int, rounds: int) -> int:
    """A process of its own that begins at once; its number."""
    child = os.fork()
    if child:
        return child
    try:
        connections.close_all()
        made = [Writer(f"{name}t{one}", folder / f"{name}t{one}.told") for one in range(threads)]
        running = [Thread(target=patient, args=(one, rounds)) for one in made]
        for thread in running:
            thread.start()
        for thread in running:
            thread.join()
    finally:
        os._exit(0)


def main() -> None:
    """Each line: name, threads, rounds (0: for ever). Answers with the number of the process."""
    folder = Path(sys.argv[1])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with transaction.atomic():
        Body.objects.exists()
    connections.close_all()
    for line in sys.stdin:
        name, threads, rounds = line.split()
        print(forked(name, folder, int(threads), int(rounds)), flush=True)


if __name__ == "__main__":
    main()
