"""Pages for what goes wrong, in the words of the site and with a way on."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

TOO_MUCH: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _failure(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    page = {"title": title, "says": says, "status": status}
    return render(request, "portal/failure.html", page, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _failure(request, 404, "没有找到这个页面", "地址可能有误，或者所要的信息尚未公开、已经撤下。")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """In the words of whoever refused, where there are any."""
    return _failure(request, 403, "不能打开这个页面", str(exception or "") or "当前账号没有查看的权限。")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read; more than anybody means to send is told apart."""
    if isinstance(exception, TOO_MUCH):
        says = "一次提交的内容太多。请用浏览器的“后退”回到填写页，分几次提交，长的内容作为附件上传。"
        return _failure(request, 413, "提交的内容太多", says)
    return _failure(request, 400, "请求不完整", "请从本站的链接重新进入。")


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this site: an old page, or a browser that takes no cookies."""
    says = "页面已经过期，或者浏览器不接受 Cookie。请用浏览器的“后退”回到填写页，刷新以后再提交。"
    return _failure(request, 403, "没有提交成功", says)


def locked_out(request: HttpRequest, response: object = None, credentials: object = None) -> HttpResponse:
    return _failure(
        request, 429, "暂时不能登录", "密码连续五次不对。请在三十分钟以后再试，或与系统管理员联系。"
    )


def not_given(request: HttpRequest, what: str, error: Exception) -> HttpResponse:
    """A file that the store cannot give just now, with the reason."""
    return _failure(request, 503, f"{what}暂不提供", str(error))


def broken(request: HttpRequest) -> HttpResponse:
    """Without the database and the session: either may be what is broken."""
    return HttpResponse(render_to_string("portal/broken.html"), status=500)
