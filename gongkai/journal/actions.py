"""What is written into the journal: an act with the one who did it, and the end of what links entries to a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import connection, transaction
from django.db.models import Field
from django.utils import timezone

from gongkai.journal import keys
from gongkai.journal.actor import Actor
from gongkai.journal.canonical import packed, written
from gongkai.journal.clear import personal_number
from gongkai.journal.models import SEALED, Entry, Head, SubjectKey
from gongkai.journal.subjects import hash_for, keys_of


class Told(TypedDict):
    """What an entry tells. ``chain``: code of the body, "" for the platform. ``object``: like "organisations.Body:12".
    ``before``, ``after``: listed fields only, never personal. ``subject``: a personal identifier, kept as keyed hash.
    ``looked``: somebody saw personal data, nothing was changed."""

    chain: str
    by: Actor
    on: date
    object: NotRequired[str]
    reason: NotRequired[str]
    before: NotRequired[Mapping[str, object] | None]
    after: NotRequired[Mapping[str, object] | None]
    subject: NotRequired[str]
    looked: NotRequired[bool]


def record(act: str, **told: Unpack[Told]) -> Entry:
    """Append an entry to its chain, inside the caller's transaction: both stay or neither. ``act`` is the dotted code of
    the action. Comes back as stored. ValueError where an ID card or mobile number would stand there in clear."""
    entry = _entry(act, told)
    if isinstance(entry.on, datetime) or "\0" in f"{entry.object}{entry.reason}":
        raise ValueError(f"操作记录（{act}）：日期应是某一天，文字里不能有空字符。")
    for text in (entry.object, entry.reason, entry.before, entry.after):
        if personal_number(text):
            raise ValueError(f"操作记录（{act}）里有身份证号或手机号，不能明文记载。")
    with transaction.atomic(savepoint=False):
        if subject := told.get("subject"):
            entry.subject = hash_for(subject)
        _append(entry)
    entry._state.adding, entry._state.db = False, connection.alias
    return entry


def _entry(act: str, told: Told) -> Entry:
    by = told["by"]
    return Entry(
        chain=told["chain"],
        act=act,
        account=by.account,
        name=by.name,
        post=by.post,
        body=by.body,
        body_name=by.body_name,
        on=told["on"],
        at=timezone.now(),
        object=told.get("object", ""),
        reason=told.get("reason", ""),
        before=written(told.get("before")),
        after=written(told.get("after")),
        looked=told.get("looked", False),
    )


# Every act on record passes here, and others of the same chain wait meanwhile: plain statements cost a tenth of querysets.
READ_HEAD = "SELECT count, digest FROM journal_head WHERE chain = %s"
MOVE_HEAD = "UPDATE journal_head SET count = %s, digest = %s, key = %s, seal = %s WHERE chain = %s"
COLUMNS = Entry._meta.local_concrete_fields
ADD_ENTRY = "INSERT INTO journal_entry ({}) VALUES ({})".format(
    ", ".join(f'"{field.column}"' for field in COLUMNS), ", ".join("%s" for _ in COLUMNS)
)


def _append(entry: Entry) -> None:
    count, previous = _locked_head(entry.chain)
    key = keys.current()
    entry.number, entry.previous, entry.key = count + 1, previous, key.id
    entry.digest = keys.seal(key, "entry", packed(getattr(entry, name) for name in SEALED))
    sealed = keys.seal(key, "head", packed((entry.chain, entry.number, entry.digest, key.id)))
    with connection.cursor() as cursor:
        cursor.execute(ADD_ENTRY, [_stored(entry, field) for field in COLUMNS])
        cursor.execute(MOVE_HEAD, [entry.number, entry.digest, key.id, sealed, entry.chain])


def _stored(entry: Entry, field: Field[Any, Any]) -> Any:
    return field.get_db_prep_save(getattr(entry, field.attname), connection)


def _locked_head(chain: str) -> tuple[int, str]:
    """Count and digest of a chain, held until the transaction ends, so that two writers never follow the same entry."""
    found = _read_head(chain)
    if found is None:
        Head.objects.bulk_create([Head(chain=chain)], ignore_conflicts=True)
        found = _read_head(chain)
    if found is None:
        raise ValueError(f"链 {chain} 没有链头。")
    return found


def _read_head(chain: str) -> tuple[int, str] | None:
    held = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(READ_HEAD + held, [chain])
        found = cursor.fetchone()
    return None if found is None else (found[0], found[1])


@transaction.atomic
def forget(subject: str, *, by: Actor, on: date, chain: str = "", reason: str = "") -> int:
    """Destroy what links entries to a person (disposal); the entries stay and verify. ``subject`` is the identifier.
    Comes back with the number of keys destroyed; the act itself is an entry that names nobody."""
    found = SubjectKey.objects.filter(pk__in=keys_of(subject))
    found.update(secret="0" * 64)  # first overwritten: a deleted row may stay in the file for a while
    destroyed, _ = found.delete()
    record("journal.forget", chain=chain, by=by, on=on, reason=reason, after={"keys": destroyed})
    return destroyed
