"""What is asked about normative documents: registering one, changing one, cleaning up."""

from __future__ import annotations

from typing import Final

from django import forms

from gongkai.catalogue.models import CHANGES, NormativeDocument
from gongkai.office.organisation_forms import DAY, DayInput, OfBodies, a_body, day, words


def perhaps_a_day(label: str, hint: str = "") -> forms.DateField:
    """A day that need not be given."""
    return forms.DateField(
        label=label,
        required=False,
        widget=DayInput(),
        input_formats=["%Y-%m-%d"],
        error_messages=DAY,
        help_text=hint,
    )


class RegisterForm(OfBodies):
    since = day("施行日期")
    expires = perhaps_a_day("有效期至", "文件写明的最后一天；没有写的不填。到期自动失效，到期前可以延长。")
    registration = words("登记号", 64, required=False, hint="统一登记、统一编号、统一公布的编号。")
    replaces = forms.ModelMultipleChoiceField(
        NormativeDocument.objects.none(),
        label="所替代的文件",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="选中的文件自施行之日起废止，依据为本文件。",
    )


class ChangeForm(OfBodies):
    what = forms.ChoiceField(label="变更", choices=CHANGES, error_messages={"required": "请选择变更。"})
    on = day("生效日期")
    basis = words("依据的文件", 200, hint="文号和名称，例：柳府发〔2026〕9 号《关于废止部分文件的决定》。")
    until = perhaps_a_day("延长至", "只在延长有效期时填写；不填为长期有效。")


RESULTS: Final = (
    ("keep", "继续有效"),
    ("amended", "修改"),
    ("lapsed", "宣布失效"),
    ("repealed", "废止"),
    ("", "未列入"),
)


class CleanUpForm(OfBodies):
    """Which documents a clean-up is about, and what it is called."""

    body = a_body("机关")
    title = words("名称", 200, hint="例：2026 年规范性文件清理。")
    basis = words("依据的文件", 200, hint="公布清理结果的文件的文号和名称。")
    upto = day("清理截止日期")
    on = day("结果施行日期")
    others_lapse = forms.BooleanField(
        label="未列入继续有效目录的，一律失效",
        required=False,
        help_text="截止日期以前制定、清理结果没有列入的文件，自结果施行之日起不再执行。",
    )
