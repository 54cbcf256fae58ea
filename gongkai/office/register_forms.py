"""The form in which a clerk registers what came by any channel: what the law wants to know of how it came, who applies, what
is wanted. It stores nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms

from gongkai.applications.identity import Identity, plain
from gongkai.applications.intake import Envelope
from gongkai.law.applicants import applicants, documents
from gongkai.law.receipt import Evidence, channels
from gongkai.office.case_forms import papers_field
from gongkai.office.organisation_forms import OfBodies, a_body, day, words

# The day that counts, by channel, as `law.receipt` names it.
COUNTS: Final = {
    "person": "submitted",
    "signed_post": "signed",
    "plain_post": "confirmed",
    "other_unit": "confirmed",
    "email": "confirmed",
    "fax": "confirmed",
    "oral": "recorded",
}
FORMS: Final = ("纸质", "电子文档", "光盘等存储介质", "不限")
WAYS: Final = ("邮寄", "电子邮件", "自行领取", "当场查阅、抄录", "传真", "不限")
GROUPS: Final = (
    ("怎样收到", ("body", "channel", "on", "number", "arrived", "method", "unreachable")),
    (
        "申请人",
        (
            "kind",
            "name",
            "document",
            "document_number",
            "representative",
            "phone",
            "email",
            "address",
            "postcode",
        ),
    ),
    ("共同申请人、代理人", ("others", "agent", "agent_number", "agent_phone")),
    ("所需信息", ("wanted", "title", "form", "delivery", "papers")),
)


def _optional_day(label: str, hint: str) -> forms.DateField:
    found = day(label)
    found.required, found.help_text = False, hint
    return found


class RegisterForm(OfBodies):
    """Everything on one page, in the order in which a clerk has it before them."""

    body = a_body("受理机关")
    channel = forms.ChoiceField(
        label="渠道", choices=[(code, channels()[code].label) for code in COUNTS], initial="signed_post"
    )
    on = day("收到日期")
    number = words("邮件号码", 64, required=False, hint="挂号信、特快专递必填。")
    arrived = _optional_day("实际到达日期", "平信、电子邮件、传真：到达机关的日子。")
    method = words("与申请人确认的方式", 100, required=False, hint="平信、电子邮件、传真必填，例：电话确认。")
    unreachable = forms.BooleanField(label="到达时联系不上申请人，收到日期填恢复联系的日子", required=False)
    kind = forms.ChoiceField(
        label="申请人类别", choices=[(one.code, one.label) for one in applicants().values()]
    )
    name = words("姓名或者名称", 100, hint="看不清的，写“署名不清”。")
    document = forms.ChoiceField(
        label="证件", choices=[("", "没有提供"), *documents().items()], required=False
    )
    document_number = words("证件号码、统一社会信用代码", 60, required=False)
    representative = words("法定代表人", 60, required=False)
    phone = words("联系电话", 40, required=False)
    email = words("电子邮箱", 100, required=False)
    address = words("通信地址", 200, required=False)
    postcode = words("邮政编码", 6, required=False)
    others = forms.CharField(
        label="共同申请人",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="每行一位：姓名，证件号码，电话。",
    )
    agent = words("代理人姓名", 100, required=False, hint="授权委托书请作为材料上传。")
    agent_number = words("代理人证件号码", 60, required=False)
    agent_phone = words("代理人电话", 40, required=False)
    wanted = forms.CharField(
        label="内容描述",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="照申请表抄录名称、文号或者特征；用途不问。",
        error_messages={"required": "请填写所需信息的内容描述。"},
    )
    title = words("一句话概括", 120, required=False, hint="不填的，取内容描述的开头。")
    form = forms.ChoiceField(
        label="形式要求", choices=[("", "没有写"), *((one, one) for one in FORMS)], required=False
    )
    delivery = forms.ChoiceField(
        label="获取方式", choices=[("", "没有写"), *((one, one) for one in WAYS)], required=False
    )
    papers = papers_field("申请表、身份证明等材料")

    @property
    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand on the page."""
        for says, names in GROUPS:
            yield says, [self[name] for name in names]


def envelope_of(given: dict[str, Any], files: tuple[tuple[str, str], ...]) -> Envelope:
    """What was filled in, as the intake takes it."""
    return Envelope(
        body=given["body"],
        evidence=evidence_of(given),
        identities=tuple(identities_of(given, files)),
        kind=given["kind"],
        title=given["title"] or " ".join(given["wanted"].split())[:60],
        wanted=given["wanted"],
        form=given["form"],
        delivery=given["delivery"],
        files=files,
    )


def evidence_of(given: dict[str, Any]) -> Evidence:
    """How it came, with the day that counts under the name that its channel gives it."""
    code = given["channel"]
    restored = given["unreachable"] and channels()[code].restored
    days: dict[str, Any] = {"restored" if restored else COUNTS[code]: given["on"]}
    return Evidence(
        code,
        arrived=given["arrived"],
        unreachable=restored,
        method=given["method"],
        number=given["number"],
        **days,
    )


def identities_of(given: dict[str, Any], files: tuple[tuple[str, str], ...]) -> Iterator[Identity]:
    """The applicant, those who apply with them, and the agent of the first."""
    organisation = given["document"] == "credit_code"
    number = plain(given["document_number"])
    yield Identity(
        name=given["name"],
        document=given["document"],
        document_number="" if organisation else number,
        organisation_code=number if organisation else "",
        representative=given["representative"],
        phone=given["phone"],
        email=given["email"],
        address=given["address"],
        postcode=given["postcode"],
    )
    for line in given["others"].splitlines():
        name, number, phone = (*(part.strip() for part in re.split("[，,\t]", line, maxsplit=2)), "", "")[:3]
        if name:
            yield Identity(name=name, document="other" if number else "", document_number=number, phone=phone)
    if given["agent"]:
        mandate = files[0][0] if files else ""
        shown = {"document": "other" if given["agent_number"] else "", "phone": given["agent_phone"]}
        yield Identity(
            name=given["agent"], document_number=given["agent_number"], agent_of=1, mandate=mandate, **shown
        )
