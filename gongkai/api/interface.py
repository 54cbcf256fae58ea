"""The interface itself: how an operation is bound to its action, how it answers, what its schema says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property, wraps
from typing import Any, Final, TypeVar

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from gongkai.api.bearing import Bearer
from gongkai.api.problems import MEDIA, Fault, Problem, ProblemDetails, faults_of, problem_response
from gongkai.organisations.access import actions
from gongkai.organisations.refusal import Refused

Run = Callable[..., Any]
View = TypeVar("View", bound=Run)
BUSY_FOR: Final = "5"
ALWAYS: Final = (404, 405, 422, 429, 500, 503)
DESCRIPTION: Final = """其他系统按此接口查阅机关名录和政府信息公开年度报告，报送年度报告。公开的内容不用令牌；报送用接口令牌，由本机关信息员在工作台生成，放在 Authorization: Bearer 里。出错一律按问题详情（RFC 9457，application/problem+json）答复，文字为中文。报送时可带 Idempotency-Key：同一个键、同样的内容重复发送，只办一次，答复相同。"""


class _Plain(BaseRenderer):
    """JSON with Chinese as it is read."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        return json.dumps(data, ensure_ascii=False, cls=NinjaJSONEncoder).encode("utf-8", "replace")


class Interface(NinjaAPI):
    """Our operations; ``bound`` says for every path which method carries out which action."""

    def __init__(self) -> None:
        super().__init__(
            title="政府信息公开平台接口",
            version="1",
            description=DESCRIPTION,
            urls_namespace="api",
            docs_url=None,
            openapi_url=None,
            renderer=_Plain(),
        )
        self.bound: dict[str, dict[str, str]] = {}

    def does(
        self,
        action: str,
        method: str,
        path: str,
        *,
        answers: Mapping[int, Any],
        problems: tuple[int, ...] = (),
    ) -> Callable[[View], View]:
        """The function below carries out this action. ``answers``: shapes by status; ``problems``: those beyond what may
        happen to every operation. Public actions are open to everybody, any other one asks for a token that may do it."""
        public = actions()[action].who == "public"
        codes = sorted({*ALWAYS, *problems, *(() if public else (401, 403))})
        self.bound.setdefault(plain_path(path), {})[method] = action

        def bind(view: View) -> View:
            name = f"{method.lower()}_{view.__name__}"
            said = (view.__doc__ or "").strip()
            route = self.api_operation(
                [method],
                path,
                auth=None if public else Bearer(action),
                response={**answers, **dict.fromkeys(codes, ProblemDetails)},
                operation_id=name,
                summary=said.partition("。")[0],
                description=said,
                url_name=name,
            )
            return route(decorate_view(self._asked_for_what_there_is(name))(view))

        return bind

    def _asked_for_what_there_is(self, name: str) -> Callable[[Run], Run]:
        """Around an operation: a question with an item that it does not have is not answered."""

        def around(run: Run) -> Run:
            @wraps(run)
            def asked(request: HttpRequest, **kwargs: Any) -> Any:
                unknown = sorted(set(request.GET) - self._items[name])
                faults = [Fault(where=f"query.{one}", says="没有这一项") for one in unknown]
                return problem_response(Problem(422, errors=faults)) if faults else run(request, **kwargs)

            return asked

        return around

    @cached_property
    def _items(self) -> dict[str, set[str]]:
        """What may be asked of every operation in its address."""
        operations = (
            one for methods in self.get_openapi_schema()["paths"].values() for one in methods.values()
        )
        return {
            one["operationId"]: {item["name"] for item in one.get("parameters", ()) if item["in"] == "query"}
            for one in operations
        }

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The schema, with problems under their own media type."""
        schema = super().get_openapi_schema(path_prefix="/api/v1")
        for operations in schema["paths"].values():
            for operation in operations.values():
                for parameter in operation.get("parameters", ()):
                    parameter["schema"] = _without_null(parameter["schema"])
                for status, answer in operation["responses"].items():
                    _as_problem(int(status), answer)
        return schema


def _without_null(shape: dict[str, Any]) -> dict[str, Any]:
    """What may be left out is left out; in an address there is no null."""
    kinds = [kind for kind in shape.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return shape
    return {**{key: value for key, value in shape.items() if key != "anyOf"}, **kinds[0]}


def plain_path(path: str) -> str:
    """A path as the schema writes it, whether it comes from there, from an operation or from an address."""
    return "/" + re.sub(r"[{<](?:\w+:)?(\w+)[}>]", r"{\1}", path.lstrip("/"))


def _as_problem(status: int, answer: dict[str, Any]) -> None:
    if status >= 400 and "content" in answer:
        answer["content"] = {MEDIA: answer["content"]["application/json"]}


INTERFACE = Interface()


@INTERFACE.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return problem_response(error)


@INTERFACE.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem_response(Problem(422, str(error)))


@INTERFACE.exception_handler(Http404)
def _absent(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(Problem(404))


@INTERFACE.exception_handler(AuthenticationError)
def _without_token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_response(Problem(401))


@INTERFACE.exception_handler(HttpError)
def _told(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(Problem(error.status_code))


@INTERFACE.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    if request.method == "POST" and request.content_type != "multipart/form-data":
        return problem_response(Problem(415, "请以 multipart/form-data 发送文件。"))
    return problem_response(Problem(422, errors=faults_of(error.errors)))


@INTERFACE.exception_handler(OperationalError)
def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    answer = problem_response(Problem(503))
    answer["Retry-After"] = BUSY_FOR
    return answer
