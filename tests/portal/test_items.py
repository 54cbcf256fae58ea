"""What the public sees of an item: the live edition, what was public before, and why something is gone."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from PIL import Image

from gongkai.catalogue.drafting import File, change, next_edition
from gongkai.catalogue.normative import Terms, change_validity, interpret, register
from gongkai.catalogue.releasing import publish, withdraw
from gongkai.files.store import keep
from gongkai.law.normative import Change, Event
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import TODAY
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_an_item_shows_its_index_table_text_and_files_without_empty_lines(cast: Cast, client: Client) -> None:
    out = io.BytesIO()
    Image.new("RGB", (3, 3)).save(out, "PNG")
    data = out.getvalue()
    file = File("示意图.png", keep(data), "png", len(data))
    edition = cast.public(files=(file,), document_number="柳府发〔2026〕3号", theme="0602", genre="notice")
    page = client.get(f"/items/{edition.item_id}/").content.decode()
    for shown in (
        "Q03/2026-00001",
        "柳府发〔2026〕3号",
        "农业、林业、水利/林业",
        "通知",
        "2026-02-27",
        "自四月起清淤",
        "示意图.png",
        f"{len(data)} B",
    ):
        assert shown in page
    assert "主题词" not in page and "有效性" not in page
    for name, content in (
        ("ArticleTitle", edition.title),
        ("PubDate", "2026-03-02 12:00"),
        ("ContentSource", "柳湾镇人民政府"),
    ):
        assert f'<meta name="{name}" content="{content}">' in page
    before = client.get(f"/items/{edition.item_id}/files/1")  # the address that files had first
    assert (before.status_code, before["Location"]) == (301, f"/items/{edition.item_id}/files/1.png")
    answer = client.get(before["Location"])
    assert (answer.content, answer["Content-Type"]) == (data, "image/png")
    assert answer["Content-Disposition"].startswith("inline")


def test_a_file_that_could_run_something_is_only_saved(cast: Cast, client: Client) -> None:
    data = b"<script>alert(1)</script>"
    edition = cast.public(files=(File("页.html", keep(data), "html", len(data)),))
    answer = client.get(f"/items/{edition.item_id}/files/1.bin")
    assert client.get(f"/items/{edition.item_id}/files/1.html").status_code == 404
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_what_is_not_public_is_not_there(cast: Cast, client: Client) -> None:
    data = b"plan"
    file = File("方案.txt", keep(data), "txt", len(data))
    draft = an_edition(cast.county, draft=a_draft(files=(file,)))
    ready = passed(an_edition(cast.county, draft=a_draft()), cast.staff)
    for edition in (draft, ready):
        for part in ("", "files/1", "files/1.txt", "qr.svg", "editions/1/"):
            assert client.get(f"/items/{edition.item_id}/{part}").status_code == 404
    assert "共 0 条" not in client.get("/items/").content.decode()
    assert "没有符合条件" in client.get("/items/").content.decode()


def test_the_page_of_an_item_that_was_taken_back_says_why_and_shows_nothing_of_it(
    cast: Cast, client: Client
) -> None:
    data = b"plan"
    edition = cast.public(title="低保名单公示", files=(File("方案.txt", keep(data), "txt", len(data)),))
    withdraw(edition.item, reason="附件含个人信息", by=cast.clerk, at=NOON)
    page = client.get(f"/items/{edition.item_id}/")
    assert page.status_code == 410
    text = page.content.decode()
    assert "附件含个人信息" in text and "Q03/2026-00001" in text and "低保名单" not in text
    assert client.get(f"/items/{edition.item_id}/files/1.txt").status_code == 404
    assert "低保名单" not in client.get("/search/?q=低保名单").content.decode().split("</form>")[-1].replace(
        "含有“低保名单”", ""
    )


def test_earlier_editions_stay_readable_and_say_that_they_are_past(cast: Cast, client: Client) -> None:
    edition = cast.public(title="关于停水的通知")
    copy = next_edition(edition.item, by=cast.clerk, at=NOON)
    change(copy, draft=replace(a_draft("关于停水的补充通知"), text="<p>改期。</p>"), by=cast.clerk, at=NOON)
    copy.refresh_from_db()
    publish(passed(copy, cast.staff), by=cast.clerk, at=NOON.replace(day=5))
    page = client.get(f"/items/{edition.item_id}/").content.decode()
    assert "关于停水的补充通知" in page and f"/items/{edition.item_id}/editions/1/" in page
    past = client.get(f"/items/{edition.item_id}/editions/1/").content.decode()
    assert "历史版本" in past and "2026年3月2日至2026年3月5日公开" in past and "自四月起清淤" in past
    assert client.get(f"/items/{edition.item_id}/editions/2/").status_code == 404


def test_a_repealed_document_says_so_on_top_with_day_and_basis(cast: Cast, client: Client) -> None:
    edition = cast.public(title="养犬管理办法")
    document = register(edition, terms=Terms(since=date(2026, 3, 1)), by=cast.clerk, at=NOON)
    assert "现行有效" in client.get(f"/items/{edition.item_id}/").content.decode()
    event = Event(Change.REPEALED, date(2026, 3, 2), "柳府发〔2026〕9号")
    change_validity(document, event=event, by=cast.clerk, at=NOON)
    page = client.get(f"/items/{edition.item_id}/").content.decode()
    top = page.split("<h1>")[0]
    assert "废止" in top and "2026年3月2日" in top and "柳府发〔2026〕9号" in top


def test_an_interpretation_and_its_document_link_to_each_other_while_both_are_public(
    cast: Cast, client: Client
) -> None:
    document, explanation = cast.public(title="养犬管理办法"), cast.public(title="一图读懂养犬管理办法")
    interpret(explanation.item, of=document.item, by=cast.clerk, on=TODAY)
    assert f"/items/{explanation.item_id}/" in client.get(f"/items/{document.item_id}/").content.decode()
    assert f"/items/{document.item_id}/" in client.get(f"/items/{explanation.item_id}/").content.decode()
    withdraw(explanation.item, reason="有误", by=cast.clerk, at=NOON)
    assert "一图读懂" not in client.get(f"/items/{document.item_id}/").content.decode()


def test_lists_are_narrowed_by_what_the_address_says(cast: Cast, client: Client) -> None:
    cast.public(title="造林通知", theme="0602", genre="notice", category="a20-01")
    cast.public(title="学校公告", theme="1102", genre="announcement")
    for query, shown, hidden in (
        ("theme=06", "造林通知", "学校公告"),
        ("theme=1102", "学校公告", "造林通知"),
        ("genre=notice", "造林通知", "学校公告"),
        ("category=a20-01", "造林通知", "学校公告"),
        ("year=2026", "造林通知", "没有符合条件"),
        ("body=Q02", "没有符合条件", "造林通知"),
        ("year=xx&page=９&body=%00", "造林通知", "没有符合条件"),
    ):
        page = client.get(f"/items/?{query}").content.decode()
        assert shown in page and hidden not in page, query


def test_an_item_on_top_comes_first_until_its_day(cast: Cast, client: Client) -> None:
    first = cast.public(title="甲通知")
    cast.public(title="乙通知")
    type(first.item).objects.filter(pk=first.item_id).update(top_until=date(2099, 1, 1))
    page = client.get("/items/").content.decode()
    assert page.index("甲通知") < page.index("乙通知")
    type(first.item).objects.filter(pk=first.item_id).update(top_until=date(2020, 1, 1))
    page = client.get("/items/").content.decode()
    assert page.index("乙通知") < page.index("甲通知")


def test_a_list_takes_few_queries_however_many_there_are(
    cast: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        cast.public(title=f"第{number}号通知")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/items/")
