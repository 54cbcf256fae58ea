"""The pages of one body under the four fixed names: 政府信息公开指南, 政府信息公开制度, 法定主动公开内容, 政府信息公开年报."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.public import NO_CATEGORY, Wanted, live_items
from gongkai.catalogue.shelves import counts_by_category, domains, newest
from gongkai.files import store
from gongkai.law.disclosure import categories, categories_for
from gongkai.law.sources import sources
from gongkai.organisations.access import may, viewer
from gongkai.organisations.models import Body, RuleVersion
from gongkai.organisations.reaching import contact_of
from gongkai.organisations.rules import public_version, rules_of, versions_of
from gongkai.portal.body_guide import guide_of
from gongkai.portal.downloads import attachment
from gongkai.portal.failures import not_given
from gongkai.portal.index import entries_of
from gongkai.portal.pager import page_of
from gongkai.portal.places import WITHOUT, address_of
from gongkai.reports.queries import Wanted as WantedReports
from gongkai.reports.queries import public_reports

NEW: Final = 10
# What stands over the rules of every body, by the codes of `law/sources.toml`.
LAWS: Final = (
    "regulation",
    "platform-2019",
    "terms-2015",
    "delivery-2016",
    "fees-2020",
    "report-format-2021",
    "review",
    "litigation",
    "interpretation-2025",
)


def body_or_404(key: int) -> Body:
    body = Body.objects.filter(pk=key).first()
    if body is None:
        raise Http404
    return body


def _shown(request: HttpRequest, body: Body, column: str, **more: Any) -> HttpResponse:
    """A page of a body with the menu of its columns beside; ``column`` names the page and its template."""
    found = {"body": body, "column": column, **more}
    return render(request, f"portal/body_{column}.html", found)


@may("items.read")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """A body: how it is reached, what it published last."""
    body, on = body_or_404(key), timezone.localdate()
    found = {"contact": contact_of(body, on), "newest": newest(NEW, on, body.pk)}
    return _shown(request, body, "home", **found, reports=_reports(request, body)[:3])


@may("items.read")
def guide(request: HttpRequest, key: int) -> HttpResponse:
    """政府信息公开指南 (条例 第十二条), made of the contact block and of the law as it stands today."""
    body, on = body_or_404(key), timezone.localdate()
    return _shown(request, body, "guide", contact=contact_of(body, on), guide=guide_of(body, on), on=on)


@may("items.read")
def rules(request: HttpRequest, key: int) -> HttpResponse:
    """政府信息公开制度: the rules in force, with the law that stands over them."""
    body, on = body_or_404(key), timezone.localdate()
    laws = [one for one in sources() if one.code in LAWS and one.until is None]
    return _shown(request, body, "rules", rules=rules_of(body, on), laws=laws)


@may("items.read")
def rule(request: HttpRequest, key: int) -> HttpResponse:
    """One version of a rule, with its other versions."""
    version = _version_or_404(key)
    others = [one for one in versions_of(version.rule) if one != version]
    past = version.until is not None and version.until <= timezone.localdate()
    return _shown(request, version.rule.body, "rule", version=version, others=others, past=past)


@may("items.read")
def rule_file(request: HttpRequest, key: int) -> HttpResponse:
    """The file of a version of a rule, for saving."""
    version = _version_or_404(key)
    if not version.digest:
        raise Http404
    try:
        data = store.give(version.digest)
    except store.Damaged as error:
        return not_given(request, "附件", error)
    return attachment(data, version.file_name, "application/octet-stream")


@may("items.read")
def content(request: HttpRequest, key: int) -> HttpResponse:
    """法定主动公开内容: the classes that the body has to publish, each with its count."""
    body, on = body_or_404(key), timezone.localdate()
    counted = counts_by_category(body.pk)
    due = categories_for(body.kind, on)
    codes = {one.code for one in due}
    earlier = [
        (one, counted[code]) for code, one in categories().items() if code in counted and code not in codes
    ]
    found = {
        "due": [(one, counted.get(one.code, 0)) for one in due],
        "earlier": earlier,
        "without": counted.get("", 0),
        "total": sum(counted.values()),
        "domains": [
            (domain or WITHOUT, address_of(body.pk, domain)) for key, domain in domains(on) if key == body.pk
        ],
        "newest": newest(NEW, on, body.pk),
    }
    return _shown(request, body, "content", **found)


@may("items.read")
def category(request: HttpRequest, key: int, code: str, number: int = 1) -> HttpResponse:
    """The public items of a body in one class, twenty at a time."""
    body, known = body_or_404(key), categories().get(code)
    if known is None and code != NO_CATEGORY:
        raise Http404
    wanted = Wanted(body=body.code, category=code)
    shown = page_of(live_items(wanted), number, here=reverse("body-category", args=[key, code]))
    label = known.label if known else "其他主动公开的信息"
    return _shown(request, body, "category", shown=shown, label=label, basis=known.basis if known else "")


@may("reports.read")
def reports(request: HttpRequest, key: int) -> HttpResponse:
    """政府信息公开年报: the reports of the body, newest first."""
    body = body_or_404(key)
    return _shown(request, body, "reports", entries=_reports(request, body))


def _reports(request: HttpRequest, body: Body) -> list[Any]:
    person = viewer(request)
    return entries_of(public_reports(person, WantedReports(body=body.code)), person)


def _version_or_404(key: int) -> RuleVersion:
    version = public_version(key, timezone.localdate())
    if version is None:
        raise Http404
    return version
