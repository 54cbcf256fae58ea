"""Rows full of sentinels: one of every model for every body, with a mark of its own in every text field and file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from operator import attrgetter
from typing import Any, Final

from django.apps import apps
from django.db import DatabaseError, models, transaction

from gongkai.applications.identity import Identity, packed
from gongkai.applications.sealing import seal
from gongkai.approvals.digest import Content, canonical
from gongkai.approvals.models import Matter
from gongkai.files import store
from gongkai.journal.actions import record
from gongkai.journal.actor import Actor
from gongkai.law.load import FOLDER
from gongkai.organisations.models import Body, Holding, Person, Stay
from gongkai.paper.as_json import report_as_dict
from tests.people import a_report
from tests.sentinels.rules import PUBLIC, PUBLIC_FIELDS, Mark

SHORTEST: Final = 7  # characters of a sentinel
DAY: Final = date(2024, 3, 1)
AT: Final = datetime(2024, 3, 1, 4, tzinfo=UTC)
Token = Callable[[], str]


def ours() -> list[type[models.Model]]:
    """Every model of the platform itself, and the queue it keeps its tasks in."""
    queue = apps.get_model("django_tasks_database.DBTaskResult")
    return [*(model for model in apps.get_models() if model.__module__.startswith("gongkai.")), queue]


class Garden:
    """All sentinels planted, and the rows they stand in."""

    def __init__(self) -> None:
        self.marks: dict[str, Mark] = {}
        self.rows: dict[tuple[str, str], models.Model] = {}  # (model, code of body) → row
        self.unmarked = count()
        self.failed: dict[str, str] = {}  # model → why no row of it could be planted

    def plant_all(self, owners: dict[str, Person]) -> None:
        """``owners``: code of body → whose rows they are. Every model gets a row there; the public ones without marks."""
        for owner in owners.values():
            for model in ours():
                self._try(model, owner)

    def _try(self, model: type[models.Model], owner: Person) -> None:
        try:
            with transaction.atomic():
                self.row(model, owner)
        except (DatabaseError, ValueError) as error:
            self.failed[model._meta.label] = str(error)

    def keys(self, label: str) -> Iterator[tuple[Any, ...]]:
        """The keys of the rows of a model, over all bodies; after a colon, other fields that an address goes by."""
        wanted, _, fields = label.partition(":")
        found = [attrgetter(field) for field in (fields or "pk").split(",")]
        for (model, _), row in self.rows.items():
            if model == wanted:
                yield tuple(get(row) for get in found)

    def row(self, model: type[models.Model], owner: Person) -> Any:
        """The row of a model for the body of its owner, planted the first time it is asked for."""
        body = owner.body
        assert body is not None
        known = self.rows.get((model._meta.label, body.code))
        if known is not None:
            return known
        made = self._planted(model, owner, body)
        self.rows[model._meta.label, body.code] = made
        return made

    def _planted(self, model: type[models.Model], owner: Person, body: Body) -> models.Model:
        label = model._meta.label
        if model is Body:
            return body
        if model is Person:
            return self._marked_person(owner)
        if label == "journal.Entry":
            return self._entry(owner, body)
        if label in THERE:
            return THERE[label].objects.get(person=owner)
        special = WORTH.get(label, {})
        values: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            token = self._token_for(f"{label}.{field.name}", body, owner)
            if field.name in special:
                values[field.name] = special[field.name](self, owner, token)
            elif not field.auto_created and not isinstance(field, models.AutoField):
                values[field.name] = self._worth(field, owner, token)
        values = {name: value for name, value in values.items() if value is not DEFAULT}
        return model._base_manager.create(**values)

    def _token_for(self, field: str, body: Body, owner: Person) -> Token:
        def token() -> str:
            if field.rpartition(".")[0] in PUBLIC or field in PUBLIC_FIELDS:
                return f"公开的文字{next(self.unmarked)}"
            fresh = f"zq{len(self.marks):05d}"
            self.marks[fresh] = Mark(field, body.code, owner.account)
            return fresh

        return token

    def _worth(self, field: models.Field[Any, Any], owner: Person, token: Token) -> Any:
        if isinstance(field, models.ForeignKey):
            related = field.related_model
            if related is Person:
                return owner
            ours = related.__module__.startswith("gongkai.") and related is not field.model
            return self.row(related, owner) if ours and not field.null else DEFAULT
        for kinds, worth in PLAIN:
            if isinstance(field, kinds):
                return worth(field, token)
        return DEFAULT

    def _marked_person(self, owner: Person) -> Person:
        assert owner.body is not None
        owner.name = self._token_for("organisations.Person.name", owner.body, owner)()
        owner.save(update_fields=["name"])
        return owner

    def _entry(self, owner: Person, body: Body) -> models.Model:
        def mark(name: str) -> str:
            return self._token_for(f"journal.Entry.{name}", body, owner)()

        actor = Actor(mark("account"), mark("name"), mark("post"), body.code, mark("body_name"))
        told = {"object": mark("object"), "reason": mark("reason"), "after": {"x": mark("after")}}
        return record(mark("act"), chain=body.code, by=actor, on=DAY, **told)  # type: ignore[arg-type]


DEFAULT: Final = object()


def _text(field: Any, token: Token) -> Any:
    if field.choices:
        return field.flatchoices[0][0]
    if field.name.endswith("digest") and field.max_length == 64:
        return a_file(token())
    long_enough = field.max_length is None or field.max_length >= SHORTEST
    return token() if long_enough else DEFAULT


def a_file(token: str) -> str:
    """The digest of a file that holds a sentinel."""
    return store.keep(f"<html><body><p>{token}</p></body></html>".encode())


PLAIN: Final[tuple[tuple[Any, Callable[[Any, Token], Any]], ...]] = (
    (models.EmailField, lambda field, token: f"{token()}@example.invalid"),
    ((models.CharField, models.TextField), _text),
    (models.JSONField, lambda field, token: {"x": [token()]}),
    (models.BinaryField, lambda field, token: token().encode()),
    (models.DateTimeField, lambda field, token: DEFAULT if field.null else AT),
    (models.DateField, lambda field, token: DEFAULT if field.null else DAY),
    (models.BooleanField, lambda field, token: DEFAULT if field.has_default() else False),
    (
        models.IntegerField,
        lambda field, token: DEFAULT if field.has_default() or field.null else len(token()),
    ),
)


def _reading(garden: Garden, owner: Person, token: Token) -> str:
    return json.dumps(report_as_dict(a_report(body=token()), token()), ensure_ascii=False)


def _row_of(label: str) -> Callable[[Garden, Person, Token], Any]:
    return lambda garden, owner, token: garden.row(apps.get_model(label), owner)


def _same(value: Any) -> Callable[[Garden, Person, Token], Any]:
    return lambda garden, owner, token: value


def _another_item(garden: Garden, owner: Person, token: Token) -> Any:
    item = apps.get_model("catalogue.Item")
    return item._base_manager.create(body=owner.body, author=owner, begun_on=DAY)


# Rows that came with their person, and have no text of their own.
THERE: Final = {"organisations.Stay": Stay, "organisations.Holding": Holding}
# Where any value will not do: label → field → its value. A new model that cannot be planted by rule gets a line here.
WORTH: Final[dict[str, dict[str, Callable[[Garden, Person, Token], Any]]]] = {
    "applications.Application": {
        "state": _same("open"),
        "evidence": lambda garden, owner, token: {"channel": "web", "by": token()},
    },
    "applications.Applicant": {"sealed": lambda garden, owner, token: packed(Identity(name=token()))},
    "applications.Step": {"facts": lambda garden, owner, token: {"channel": token()}},
    "applications.Paper": {"sealed_name": lambda garden, owner, token: seal(token())},
    "applications.ReplyDraft": {
        "facts": lambda garden, owner, token: {"given": token()},
        "sealed_values": lambda garden, owner, token: seal(json.dumps({"facts": token()})),
        "outcome": _same("granted"),
    },
    "applications.ReplyPaper": {"sealed_name": lambda garden, owner, token: seal(token())},
    "applications.Letter": {
        "sealed": lambda garden, owner, token: seal(
            json.dumps({"paragraphs": [token()], "body": "", "enclosures": [], "copies": []})
        ),
        **dict.fromkeys(("voided_at", "voided_by"), _same(None)),
        "void_reason": _same(""),
    },
    "applications.Amendment": {
        "evidence": lambda garden, owner, token: {"channel": "web", "by": token()},
        "second": _same(None),
    },
    "applications.CaseBook": {
        "sealed": lambda garden, owner, token: seal(json.dumps([token(), [token()], [[2, [token()]]]])),
        "mapping": lambda garden, owner, token: {"0": "wanted"},
    },
    "applications.Redaction": {
        "sealed_name": lambda garden, owner, token: seal(token()),
        "made_at": _same(AT),
    },
    "applications.RedactionBox": {
        "page": _same(1),
        **{
            edge: _same(share)
            for edge, share in (("left", 0.1), ("top", 0.1), ("right", 0.9), ("bottom", 0.9))
        },
    },
    "applications.MailItem": {
        "sealed_sender": lambda garden, owner, token: seal(token()),
        "other": _same(""),
    },
    "applications.Request": {
        "sealed": lambda garden, owner, token: packed(Identity(name=token())),
        "result": _same(""),
    },
    "applications.Consultation": {
        "sealed": lambda garden, owner, token: packed(Identity(name=token())),
        "party": _same("third"),
    },
    "catalogue.Interpretation": {"of": _another_item},
    "catalogue.Outlet": {"platform": _same("wechat")},
    "catalogue.BatchLine": {"digest": _same("")},
    "catalogue.PatrolHit": {"kind": _same("id_number")},
    "reports.ReportPaper": {
        "body": _same(None),
        "year": _same(None),
        "held": lambda garden, owner, token: token(),
    },
    "reports.Reading": {"report_json": _reading, "corrected_json": _same("")},
    "reports.PastReading": {"report_json": _reading},
    "reports.Correction": {"face": _same("number"), "value": _same("1"), "cell": _same("T3.A.total")},
    "reports.UploadedFile": {"paper": _row_of("reports.ReportPaper"), "state": _same("held")},
    "remedies.Remedy": {"due_what": _same("answer")},
    "remedies.RemedyPaper": {"sealed_name": lambda garden, owner, token: seal(token())},
    "organisations.CalendarNotice": {"text": _same((FOLDER / "holidays/2026.toml").read_text("utf-8"))},
    "approvals.Matter": {"chain": _same("publication")},
    "approvals.AddedStep": {"chain": _same("publication")},
    "approvals.Presentation": {
        "content": lambda garden, owner, token: canonical(Content(token(), {"名称": token()})).decode(),
        "digest": lambda garden, owner, token: garden.row(Matter, owner).digest,
        "turn": _same(1),
    },
    "django_tasks_database.DBTaskResult": {
        "task_path": _same("gongkai.reports.uploads.read_file"),
        "args_kwargs": lambda garden, owner, token: {"args": [token()], "kwargs": {}},
    },
    "approvals.Decision": {
        "outcome": _same("return"),
        "digest": lambda garden, owner, token: garden.row(Matter, owner).digest,
        "turn": lambda garden, owner, token: garden.row(Matter, owner).turn,
    },
    "organisations.Session": {"expire_date": _same(datetime(2099, 1, 1, tzinfo=UTC))},
    "search.Entry": {"public": _same(False), "rank": lambda garden, owner, token: int(token()[2:])},
}
