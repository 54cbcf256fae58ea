"""What is made for a channel says what was looked at and nothing else, within the room that the channel has."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from docx import Document
from selectolax.lexbor import LexborHTMLParser

from gongkai.catalogue.channels.gazette.issue import Head, make_issue
from gongkai.catalogue.channels.outgoing import Attached, Outgoing
from gongkai.catalogue.channels.reading_point.package import write_package
from gongkai.catalogue.channels.registry import CHANNELS, platforms
from gongkai.catalogue.channels.short_text.wording import LIMITS, worded
from gongkai.files.store import keep
from gongkai.writing.fonts import MissingGlyph

DAY = date(2026, 3, 2)
TEXT = (
    '<p class="noindent">各村：</p><p>自四月起清淤。请各村配合。</p><h2>一、时间</h2><ol><li>柳湾段</li><li>石桥段</li></ol>'
    "<table><tr><th>村名</th><th colspan='2'>时间</th></tr><tr><td>柳湾</td><td>上午</td><td>下午</td></tr></table>"
    '<p><a href="https://example.invalid/x">办法</a></p><img src="/items/1/files/1" alt="河道示意图">'
    '<p class="signed">柳湾镇人民政府</p>'
)
NOTICE = Outgoing(
    title="关于河道清淤的通知",
    text=TEXT,
    formed_on=date(2026, 2, 27),
    published_on=DAY,
    link="https://www.qingxi.example/items/12/",
    body="柳湾镇人民政府",
    document_number="柳府发〔2026〕7号",
    index_number="Q03/2026-00001",
)
WORDS = ("各村：", "自四月起清淤。请各村配合。", "一、时间", "柳湾段", "村名", "下午", "柳府发〔2026〕7号")


def words_of_pdf(data: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return re.sub(r"[\s\u200b]", "", "".join(pages))


def made(channel: str, form: str, outgoing: Outgoing = NOTICE) -> bytes:
    return CHANNELS[channel].forms[form].make(outgoing).data


def test_every_platform_has_forms_of_a_channel_there_is() -> None:
    offered = {one.channel for one in platforms().values()}
    assert offered | {"portal"} == set(CHANNELS)
    assert all(one.forms for one in platforms().values())
    assert {one.counted for one in platforms().values()} == {"gazette", "weibo", "wechat", "other"}


@pytest.mark.parametrize("code", sorted(LIMITS))
def test_a_short_text_keeps_to_its_length_and_ends_with_a_sentence(code: str) -> None:
    limit = LIMITS[code]
    sentences = "".join(f"<p>第{place}项工作按期完成，请各村相互转告。</p>" for place in range(60))
    long = replace(NOTICE, text=sentences)
    text = worded(long, limit)
    assert len(text) <= limit.most and long.title in text and "第0项" in text
    before = limit.wording.split("{words}")[1][:2]
    assert f"相互转告。{before.format()[:1] if '{' not in before else ''}" in text
    assert worded(replace(long, summary="概述一句。"), limit).count("概述一句。") == 1


def test_what_does_not_fit_is_said_and_never_cut() -> None:
    title = "很长的标题" * 20
    file = CHANNELS["short_text"].forms["led"].make(replace(NOTICE, title=title))
    assert title in file.data.decode("utf-8-sig") and "超出" in file.notes[0]


def test_the_microblog_carries_the_address_and_the_screen_does_not() -> None:
    assert NOTICE.link in made("short_text", "weibo").decode("utf-8-sig")
    assert NOTICE.link not in made("short_text", "led").decode("utf-8-sig")


def test_the_article_for_wechat_has_its_look_in_every_element_and_nothing_that_loads() -> None:
    page = made("wechat", "article").decode()
    section = LexborHTMLParser(page).css_first("section")
    assert section is not None
    for tag in ("p", "h2", "li", "td", "th"):
        assert all("style" in node.attributes for node in section.css(tag)), tag
    assert not section.css("img, script, [class], [href], [src]")
    assert section.css_first("th[colspan='2']") is not None
    assert all(word in section.text() for word in WORDS)
    assert "（图：河道示意图）" in section.text() and NOTICE.link in page


def test_the_article_for_wechat_says_what_the_editor_has_no_room_for() -> None:
    file = CHANNELS["wechat"].forms["article"].make(replace(NOTICE, title="长" * 65))
    assert any("最多 64 个字" in note for note in file.notes)


@pytest.mark.parametrize(("size", "wide"), [("a4", 595), ("a3", 842)])
def test_the_sheet_for_the_board_is_of_its_size_in_large_print_with_the_code_on_every_page(
    size: str, wide: int
) -> None:
    long = replace(NOTICE, text=NOTICE.text + "<p>请各村相互转告，做好配合工作。</p>" * 60)
    data = made("notice_board", size, long)
    pdf = pypdfium2.PdfDocument(data)
    assert len(pdf) > 1 and all(round(page.get_width()) == wide for page in pdf)
    for number, page in enumerate(pdf, 1):
        text = re.sub(r"[\s\u200b]", "", page.get_textpage().get_text_range())
        assert f"第{number}页，共{len(pdf)}页" in text and "qingxi.example/items/12/" in text
    assert all(word in words_of_pdf(data) for word in (*WORDS, "（图：河道示意图）"))


def test_a_character_that_no_font_has_is_named_and_no_sheet_is_made() -> None:
    with pytest.raises(MissingGlyph, match="U\\+10FFFD"):
        made("notice_board", "a4", replace(NOTICE, title="\U0010fffd村公告"))


def test_an_issue_of_the_gazette_holds_every_article_as_word_and_as_pdf() -> None:
    other = replace(NOTICE, title="关于春季造林的通知", text="<p>按期完成整地。</p>")
    head = Head("青溪县人民政府公报", "2026年第1期", "青溪县人民政府", DAY)
    docx, pdf = make_issue(head, [NOTICE, other])
    words = words_of_pdf(pdf.data)
    assert all(word in words for word in (*WORDS, other.title, "按期完成整地。", "目录", "2026年第1期"))
    opened = Document(io.BytesIO(docx.data))
    said = [paragraph.text for paragraph in opened.paragraphs]
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    assert all(word in "".join(said + cells) for word in (*WORDS, other.title, "按期完成整地。"))
    assert (docx, pdf) == make_issue(head, [NOTICE, other])


def test_the_package_for_a_reading_point_opens_without_any_network() -> None:
    digest = keep("清淤方案".encode())
    file = Attached("方案 <1>.txt", digest, 12)
    out = io.BytesIO()
    write_package(
        out, "柳湾镇人民政府", DAY, [replace(NOTICE, files=(file,)), replace(NOTICE, title="第二条")]
    )
    package = zipfile.ZipFile(out)
    pages = [name for name in package.namelist() if name.endswith(".html")]
    assert pages == ["index.html", "items/1.html", "items/2.html"]
    for name in pages:
        tree = LexborHTMLParser(package.read(name))
        assert not tree.css("script, link, iframe")
        for link in tree.css("main ~ ul a, td a, p > a[href$='html']"):
            target = (link.attributes["href"] or "").removeprefix("../")
            assert target in package.namelist(), target
    (enclosed,) = [name for name in package.namelist() if name.startswith("files/")]
    assert package.read(enclosed) == "清淤方案".encode()
    listed = package.read("清单.txt").decode("utf-8-sig").splitlines()
    assert f"{digest}  {enclosed}" in listed and len(listed) == 4
