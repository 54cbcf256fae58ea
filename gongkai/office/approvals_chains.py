"""审批链: the chains as they are, and the steps that a body adds for its own matters."""

from __future__ import annotations

import secrets

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.approvals.added_steps import add_step, added_to, end_step
from gongkai.approvals.chains import ChainStep, chains
from gongkai.approvals.models import AddedStep, Kind
from gongkai.office.carrying_out import carried_out
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.models import OFFICERS, Body, Post
from gongkai.organisations.refusal import Refused

ORDERS = ((15, "核稿之后"), (25, "各项审查之后"), (85, "签发之前"))


class StepForm(forms.Form):
    """A step to add."""

    chain = forms.ChoiceField(label="审批链")
    says = forms.CharField(label="步骤名称", max_length=60)
    kind = forms.ChoiceField(label="类别")
    post = forms.ChoiceField(label="由哪个岗位办")
    order = forms.TypedChoiceField(label="排在哪里", coerce=int, choices=ORDERS)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        own = [(kind.value, kind.label) for kind in Kind if kind not in (Kind.SIGNATURE, Kind.COUNTERSIGN)]
        posts = [(post.value, post.label) for post in Post if post not in OFFICERS]
        listed = {
            "chain": [(chain.code, chain.says) for chain in chains().values()],
            "kind": own,
            "post": posts,
        }
        for name, choices in listed.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


@may("approvals.arrange")
def page(request: HttpRequest) -> HttpResponse:
    """Every chain with its steps, and a form to add one."""
    body, on = _body(request), timezone.localdate()
    form = StepForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        code = f"own-{secrets.token_hex(4)}"
        step = ChainStep(code, given["says"], given["kind"], given["post"], given["order"])
        try:
            add_step(body, chain=given["chain"], step=step, by=person_of(request), on=on)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已增设，从今天起新送审的事项按此办理。")
            return redirect("approval-chains")
    listed = [(chain, _steps(chain.code, body)) for chain in chains().values()]
    own = AddedStep.objects.filter(body=body, until=None)
    labels = {"kinds": dict(Kind.choices), "posts": dict(Post.choices)}
    found = {"body": body, "chains": listed, "own": own, "form": form, **labels}
    return render(request, "office/approval_chains.html", found)


def _steps(chain: str, body: Body) -> list[tuple[str, str, str]]:
    """Name, kind and post of each step, in order."""
    steps = [*chains()[chain].steps, *added_to(chain, body, timezone.localdate())]
    ordered = sorted(steps, key=lambda step: step.order)
    return [(step.says, Kind(step.kind).label, Post(step.post).label) for step in ordered]


def _body(request: HttpRequest) -> Body:
    shell = shell_of(request)
    if shell.body is None or not shell.may("approvals.arrange"):
        raise PermissionDenied("您在所代表的机关没有设置审批链的岗位。")
    return shell.body


@may("approvals.arrange")
@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Do without an added step again."""
    step = get_object_or_404(AddedStep, pk=key, body=_body(request))
    carried_out(
        request,
        lambda: end_step(step, by=person_of(request), on=timezone.localdate()),
        "已停用，从今天起新送审的事项不再办这一步。",
    )
    return redirect("approval-chains")
