"""The forms of bodies and people: what is asked, in the order of the work. They store nothing."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.db.models import QuerySet

from gongkai.organisations.models import Body, Kind, Person, Post, Role, RuleKind

Field = forms.Field
DAY: Final = {"required": "请填写日期。", "invalid": "日期应写成 2025-01-20 的样子。"}


class DayInput(forms.DateInput):
    """The browser's own calendar; typed, it is year-month-day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=DayInput(), input_formats=["%Y-%m-%d"], error_messages=DAY)


def words(label: str, most: int, *, required: bool = True, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        error_messages={"required": f"请填写{label}。", "max_length": f"{label}最多 {most} 个字。"},
    )


class OfBodies(forms.Form):
    """A form whose choices are bodies and people; the view says which."""

    def among(self, **choices: QuerySet[Any]) -> OfBodies:
        """Offer these in the fields of these names."""
        for name, found in choices.items():
            if name in self.fields:
                cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = found
        return self


def a_body(label: str) -> forms.ModelChoiceField[Body]:
    return forms.ModelChoiceField(
        Body.objects.none(),
        label=label,
        empty_label="请选择",
        error_messages={"required": f"请选择{label}。"},
    )


def a_person(label: str, *, required: bool = True) -> forms.ModelChoiceField[Person]:
    return forms.ModelChoiceField(
        Person.objects.none(),
        label=label,
        required=required,
        empty_label="请选择" if required else "（无）",
        error_messages={"required": f"请选择{label}。"},
    )


class EstablishForm(OfBodies):
    code = words("机构代码", 32)
    name = words("名称", 100)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices, initial=Kind.DEPARTMENT)
    parent = a_body("上级机关")
    on = day("设立日期")


class RenameForm(OfBodies):
    name = words("新名称", 100)
    on = day("启用日期")


class PlaceUnderForm(OfBodies):
    parent = a_body("上级机关")
    on = day("调整日期")


class MergeForm(OfBodies):
    into = a_body("并入机关")
    basis = words("依据文件", 200, hint="文号和名称，例：澄机改〔2026〕1 号。")
    on = day("合并日期")


class TransferForm(OfBodies):
    function = words("职能", 100, hint="转移的是哪一项职能，例：不动产登记。")
    to = a_body("承接机关")
    basis = words("依据文件", 200)
    on = day("转移日期")


class SplitForm(OfBodies):
    """Up to three functions with the body each goes to, and where the rest goes."""

    function_1 = words("职能一", 100)
    body_1 = a_body("职能一的承接机关")
    function_2 = words("职能二", 100, required=False)
    body_2 = a_body("职能二的承接机关")
    function_3 = words("职能三", 100, required=False)
    body_3 = a_body("职能三的承接机关")
    rest = a_body("其余职能的承接机关")
    basis = words("依据文件", 200)
    on = day("拆分日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body_2"].required = self.fields["body_3"].required = False

    def functions(self) -> dict[str, Body]:
        """Function → body, of the lines that are filled in."""
        lines = [(self.cleaned_data[f"function_{n}"], self.cleaned_data[f"body_{n}"]) for n in (1, 2, 3)]
        return {function: body for function, body in lines if function and body}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for n in ("2", "3"):
            if bool(given.get(f"function_{n}")) != bool(given.get(f"body_{n}")):
                self.add_error(f"function_{n}", "职能和承接机关要一起填写。")
        return given


class EndForm(OfBodies):
    on = day("日期")


class ContactForm(OfBodies):
    office = words("工作机构名称", 100, required=False)
    address = words("办公地址", 200)
    hours = words("办公时间", 200)
    telephone = words("联系电话", 60)
    fax = words("传真号码", 60, required=False)
    online = words("互联网联系方式", 200, required=False)
    postcode = words("邮政编码", 6, required=False)
    on = day("启用日期")


class GroupForm(OfBodies):
    name = words("领导小组名称", 100)
    basis = words("成立文件", 200, required=False)
    on = day("成立日期")


class SeatForm(OfBodies):
    role = forms.ChoiceField(label="组内职务", choices=Role.choices)
    name = words("姓名", 64, hint="办公室填所设机构。")
    title = words("单位和职务", 100, required=False)
    on = day("任职日期")


class AdviserForm(OfBodies):
    name = words("姓名", 64)
    firm = words("执业机构", 100, required=False)
    on = day("聘任日期")


class RuleVersionForm(OfBodies):
    title = words("名称", 200)
    document_number = words("文号", 60, required=False)
    text = forms.CharField(label="正文", required=False, widget=forms.Textarea(attrs={"rows": 12}))
    file = forms.FileField(label="或者上传文件", required=False)
    on = day("施行日期")

    field_order = ("kind", "title", "document_number", "text", "file", "on")


class RuleForm(RuleVersionForm):
    kind = forms.ChoiceField(label="类别", choices=RuleKind.choices)


class ArriveForm(OfBodies):
    account = words("账号", 64, hint="字母和数字，例：songwu-xx。")
    name = words("姓名", 64)
    body = a_body("所在机关")
    on = day("到岗日期")


class AppointForm(OfBodies):
    body = a_body("机关")
    post = forms.ChoiceField(label="岗位", choices=Post.choices)
    stand_in_for = a_person("为谁替岗（AB 岗的 B 岗）", required=False)
    on = day("任职日期")


class MoveForm(OfBodies):
    to = a_body("调入机关")
    on = day("到岗日期")
