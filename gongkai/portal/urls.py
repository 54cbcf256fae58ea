"""Addresses of the public side. Reports keep theirs for ever."""

from django.urls import include, path

from gongkai.organisations.access import may
from gongkai.portal import (
    clock,
    comparison,
    display,
    downloads,
    item_lists,
    items,
    official,
    reports,
    resume,
    search,
    series,
    sign_in,
)

urlpatterns = [
    path("", include("gongkai.portal.column_urls")),
    path("reports/", reports.index, name="reports"),
    path("reports/<int:key>/", reports.page, name="report"),
    path("reports/<int:key>/original", downloads.original, name="original"),
    path("reports/<int:key>/report.json", downloads.as_json, name="report-json"),
    path("reports/<int:key>/report.xlsx", downloads.as_xlsx, name="report-xlsx"),
    path("reports/<int:key>/official.docx", official.page, {"kind": "docx"}, name="official-docx"),
    path("reports/<int:key>/official.pdf", official.page, {"kind": "pdf"}, name="official-pdf"),
    path("reports/<int:key>/official.xlsx", official.page, {"kind": "xlsx"}, name="official-xlsx"),
    path("reports/<int:key>/official.html", official.page, {"kind": "html"}, name="official-html"),
    path("reports/<int:key>/qr.svg", downloads.qr, name="report-qr"),
    path("items/", item_lists.page, name="items"),
    path("items/<int:key>/", items.page, name="item"),
    path("items/<int:key>/editions/<int:number>/", items.earlier, name="item-earlier"),
    path("items/<int:key>/files/<int:place>", items.enclosure_by_place, name="item-file"),
    path("items/<int:key>/files/<int:place>.<slug:kind>", items.enclosure, name="item-enclosure"),
    path("items/<int:key>/qr.svg", items.qr, name="item-qr"),
    path("search/", search.page, name="search"),
    path("clock/", clock.page, name="clock"),
    path("compare/", comparison.page, name="compare"),
    path("bodies/<int:key>/series/", series.page, name="series"),
    path("bodies/<int:key>/series.csv", series.as_csv, name="series-csv"),
    path("bodies/<int:key>/series.xlsx", series.as_xlsx, name="series-xlsx"),
    path("bodies/<int:key>/series.json", series.as_json, name="series-json"),
    path("display/", display.choose, name="display"),
    path("login/", may("session.open")(sign_in.SignIn.as_view()), name="login"),
    path("login/code/", sign_in.code, name="login-code"),
    path("login/resume/", resume.page, name="resume"),
    path("logout/", sign_in.leave, name="logout"),
]
