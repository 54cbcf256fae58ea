"""The forms of reviews and suits: what is asked when one comes in, and at each of its steps. They store nothing."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from gongkai.law.remedy_cases import KINDS, defects
from gongkai.office.organisation_forms import DayInput, OfBodies, a_person, day, words
from gongkai.remedies.models import Dispute

PAPERS: Final = ("pdf", "docx", "doc", "ofd", "rtf", "txt", "png", "jpg", "zip", "xlsx")
INSTANCES: Final = (("first", "复议，或者一审"), ("second", "二审"), ("retrial", "再审"))
NO_NAMES: Final = "不写申请人、原告的姓名和证件、电话号码。"


def a_day(label: str, hint: str = "") -> forms.DateField:
    """A day that may be left out."""
    invalid = {"invalid": "日期应写成 2025-01-20 的样子。"}
    return forms.DateField(
        label=label, required=False, widget=DayInput(), help_text=hint, error_messages=invalid
    )


def a_file(label: str) -> forms.FileField:
    return forms.FileField(
        label=label, required=False, help_text="PDF、Word、OFD、图片；几份的打成一个 zip。"
    )


def chosen(label: str, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, error_messages={"required": f"请选择{label}。"}, **more
    )


class FilingForm(OfBodies):
    """A case as the notice tells it."""

    kind = chosen("类别", list(KINDS.items()), initial="review")
    dispute = chosen("争议事项", Dispute.choices)
    title = words("案由", 120, hint=NO_NAMES)
    application = words("所涉申请的登记编号", 24, required=False, hint="例：2026-0007。不因申请引起的不填。")
    letter = words("所涉答复文号", 60, required=False)
    tribunal = words("复议机关（法院）", 100)
    case_number = words("案号", 60, required=False)
    received_on = day("收到通知日期")
    accepted_on = a_day("受理（立案）日期", "通知书上写明的，用来推算审理期限。")
    procedure = chosen("适用程序", (("ordinary", "普通程序"), ("simple", "简易程序")))
    file = a_file("通知和申请书（起诉状）副本")


class FollowingForm(FilingForm):
    """The case after another one."""

    instance = chosen("审级", INSTANCES)
    field_order = ("kind", "instance")


class PlainForm(OfBodies):
    """A step of which only the day is asked."""

    on = day("日期")
    file = a_file("材料")


class ReasonedForm(PlainForm):
    """A step with its reason."""

    reason = words("理由", 200, required=False, hint="会写入操作记录，不写个人信息。")


class UntilForm(PlainForm):
    until = day("延长至")


class HearingForm(PlainForm):
    attended = chosen(
        "出庭（到场）", (("负责人", "负责人"), ("工作人员", "工作人员"), ("没有到场", "没有到场"))
    )


class DecisionForm(PlainForm):
    """How a case ended."""

    on = day("收到决定、裁判的日期")
    result = chosen("结果", (("", "请选择"),))
    comply_until = a_day("履行期限到", "决定、裁判限定期限的填写。")
    defects = forms.MultipleChoiceField(
        label="被纠正的原因",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="结果为纠正的，至少选一项。",
    )
    file = a_file("决定书、裁判文书")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, f"{one.label}（{one.area}）") for code, one in defects().items()]
        self.fields["defects"].choices = named  # type: ignore[attr-defined]


class InTwoForm(OfBodies):
    """What was recorded wrongly, put right by two."""

    on = day("更正日期")
    reason = words("理由", 200, hint="会写入操作记录，不写个人信息。")
    second = a_person("核对人")


class AmendForm(InTwoForm):
    received = day("收到通知的正确日期")


class CompleteForm(OfBodies):
    case_number = words("案号", 60, required=False)
    accepted_on = a_day("受理（立案）日期")


FORMS: Final[dict[str, type[OfBodies]]] = {
    "answer": PlainForm,
    "ordinary": PlainForm,
    "suspend": ReasonedForm,
    "resume": PlainForm,
    "extend": UntilForm,
    "hear": HearingForm,
    "decide": DecisionForm,
    "comply": PlainForm,
    "amend": AmendForm,
    "retract": InTwoForm,
}
