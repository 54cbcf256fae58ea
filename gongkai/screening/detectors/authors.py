"""Names of persons in what a file says of itself: who wrote it, who changed it last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.screening.hiding import place_of
from gongkai.screening.hits import Hit
from gongkai.screening.tape import Piece

_LABELS = re.compile(
    r"creator|author|lastmodifiedby|last_saved_by|manager|artist|owner|displayname|initial-creator|^T$",
    re.IGNORECASE,
)
_NAME = re.compile(
    "[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤"
    "滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛"
    "林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌"
    "焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵"
    "冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那"
    "简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫付][\u4e00-\u9fff]{1,2}$"
)
_NO_NAME = re.compile("用户|管理员|微软|办公|公司|中心|政府|单位|学校|文档|系统|科|局|股|站|所|室|镇|县|村$")


def author_hits(pieces: Sequence[Piece]) -> Iterator[Hit]:
    """Properties that name a person, each name once a file."""
    known: set[tuple[str, str]] = set()
    for piece in pieces:
        name = piece.text.strip()
        if piece.hidden not in ("property", "comment") or not _LABELS.search(piece.label):
            continue
        if _NAME.match(name) and not _NO_NAME.search(name) and (piece.hidden, name) not in known:
            known.add((piece.hidden, name))
            shown = f"作者姓名：{name[0]}{'*' * (len(name) - 1)}"
            yield Hit("metadata", place_of(piece), shown, "question", 0, len(piece.text))
