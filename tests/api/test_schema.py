"""The schema is the one that is committed, and it is kept: whatever a program sends, the answer is one it promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import settings as examples
from schemathesis.specs.openapi.checks import positive_data_acceptance

from gongkai.api.interface import INTERFACE
from gongkai.api.pages import schema_text
from gongkai.organisations.access import actions
from tests.api.callers import API, a_token, bearing, send
from tests.people import a_county, a_faulty_report, a_report, file
from tests.project import ROOT
from tests.reports.published import published

COMMITTED = ROOT / "docs/api/openapi.json"
SCHEMA = schemathesis.openapi.from_path(COMMITTED)
EXAMPLES = 40


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text("utf-8") == schema_text(), "manage.py api_schema > docs/api/openapi.json"


def test_every_operation_promises_its_failures_as_problems_in_chinese() -> None:
    for methods in json.loads(schema_text())["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"]
            assert any(sign >= "\u4e00" for sign in operation["summary"])


def test_every_operation_carries_out_an_action_of_the_access_table() -> None:
    bound = {action for methods in INTERFACE.bound.values() for action in methods.values()}
    assert bound <= set(actions())
    asked = {
        (method.upper(), path): bool(operation.get("security"))
        for path, methods in json.loads(schema_text())["paths"].items()
        for method, operation in methods.items()
    }
    for (method, path), secured in asked.items():
        action = INTERFACE.bound[path.removeprefix(API)][method]
        assert secured == (actions()[action].who != "public"), path


@pytest.fixture
def server(transactional_db: None, live_server: Any, settings: Any) -> Iterator[tuple[str, str]]:
    """The address of a server with two reports and a hand-in, and the secret of a token."""
    cast = a_county()
    file(a_faulty_report())
    file(a_report(cast.bureau.name, 2022))
    secret = a_token(cast.county, cast.clerk)[1]
    send(secret, ("年报.html", published("柳湾镇人民政府", 2021)))
    settings.API_PER_MINUTE = 1_000_000
    yield live_server.url, secret


@SCHEMA.parametrize()
@examples(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_one_that_is_promised(case: Any, server: tuple[str, str]) -> None:
    """With what fits and with what does not: no failure of the server, no status, header or content that the schema does
    not know, nothing wrong accepted and nothing right refused."""
    address, secret = server
    headers = bearing(secret) if case.operation.definition.raw.get("security") else {}
    # Whether the bytes of a file are fit to be kept, no schema can say.
    left_out = [positive_data_acceptance] if case.method == "POST" else []
    case.call_and_validate(base_url=address, headers=headers, excluded_checks=left_out)
