"""What is asked when an item is drafted, in the order a clerk fills it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from gongkai.catalogue.models import Attribute
from gongkai.catalogue.reassessing import grounds
from gongkai.law.disclosure import categories_for, theme_labels, words
from gongkai.office.normative_forms import perhaps_a_day
from gongkai.office.organisation_forms import day
from gongkai.office.organisation_forms import words as line
from gongkai.organisations.models import Body


class ItemForm(forms.Form):
    """What an edition says, in the order a clerk fills it in."""

    title = line("名称", 300)
    document_number = line("文号", 80, required=False, hint="没有文号的不填。")
    formed_on = day("成文日期")
    issuer = line("发文机关", 200, required=False, hint="与公开机关相同的不填；联合发文依次填写。")
    summary = line("内容概述", 300, required=False, hint="一两句话，一百字以内为宜。")
    category = forms.ChoiceField(label="法定主动公开内容", required=False)
    theme = forms.ChoiceField(label="主题分类", required=False)
    genre = forms.ChoiceField(label="体裁", required=False)
    aspect = forms.ChoiceField(label="五公开", required=False)
    keywords = line("主题词", 200, required=False)
    source = line("来源", 100, required=False, hint="转载的写明来源；本机关的不填。")
    text = forms.CharField(label="正文", required=False, widget=forms.Textarea(attrs={"rows": 18}))

    def __init__(self, *args: Any, kind: str = "county", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self._offer("category", {one.code: one.label for one in categories_for(kind, today)})
        self._offer("theme", theme_labels())
        self._offer("genre", words("genre"))
        self._offer("aspect", words("aspect"))

    def _offer(self, name: str, labels: Mapping[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选择"), *labels.items()]

    def suggest(self, likely: Sequence[str]) -> None:
        """Put the themes that the document speaks of in front of the others."""
        field, labels = self.fields["theme"], theme_labels()
        if likely and isinstance(field, forms.ChoiceField):
            first = [(code, labels[code]) for code in likely]
            field.choices = [("", "请选择"), ("建议", first), ("全部主题", list(labels.items()))]
            field.help_text = f"按名称和正文建议：{'；'.join(label for _, label in first)}。"


class BeginForm(ItemForm):
    """The first edition: also whose it is and whether it is open."""

    body = forms.ModelChoiceField(Body.objects.none(), label="公开机关", empty_label=None)
    attribute = forms.ChoiceField(label="公开属性", choices=Attribute.choices, initial=Attribute.OPEN)
    ground = forms.ChoiceField(label="不予公开的依据", required=False)
    reason = line("不公开的理由", 500, required=False, hint="依申请公开、不予公开的必填。")
    reassess_on = perhaps_a_day("下次评估日期", "不予公开的必填。")
    field_order = ("body", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("ground", grounds())
