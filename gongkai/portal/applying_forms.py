"""The form of an application (条例 第二十九条): who applies, what is wanted, in what form. The purpose is not asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeVar

from django import forms
from django.core.validators import RegexValidator

from gongkai.applications.identity import Identity, faults
from gongkai.applications.intake import WEB, Envelope
from gongkai.law.applicants import applicants, documents
from gongkai.law.receipt import Evidence
from gongkai.organisations.models import Body
from gongkai.portal.applying_draft import NATURAL, Draft

Part = TypeVar("Part", bound=forms.Form)
MANDATE: Final = "mandate"
FORMS: Final = ("电子文档", "纸质文件", "光盘等存储介质")
POST: Final = "邮寄"
EMAIL: Final = "电子邮件"
DELIVERIES: Final = ("在本平台下载", EMAIL, POST, "到机关自行领取", "到机关当场查阅、抄录")
TELEPHONE: Final = RegexValidator(r"^[0-9+()（）\-－— 转]{5,40}$", "联系电话应由数字组成，可以带区号和分机")
POSTCODE: Final = RegexValidator(r"^[0-9]{6}$", "邮政编码应为六位数字")


def text(label: str, most: int, *, required: str = "", **kept: Any) -> forms.CharField:
    """A line of text; ``required``: what is said where it is missing, "" where it may be."""
    wrong = {"required": required, "max_length": f"{label}最多 {most} 个字"}
    return forms.CharField(
        label=label, max_length=most, required=bool(required), error_messages=wrong, **kept
    )


def one_of(label: str, choices: Iterable[str]) -> forms.ChoiceField:
    """One of a few words, all of them shown."""
    wrong = {"required": f"请选择{label}", "invalid_choice": f"请选择{label}"}
    return forms.ChoiceField(
        label=label, choices=[(one, one) for one in choices], widget=forms.RadioSelect, error_messages=wrong
    )


def auto(kind: str, **more: str) -> forms.TextInput:
    """An input that the browser may fill in by itself."""
    return forms.TextInput(attrs={"autocomplete": kind, **more})


class Reach(forms.Form):
    """How somebody is reached."""

    phone = text("联系电话", 40, validators=[TELEPHONE], widget=auto("tel", inputmode="tel"))
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=200,
        error_messages={"invalid": "电子邮箱写得不对，应类似 name@example.com"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = text("通信地址", 300, widget=auto("street-address"))
    postcode = text("邮政编码", 6, validators=[POSTCODE], widget=auto("postal-code", inputmode="numeric"))

    def identity(self) -> Identity:
        """Who this is, from what was typed."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        if not self.errors:
            for says in faults(self.identity()):
                self.add_error(
                    next(name for name in ("document_number", "code", "name") if name in self.fields), says
                )
        return found


class PersonForm(Reach):
    """A natural person."""

    name = text("姓名", 100, required="请填写姓名", widget=auto("name"))
    document = forms.ChoiceField(
        label="证件名称",
        choices=[(code, documents()[code]) for code in applicants()["natural"].documents],
        error_messages={"required": "请选择证件"},
    )
    document_number = text("证件号码", 60, required="请填写证件号码", widget=auto("off"))
    field_order = ("name", "document", "document_number", "phone", "email", "address", "postcode")

    def identity(self) -> Identity:
        return Identity(**self.cleaned_data)


class OrganisationForm(Reach):
    """A legal person or another organisation."""

    name = text("单位名称", 200, required="请填写单位名称", widget=auto("organization"))
    kind = forms.ChoiceField(
        label="单位类型",
        choices=[
            ("", "请选择"),
            *((one.code, one.label) for one in applicants().values() if one.code != "natural"),
        ],
        error_messages={"required": "请选择单位类型"},
        help_text="年度报告按类型统计。",
    )
    code = text("统一社会信用代码", 18, required="请填写统一社会信用代码", widget=auto("off"))
    representative = text("法定代表人或者负责人", 100, required="请填写法定代表人或者负责人")
    field_order = ("name", "kind", "code", "representative", "phone", "email", "address", "postcode")

    def identity(self) -> Identity:
        found = dict(self.cleaned_data)
        return Identity(document="credit_code", organisation_code=found.pop("code"), **found)


class AgentForm(PersonForm):
    """Who acts for the applicants."""

    def identity(self) -> Identity:
        return Identity(**self.cleaned_data, kind=NATURAL, agent_of=1)


