"""The forms of accounts, boards and gazettes, and of what went out on them. They store nothing."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from gongkai.catalogue.channels.registry import platforms
from gongkai.catalogue.sending import Proof
from gongkai.files.admission import admit
from gongkai.files.models import StoredFile
from gongkai.office.organisation_forms import OfBodies, a_body, a_person, day, words
from gongkai.organisations.refusal import Refused

PICTURES: Final = ("png", "jpeg", "gif")
MOST_BYTES: Final = 10_000_000


def tick(label: str, hint: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=hint)


class OutletForm(OfBodies):
    """What is kept of an outlet, in the order it is filled in."""

    name = words("名称", 80)
    address = words(
        "网址或地点", 200, required=False, hint="账号主页的网址；公示栏、电子屏、查阅点填所在地点。"
    )
    keeper = a_person("责任人")
    serves_below = tick("供下级机关发布", "例：县里的公众号、公报，也发乡镇和部门的信息。")
    certified = tick("已认证", "政务新媒体填。")
    filed = tick("已备案", "政务新媒体填。")


class NewOutletForm(OutletForm):
    """A new one: also whose it is, on which platform, and since when."""

    body = a_body("主办机关")
    platform = forms.ChoiceField(label="平台")
    opened_on = day("开设日期")
    field_order = ("body", "platform", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["platform"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选择"), *((one.code, one.says) for one in platforms().values())]


class CountForm(OfBodies):
    """How it stands today."""

    followers = forms.IntegerField(
        label="现在的关注人数", required=False, min_value=0, max_value=2_000_000_000
    )
    renewed_on = forms.DateField(
        label="最近更新日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="平台不知道的更新才需要填；从平台发到这里的自动计入。",
    )


class CloseForm(OfBodies):
    reason = words("停用的原因", 300, hint="例：关停整合到县融媒体中心。")


class IssueForm(OfBodies):
    on = day("出版日期")


def proof_of(request: HttpRequest) -> Proof:
    """The proof that came with a form: words, and a picture where there is one. NotAdmitted where it is no picture."""
    says = request.POST.get("proof", "")[:300]
    upload = request.FILES.get("picture")
    if upload is None or isinstance(upload, list):
        return Proof(says)
    on = timezone.localdate()
    kept = admit(upload, upload.name or "", on=on, only=PICTURES, most=MOST_BYTES)
    return Proof(says, StoredFile.objects.get(digest=kept.digest))


def number_of(typed: str, label: str) -> int:
    """A whole number as it was typed. Refused: anything else."""
    plain = typed.strip().replace(",", "").replace("，", "")
    if not plain.isdecimal() or len(plain) > 9:
        raise Refused(f"{label}应是不超过九位的整数。")
    return int(plain)
