"""The three official forms as a clerk sees them: printed labels and cell codes, written down apart from the
kernel's own data so that a slip there shows here."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A printed row: local code, label, unit ("" where the form has none)."""

    code: str
    label: str
    unit: str = ""


RULE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

_LINES_2014 = """
――|一、主动公开情况
条|（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）
条|其中：主动公开规范性文件数
件|制发规范性文件总数
――|（二）通过不同渠道和方式公开政府信息的情况
条|1.政府公报公开政府信息数
条|2.政府网站公开政府信息数
条|3.政务微博公开政府信息数
条|4.政务微信公开政府信息数
条|5.其他方式公开政府信息数
――|二、回应解读情况
次|（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）
――|（二）通过不同渠道和方式回应解读的情况
次|1.参加或举办新闻发布会总次数
次|其中：主要负责同志参加新闻发布会次数
次|2.政府网站在线访谈次数
次|其中：主要负责同志参加政府网站在线访谈次数
篇|3.政策解读稿件发布数
次|4.微博微信回应事件数
次|5.其他方式回应事件数
――|三、依申请公开情况
件|（一）收到申请数
件|1.当面申请数
件|2.传真申请数
件|3.网络申请数
件|4.信函申请数
件|（二）申请办结数
件|1.按时办结数
件|2.延期办结数
件|（三）申请答复数
件|1.属于已主动公开范围数
件|2.同意公开答复数
件|3.同意部分公开答复数
件|4.不同意公开答复数
件|其中：涉及国家秘密
件|涉及商业秘密
件|涉及个人隐私
件|危及国家安全、公共安全、经济安全和社会稳定
件|不是《条例》所指政府信息
件|法律法规规定的其他情形
件|5.不属于本行政机关公开数
件|6.申请信息不存在数
件|7.告知作出更改补充数
件|8.告知通过其他途径办理数
件|四、行政复议数量
件|（一）维持具体行政行为数
件|（二）被依法纠错数
件|（三）其他情形数
件|五、行政诉讼数量
件|（一）维持具体行政行为或者驳回原告诉讼请求数
件|（二）被依法纠错数
件|（三）其他情形数
件|六、举报投诉数量
万元|七、依申请公开信息收取的费用
――|八、机构建设和保障经费情况
个|（一）政府信息公开工作专门机构数
个|（二）设置政府信息公开查阅点数
人|（三）从事政府信息公开工作人员数
人|1.专职人员数（不包括政府公报及政府网站工作人员数）
人|2.兼职人员数
万元|（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）
――|九、政府信息公开会议和培训情况
次|（一）召开政府信息公开工作会议或专题会议数
次|（二）举办各类培训班数
人次|（三）接受培训人员数
"""

ROWS_2014 = tuple(
    Row(f"R{number:02d}", line.split("|")[1], line.split("|")[0])
    for number, line in enumerate(_LINES_2014.split(), start=1)
)
HEADINGS_2014 = tuple(row.code for row in ROWS_2014 if row.unit == "――")

COLUMNS = ("natural", "business", "research", "nonprofit", "legal", "other", "total")
COLUMN_LABELS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
CLOSED = "三、本年度办理结果"

GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "C3": (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    "C4": (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    "C5": (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    "C6": (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
}
SINGLES = {
    "A": "一、本年新收政府信息公开申请数量",
    "B": "二、上年结转政府信息公开申请数量",
    "C1": "（一）予以公开",
    "C2": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "C6": "（六）其他处理",
    "C7": "（七）总计",
    "D": "四、结转下年度继续办理",
}


def rows_t3(form: str) -> tuple[str, ...]:
    """Local codes of table three, in printed order."""
    codes = ["A", "B", "C1", "C2"]
    for group, (_, labels) in GROUPS.items():
        if group == "C6" and form == "2019":
            codes.append("C6")
        else:
            codes += [f"{group}.{number}" for number in range(1, len(labels) + 1)]
    return (*codes, "C7", "D")


def outcome_rows(form: str) -> tuple[str, ...]:
    return tuple(code for code in rows_t3(form) if code[0] == "C" and code != "C7")


def label_t3(code: str) -> str:
    if code in SINGLES:
        return SINGLES[code]
    group, _, number = code.partition(".")
    return GROUPS[group][1][int(number) - 1]


RESULTS = ("upheld", "corrected", "other", "pending", "total")
RESULT_LABELS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
SUITS = ("review", "direct", "after")
SUIT_LABELS = ("行政复议", "未经复议直接起诉", "复议后起诉")


class BlockTwo(NamedTuple):
    """A block of table two: item of article 20, column labels with codes, rows with codes."""

    item: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]

    def cells(self, row: str) -> tuple[str, ...]:
        return tuple(f"T2.{row}.{column}" for column, _ in self.columns)


_CHANGE = (("previous", "上一年项目数量"), ("change", "本年增/减"), ("decisions", "处理决定数量"))
BLOCKS_TWO: dict[str, tuple[BlockTwo, ...]] = {
    "2019": (
        BlockTwo(
            "一",
            (
                ("made", "本年新制作数量"),
                ("newly_public", "本年新公开数量"),
                ("public_total", "对外公开总数量"),
            ),
            (("rules", "规章"), ("normative", "规范性文件")),
        ),
        BlockTwo("五", _CHANGE, (("permits", "行政许可"), ("services", "其他对外管理服务事项"))),
        BlockTwo("六", _CHANGE, (("penalties", "行政处罚"), ("coercion", "行政强制"))),
        BlockTwo("八", _CHANGE[:2], (("fees", "行政事业性收费"),)),
        BlockTwo(
            "九", (("items", "采购项目数量"), ("amount", "采购总金额")), (("procurement", "政府集中采购"),)
        ),
    ),
    "2021": (
        BlockTwo(
            "一",
            (("made", "本年制发件数"), ("repealed", "本年废止件数"), ("valid", "现行有效件数")),
            (("rules", "规章"), ("normative", "行政规范性文件")),
        ),
        BlockTwo("五", (("decisions", "本年处理决定数量"),), (("permits", "行政许可"),)),
        BlockTwo(
            "六", (("decisions", "本年处理决定数量"),), (("penalties", "行政处罚"), ("coercion", "行政强制"))
        ),
        BlockTwo("八", (("amount", "本年收费金额（单位：万元）"),), (("fees", "行政事业性收费"),)),
    ),
}


def codes(form: str, third: str = "") -> tuple[str, ...]:
    """Every cell code of a form in sheet order; ``third`` is the form of table three where a paper mixes layouts."""
    if form == "2014":
        return tuple(row.code for row in ROWS_2014)
    two = tuple(cell for block in BLOCKS_TWO[form] for row, _ in block.rows for cell in block.cells(row))
    three = tuple(f"T3.{row}.{column}" for row in rows_t3(third or form) for column in COLUMNS)
    four = tuple(f"T4.{suit}.{result}" for suit in SUITS for result in RESULTS)
    return two + three + four
