"""One form, one action: the page that nearly every change to a body or a person is made on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.files.admission import NotAdmitted
from gongkai.office.drafts import DraftHere
from gongkai.office.organisation_forms import OfBodies
from gongkai.organisations.refusal import Refused

Crumb = tuple[str, str]  # words and address
DAY: Final = "on"


@dataclass(frozen=True)
class Task:
    """What a page asks and does. ``code`` and ``subject`` name its draft; ``act`` calls the one action with what was
    filled in and returns the sentence to say; ``back`` is where the page came from and leads to; ``warning`` what to
    know before."""

    code: str
    subject: object
    title: str
    button: str
    form: type[OfBodies]
    act: Callable[[Mapping[str, Any], OfBodies], str]
    back: Crumb
    choices: Mapping[str, QuerySet[Any]]
    initial: Mapping[str, object]
    warning: str = ""


def task_page(request: HttpRequest, task: Task) -> HttpResponse:
    """Show the form; filled in, do what it says and go back, or say why not, with everything typed still there."""
    draft = DraftHere(request, task.code, task.subject, title=task.title)
    form = _form(request, task, draft)
    if request.method == "POST" and form.is_valid():
        done = _done(request, task, form)
        if done is not None:
            draft.handed_in()
            return done
    page = {"task": task, "form": form, "draft": draft, "files": form.is_multipart()}
    return render(request, "office/organisation_task.html", page)


def _form(request: HttpRequest, task: Task, draft: DraftHere) -> OfBodies:
    today = {DAY: timezone.localdate()} if DAY in task.form.base_fields else {}
    initial = {**today, **task.initial, **draft.initial}
    if request.method == "POST":
        return task.form(request.POST, request.FILES, initial=initial).among(**task.choices)
    return task.form(initial=initial).among(**task.choices)


def _done(request: HttpRequest, task: Task, form: OfBodies) -> HttpResponseRedirect | None:
    try:
        says = task.act(form.cleaned_data, form)
    except (Refused, NotAdmitted) as refused:
        form.add_error(None, forms.ValidationError(str(refused)))
    except ValidationError as error:
        form.add_error(None, forms.ValidationError(error.messages))
    else:
        messages.success(request, says)
        return redirect(task.back[1])
    return None
