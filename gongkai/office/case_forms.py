"""The small forms of a case: each asks what the procedure wants to know of one step, and takes the papers that came with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from gongkai.applications.models import Application
from gongkai.files.admission import admit
from gongkai.law.procedure import StepKind
from gongkai.office.case_words import FACTS, choices
from gongkai.office.organisation_forms import OfBodies, day, words

LONG: Final = {"reason": 300, "finding": 500, "words": 300, "where": 300, "weighed": 500}
HINTS: Final[Mapping[str, str]] = {
    "until": "写给申请人的最后一天。",
    "where": "检索了哪些系统、库房、科室，例：档案室 2020—2025 年、公文系统。",
    "words": "用了哪些词检索，例：河道清淤、招标。",
    "to": "本机关内的承办科室；收到日期和期限不变。",
    "finding": "审查的结论和依据。",
}


class Many(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files; cleaned, the list of those that were sent."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(Files, self).clean(one, initial) for one in sent]


def papers_field(label: str = "材料（扫描件、照片、文件）") -> Files:
    return Files(label=label, required=False, widget=Many(), help_text="可以一次选多份。")


def admitted(files: Sequence[UploadedFile[Any]]) -> tuple[tuple[str, str], ...]:
    """Digest and name of every file, taken in. NotAdmitted, in words, for one that may not come in."""
    today = timezone.localdate()
    kept = [admit(file, file.name or "", on=today) for file in files]
    return tuple((one.digest, one.name) for one in kept)


def step_form(kind: StepKind, case: Application) -> type[OfBodies]:
    """The form of a step: its day, everything its kind needs, its papers."""
    fields: dict[str, forms.Field] = {"on": day("日期")}
    for name, typed in kind.needs.items():
        fields[name] = _field(name, typed, case)
    fields["papers"] = papers_field()
    return cast("type[OfBodies]", type("StepForm", (OfBodies,), fields))


def _field(name: str, typed: str, case: Application) -> forms.Field:
    label = FACTS.get(name, name)
    if name == "key":
        keys = [(one.key, one.key) for one in case.consultations.all()]
        return forms.ChoiceField(label=label, choices=keys)
    if choices(name):
        return forms.ChoiceField(label=label, choices=list(choices(name).items()))
    if typed == "day":
        found = day(label)
        found.help_text = HINTS.get(name, "")
        return found
    if typed == "whole":
        return forms.IntegerField(label=label, min_value=0, max_value=100_000)
    if LONG.get(name, 0) > 400:
        area = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(label=label, max_length=LONG[name], widget=area, help_text=HINTS.get(name, ""))
    return words(label, LONG.get(name, 100), hint=HINTS.get(name, ""))


class FeeForm(OfBodies):
    """The amount is counted, never typed."""

    standard = forms.ChoiceField(label="收费标准", choices=list(choices("standard").items()))
    quantity = forms.IntegerField(label="数量（件或者页）", min_value=1, max_value=100_000)


class ExtendForm(OfBodies):
    days = forms.IntegerField(label="延长工作日", min_value=1, max_value=20, initial=20)
    reason = words("理由", 300, hint="延期要经公开工作机构负责人同意，并告知申请人。")


class PartyForm(OfBodies):
    """Whom to ask, and how it is reached; kept in cipher."""

    party = forms.ChoiceField(label="对象的类别", choices=list(choices("party").items()))
    name = words("姓名或者名称", 100)
    address = words("通信地址", 200, required=False)
    phone = words("联系电话", 40, required=False)
    email = words("电子邮箱", 100, required=False)
    about = words("信息与其有关的部分", 200, required=False, hint="写进征求意见书，不写申请人是谁。")
    on = day("发出日期")
    papers = papers_field("征求意见书（已另行制作的）")


class AmendForm(OfBodies):
    """Another day of receipt, by the evidence of its channel."""

    on = day("实际的收到（签收、确认）日期")
    reason = words("理由", 300, hint="写明依据什么证据更正，例：邮政投递记录。")
