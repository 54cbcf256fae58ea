"""A digest stands for exactly what was looked at."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.approvals.digest import Content, canonical, digest_of

CONTENTS = st.builds(
    Content,
    st.text(),
    st.dictionaries(st.text(max_size=5), st.one_of(st.none(), st.text(), st.integers())),
    st.lists(st.tuples(st.text(), st.text()), max_size=3),
)


@given(CONTENTS, CONTENTS)
def test_two_contents_have_one_digest_only_if_they_are_the_same(a: Content, b: Content) -> None:
    same = (a.text, dict(a.metadata), list(a.enclosures)) == (b.text, dict(b.metadata), list(b.enclosures))
    assert (digest_of(a) == digest_of(b)) == same


@given(CONTENTS, st.text(min_size=1))
def test_a_changed_comma_is_another_digest(content: Content, added: str) -> None:
    assume(added)
    assert digest_of(replace(content, text=content.text + added)) != digest_of(content)


def test_the_order_of_metadata_does_not_matter_that_of_enclosures_does() -> None:
    one = Content("文", {"a": "1", "b": None}, [("甲.docx", "1" * 64), ("乙.docx", "2" * 64)])
    assert digest_of(one) == digest_of(replace(one, metadata={"b": None, "a": "1"}))
    assert digest_of(one) != digest_of(replace(one, enclosures=one.enclosures[::-1]))


def test_the_way_of_writing_is_named_in_what_is_written() -> None:
    written = json.loads(canonical(Content("公开", {"title": "题"}, [("甲.docx", "1" * 64)])))
    assert written == {
        "version": 1,
        "text": "公开",
        "metadata": {"title": "题"},
        "enclosures": [["甲.docx", "1" * 64]],
    }
