"""A notice pasted as it was published becomes the same notice that the platform ships; what is none is refused in words."""

from __future__ import annotations

import pytest

from gongkai.law.load import FOLDER, LawError
from gongkai.law.notice_text import NotAnnounced, notice_file
from gongkai.law.notices import read_notice

OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。

2025年11月4日
"""


def test_the_words_of_a_notice_give_the_notice_that_is_shipped() -> None:
    shipped = read_notice((FOLDER / "holidays" / "2026.toml").read_bytes())
    assert read_notice(notice_file(OF_2026).encode()) == shipped


def test_new_year_may_begin_in_the_december_before() -> None:
    text = OF_2026.replace("1月1日（周四）至3日（周六）", "2025年12月31日（周三）至2026年1月2日（周五）")
    assert "off = [2025-12-31, 2026-01-02]" in notice_file(text)
    plain = OF_2026.replace("1月1日（周四）至3日（周六）", "12月31日（周三）至1月2日（周五）")
    assert "off = [2025-12-31, 2026-01-02]" in notice_file(plain)


def test_a_single_day_off_is_one_day() -> None:
    text = OF_2026.replace("4月4日（周六）至6日（周一）放假，共3天", "4月5日（周日）放假1天")
    assert "off = [2026-04-05]" in notice_file(text)


def test_a_typing_error_in_a_day_is_found_when_the_notice_is_read() -> None:
    with pytest.raises(LawError, match="4 天，与 days = 3 不符"):
        read_notice(notice_file(OF_2026.replace("至6日（周一）", "至7日（周二）")).encode())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "没有找到标题"),
        ("国务院办公厅关于2026年部分节假日安排的通知", "没有找到各节日的放假安排"),
        (OF_2026.replace("2月15日", "2月31日"), "2026年2月31日不是日历上的日子"),
    ],
)
def test_what_is_no_notice_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(NotAnnounced, match=says):
        notice_file(text)