class WantedForm(forms.Form):
    """What is wanted and how it is to be given."""

    title = text("信息名称", 120, help_text="知道文件标题的，照原样写。")
    number = text("文号", 60, help_text="如“某政发〔2024〕12号”。")
    description = text(
        "其他特征描述",
        4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="哪个机关、什么时候、关于什么事的什么材料，越具体越好找。一件申请写一件事，不必说明用途。",
    )
    form = one_of("提供形式", FORMS)
    delivery = one_of("获取方式", DELIVERIES)
    other_form = forms.BooleanField(label="不能按上面的形式提供的，接受其他形式", required=False)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if not self.errors and not any(found[name] for name in ("title", "number", "description")):
            self.add_error("description", "名称、文号、特征描述至少填写一项")
        return found

    def wanted(self) -> str:
        """All of what is wanted, a line each."""
        found = self.cleaned_data
        lines = (("名称", found["title"]), ("文号", found["number"]), ("特征描述", found["description"]))
        return "\n".join(f"{label}：{value}" for label, value in lines if value)

    def short(self) -> str:
        """One line for lists."""
        found = self.cleaned_data
        return " ".join((found["title"] or found["number"] or found["description"]).split())[:120]

    def carried(self) -> str:
        """The form, and whether another would do."""
        found = self.cleaned_data
        return f"{found['form']}（不能提供的，接受其他形式）" if found["other_form"] else str(found["form"])


class Trouble(NamedTuple):
    """Something that is wrong: where on the page it is mended, and what to do."""

    at: str
    says: str


@dataclass(frozen=True)
class Filled:
    """The parts of the form for a draft. ``sent``: it was sent, and what is wrong with it is shown."""

    draft: Draft
    sent: bool

    @cached_property
    def people(self) -> list[Reach]:
        """One form for each who applies."""
        shape: type[Reach] = PersonForm if self.draft.sort == NATURAL else OrganisationForm
        return [self._form(shape, f"{self.draft.sort}{at}") for at in range(1, self.draft.people + 1)]

    @cached_property
    def agent(self) -> AgentForm | None:
        """The form of who acts for them, if anybody does."""
        return self._form(AgentForm, "agent") if self.draft.agent else None

    @cached_property
    def wanted(self) -> WantedForm:
        """What is wanted."""
        return self._form(WantedForm, "wanted")

    @property
    def parts(self) -> list[forms.Form]:
        """Every part, in the order of the page."""
        return [self.wanted, *self.people, *([self.agent] if self.agent else [])]

    def troubles(self) -> list[Trouble]:
        """Everything that is wrong, in the order of the page; nothing where it may be sent."""
        found = [
            Trouble(form[name].auto_id or "", f"{self._whose(form)}{errors[0]}")
            for form in self.parts
            for name, errors in form.errors.items()
        ]
        return found or list(self._across())

    def envelope(self, body: Body, on: date) -> Envelope:
        """What is registered; only where there are no troubles."""
        return Envelope(
            body=body,
            evidence=Evidence(WEB, submitted=on),
            identities=tuple(self._identities()),
            kind=NATURAL if self.draft.sort == NATURAL else str(self.people[0].cleaned_data["kind"]),
            title=self.wanted.short(),
            wanted=self.wanted.wanted(),
            form=self.wanted.carried(),
            delivery=str(self.wanted.cleaned_data["delivery"]),
            files=tuple((one.digest, one.name) for one in self.draft.files),
        )

    def _identities(self) -> Iterator[Identity]:
        yield from (one.identity() for one in self.people)
        if self.agent:
            (mandate, *_) = self.draft.with_role(MANDATE)
            yield replace(self.agent.identity(), mandate=mandate.digest)

    def _across(self) -> Iterator[Trouble]:
        first = f"id_{self.draft.sort}1"
        reached = [one.cleaned_data for one in (*self.people, *([self.agent] if self.agent else []))]
        if not any(one["phone"] or one["email"] or one["address"] for one in reached):
            yield Trouble(f"{first}-phone", "联系电话、电子邮箱、通信地址至少填写一项")
        elif self._delivery == POST and not any(one["address"] for one in reached):
            yield Trouble(f"{first}-address", "选择邮寄的，请填写通信地址")
        elif self._delivery == EMAIL and not any(one["email"] for one in reached):
            yield Trouble(f"{first}-email", "选择电子邮件的，请填写电子邮箱")
        if self.agent and not self.draft.with_role(MANDATE):
            yield Trouble(f"id_{MANDATE}", "委托他人代为申请的，请上传授权委托书")

    def _whose(self, form: forms.Form) -> str:
        if form is self.agent:
            return "代理人："
        at = next((at for at, one in enumerate(self.people, 1) if one is form), 0)
        return f"第 {at} 位申请人：" if at and self.draft.people > 1 else ""

    @property
    def _delivery(self) -> str:
        return str(self.wanted.cleaned_data["delivery"])

    def _form(self, shape: type[Part], prefix: str) -> Part:
        if self.sent:
            return shape(self.draft.fields, prefix=prefix)
        start = f"{prefix}-"
        typed = {
            name.removeprefix(start): value
            for name, value in self.draft.fields.items()
            if name.startswith(start)
        }
        return shape(prefix=prefix, initial=typed)


def lines_of(identity: Identity) -> list[tuple[str, str]]:
    """What was typed of somebody, a label and a value each; what was left out is not shown."""
    lines = (
        ("名称", identity.name),
        (documents().get(identity.document, "证件"), identity.document_number or identity.organisation_code),
        ("法定代表人或者负责人", identity.representative),
        ("联系电话", identity.phone),
        ("电子邮箱", identity.email),
        ("通信地址", " ".join(part for part in (identity.address, identity.postcode) if part)),
    )
    return [(label, value) for label, value in lines if value]
