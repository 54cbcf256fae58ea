"""What changed between two presentations: every change is shown, and nothing else is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.approvals.difference import Changed, Line, difference
from gongkai.approvals.digest import Content, canonical, digest_of
from gongkai.approvals.models import Presentation
from gongkai.approvals.shown import lines_of

WORDS = st.text("一二三甲乙丙 abc12，。\n<p>", max_size=40)
TEXTS = st.lists(st.text("一二三甲乙 ab12，", max_size=20), max_size=6).map(
    lambda lines: "".join(f"<p>{line}</p>" for line in lines)
)


def presented(content: Content) -> Presentation:
    return Presentation(digest=digest_of(content), content=canonical(content).decode())


def between(old: Content, new: Content) -> Changed:
    return difference(presented(old), presented(new))


def read(lines: list[Line], *kinds: str) -> list[str]:
    """The lines with only these kinds of pieces, empty ones left out."""
    found = ["".join(piece.text for piece in line if piece.kind in kinds) for line in lines]
    return [line for line in found if line]


@given(TEXTS, TEXTS)
def test_without_what_was_added_it_is_the_old_text_and_without_what_was_removed_the_new(
    old: str, new: str
) -> None:
    changed = between(Content(old, {}), Content(new, {}))
    if lines_of(old) != lines_of(new):
        assert read(list(changed.lines), "same", "removed") == list(lines_of(old))
        assert read(list(changed.lines), "same", "added") == list(lines_of(new))


@given(WORDS, WORDS)
def test_a_digest_never_changes_without_something_to_see(old: str, new: str) -> None:
    same = digest_of(Content(old, {})) == digest_of(Content(new, {}))
    if not same and old.splitlines() != new.splitlines():
        assert between(Content(old, {}), Content(new, {})).number > 0


def test_one_character_is_one_character() -> None:
    [line] = between(Content("<p>限期为三十日</p>", {}), Content("<p>限期为二十日</p>", {})).lines
    assert [(piece.kind, piece.text) for piece in line] == [
        ("same", "限期为"),
        ("removed", "三"),
        ("added", "二"),
        ("same", "十日"),
    ]


def test_a_row_put_in_at_the_front_is_the_only_one_that_is_new() -> None:
    rows = ["上湾村　120亩　已完成", "下湾村　80亩　未完成"]
    table = "<table>{}</table>"
    old = table.format("".join(f"<tr><td>{row}</td></tr>" for row in rows))
    new = table.format(
        "".join(
            f"<tr><td>{row}</td></tr>"
            for row in ["大寨沟组　15亩", rows[0].replace("120", "130"), rows[1].replace("未", "已")]
        )
    )
    lines = list(between(Content(old, {}), Content(new, {})).lines)
    assert [[(piece.kind, piece.text) for piece in line if piece.kind != "same"] for line in lines] == [
        [("added", "大寨沟组　15亩")],
        [("removed", "120"), ("added", "130")],
        [("removed", "未"), ("added", "已")],
    ]


def test_links_pictures_and_mark_up_count() -> None:
    for old, new in (
        ('<p><a href="https://a.example/">附表</a></p>', '<p><a href="https://b.example/">附表</a></p>'),
        ('<p><img src="1.png" alt="图"></p>', '<p><img src="1.png" alt="表"></p>'),
        ("<p>重要</p>", "<p><strong>重要</strong></p>"),
    ):
        assert between(Content(old, {}), Content(new, {})).number == 1


def test_metadata_and_enclosures_are_compared_by_their_names() -> None:
    old = Content("", {"title": "甲", "formed_on": "2026-01-01"}, (("a.pdf", "1"), ("b.pdf", "2")))
    new = Content("", {"title": "乙", "category": "20.1"}, (("a.pdf", "9"), ("c.pdf", "3")))
    changed = between(old, new)
    assert set(changed.particulars) == {"信息名称", "法定主动公开内容", "成文日期"}
    assert changed.enclosures == [("a.pdf", "changed"), ("c.pdf", "added"), ("b.pdf", "removed")]
    assert changed.number == 6


def test_without_an_earlier_one_nothing_is_marked() -> None:
    now = presented(Content("<p>甲</p>", {"title": "乙"}, (("a.pdf", "1"),)))
    assert difference(None, now).number == 0


def test_codes_stand_there_in_the_words_of_the_law() -> None:
    now = presented(Content("", {"attribute": "open", "channels": ["网站", "公开栏"], "carrier": None}))
    shown = {
        name: "".join(piece.text for piece in line)
        for name, line in difference(None, now).particulars.items()
    }
    assert shown == {"公开属性": "主动公开", "载体": "", "拟公开方式": "网站、公开栏"}


def test_very_long_texts_stay_bounded() -> None:
    """Not aligned: every line counts as replaced. Unbounded, two texts of this length would take hours."""
    old, new = ("".join(f"<p>{mark}{n}</p>" for n in range(20_000)) for mark in "甲乙")
    assert between(Content(old, {}), Content(new, {})).number == 20_000
