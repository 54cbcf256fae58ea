"""The description of the interface: as a page for people, and as its schema for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.api.interface import INTERFACE
from gongkai.organisations.access import actions, may


class Line(NamedTuple):
    """A parameter or a field as the page shows it."""

    name: str
    kind: str
    needed: bool
    says: str


class Operation(NamedTuple):
    """An operation as the page shows it."""

    code: str
    method: str
    path: str
    summary: str
    says: str
    action: str
    token: bool
    parameters: list[Line]
    answers: list[tuple[int, str]]
    failures: list[int]


@may("api.read")
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation and every shape, without a script and without another host."""
    schema = INTERFACE.get_openapi_schema()
    shapes = [(name, one.get("description", ""), _fields(one)) for name, one in _shapes(schema)]
    page = {"info": schema["info"], "operations": list(_operations(schema)), "shapes": shapes}
    return render(request, "api/docs.html", page)


@may("api.read")
@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The schema, equal to docs/api/openapi.json."""
    return HttpResponse(schema_text(), content_type="application/json; charset=utf-8")


@may("api.read")
def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address that no operation has."""
    raise Http404


def schema_text() -> str:
    """The schema as it is committed."""
    return json.dumps(INTERFACE.get_openapi_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _shapes(schema: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(schema["components"]["schemas"].items())


def _operations(schema: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            bound = INTERFACE.bound[path.removeprefix("/api/v1")]
            action = bound[method.upper()]
            yield Operation(
                code=one["operationId"],
                method=method.upper(),
                path=path,
                summary=one["summary"],
                says=one["description"],
                action=actions()[action].says,
                token=actions()[action].who != "public",
                parameters=[*_parameters(one), *_sent(one)],
                answers=[
                    (status, _shape(said)) for status, said in one["responses"].items() if int(status) < 400
                ],
                failures=[status for status in one["responses"] if int(status) >= 400],
            )


def _parameters(operation: Mapping[str, Any]) -> Iterator[Line]:
    for one in operation.get("parameters", ()):
        says = one.get("description") or one["schema"].get("description", "")
        yield Line(f"{one['name']}（{one['in']}）", _kind(one["schema"]), bool(one.get("required")), says)


def _sent(operation: Mapping[str, Any]) -> Iterator[Line]:
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        for name, one in content["schema"].get("properties", {}).items():
            yield Line(f"{name}（{media}）", _kind(one), True, one.get("description", "文件"))


def _shape(answer: Mapping[str, Any]) -> str:
    """The name of the shape of what comes; "" where nothing does."""
    content = answer.get("content", {}).get("application/json")
    return str(content["schema"]["$ref"]).rpartition("/")[2] if content else ""


def _fields(shape: Mapping[str, Any]) -> list[Line]:
    needed = set(shape.get("required", ()))
    return [
        Line(name, _kind(one), name in needed, one.get("description", ""))
        for name, one in shape.get("properties", {}).items()
    ]


def _kind(one: Mapping[str, Any]) -> str:
    """A type in words that a programmer knows."""
    if "$ref" in one:
        return str(one["$ref"]).rpartition("/")[2]
    if "anyOf" in one:
        return " | ".join(_kind(part) for part in one["anyOf"])
    if "enum" in one or "const" in one:
        return " | ".join(f'"{value}"' for value in one.get("enum", [one.get("const")]))
    if one.get("type") == "array":
        return f"[{_kind(one['items'])}]"
    return "/".join(filter(None, (str(one.get("type", "")), str(one.get("format", "")))))
