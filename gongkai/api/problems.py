"""What goes wrong, as problem details (RFC 9457) in the words of the site: one shape for every failure under /api."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

MEDIA: Final = "application/problem+json"
WORDS: Final[Mapping[int, tuple[str, str, str]]] = {
    400: ("bad-request", "请求不完整", "请求读不懂，请对照接口说明检查。"),
    401: (
        "no-token",
        "没有有效的接口令牌",
        "请在 Authorization 里用 Bearer 方式给出令牌；令牌可能已到期或作废。",
    ),
    403: ("not-allowed", "没有权限", "这个令牌，或者它的责任人，没有办理此事的权限。"),
    404: ("not-found", "没有找到", "地址可能有误，或者所要的内容尚未公开。"),
    405: ("method", "不支持的方法", "这个地址不支持这种方法，可用的方法见 Allow。"),
    409: ("conflict", "与现状冲突", "同一请求正在办理，请稍后再试。"),
    413: ("too-large", "内容太大", "一次请求的内容超过上限，请分几次发送。"),
    415: ("media-type", "内容类型不对", "请按接口说明的内容类型发送。"),
    422: ("invalid", "内容不合要求", "有的内容不合要求，见 errors。"),
    429: ("too-many", "请求太频繁", "请按 Retry-After 的秒数稍后再试。"),
    500: ("broken", "服务器出错", "服务器出了错，请稍后再试；一再出现请告诉管理员。"),
    503: ("busy", "暂时不能服务", "服务器正忙，请按 Retry-After 的秒数稍后再试。"),
}


class Fault(Schema):
    """One thing that is wrong: where it stands, what is wrong with it."""

    where: str = Field(description="位置，例：query.limit；文件为其文件名")
    says: str = Field(description="哪里不对")


class ProblemDetails(Schema):
    """问题详情（RFC 9457）"""

    type: str = Field(description="问题的种类，不变的标识")
    title: str = Field(description="问题的名称")
    status: int = Field(description="状态码")
    detail: str = Field(description="怎么回事，怎么办")
    errors: list[Fault] = Field(default_factory=list, description="逐项的问题")


class Problem(Exception):
    """A request that is answered with a problem; ``detail`` where there is more to say than the status does."""

    def __init__(self, status: int, detail: str = "", errors: Sequence[Fault] = ()) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.errors = status, detail, errors


def problem_response(problem: Problem) -> HttpResponse:
    """A problem → the answer to a request."""
    status = problem.status if problem.status in WORDS else (500 if problem.status >= 500 else 400)
    code, title, detail = WORDS[status]
    found = ProblemDetails(
        type=f"urn:gongkai:problem:{code}",
        title=title,
        status=problem.status,
        detail=problem.detail or detail,
        errors=list(problem.errors),
    )
    text = json.dumps(found.model_dump(), ensure_ascii=False)
    answer = HttpResponse(text.encode("utf-8", "replace"), status=problem.status, content_type=MEDIA)
    if problem.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="gongkai"'
    return answer


_SAYS: Final[Mapping[str, str]] = {
    "missing": "缺少此项",
    "extra_forbidden": "没有这一项",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "int_parsing_size": "数太大",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "string_too_short": "至少 {min_length} 个字符",
    "string_too_long": "最多 {max_length} 个字符",
    "string_pattern_mismatch": "格式不对",
    "bool_parsing": "应为 true 或 false",
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "date_parsing": "应为日期，例：2026-03-02",
    "date_from_datetime_parsing": "应为日期，例：2026-03-02",
    "date_from_datetime_inexact": "应为日期，例：2026-03-02",
    "too_short": "至少 {min_length} 项",
    "too_long": "最多 {max_length} 项",
}


def faults_of(errors: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """What the validation of a request found, in Chinese."""
    return [
        Fault(where=_where(error.get("loc", ())), says=_said(error.get("type", ""), error.get("ctx") or {}))
        for error in errors
    ]


def _where(places: Sequence[object]) -> str:
    """Where it stands, without the names that only our own functions know."""
    parts = [str(place) for place in places]
    return ".".join([*parts[:1], *parts[-1:]] if len(parts) > 1 else parts)


def _said(kind: str, context: Mapping[str, Any]) -> str:
    try:
        return _SAYS.get(kind, "内容不对").format(**context).replace(" or ", " 或 ")
    except KeyError:
        return "内容不对"


def unexpected(request: HttpRequest, response_status: int) -> HttpResponse:
    """The problem for an answer that was made for people, or by no operation at all."""
    return problem_response(Problem(response_status))
