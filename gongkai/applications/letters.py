"""Letters of a case: made by the step that calls for them, numbered one after the other for a body and year, kept as Word and
PDF, voided with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePath
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.letter_styles import style_of, word_of, wording_of
from gongkai.applications.letter_values import known
from gongkai.applications.models import Application, Consultation, Letter, LetterSeries, ReplyDraft, Step
from gongkai.applications.replying import handed_out, values_of
from gongkai.applications.sealing import seal, unseal
from gongkai.files.actions import keep_own
from gongkai.journal.clear import personal_number
from gongkai.law import letters as law
from gongkai.law.breach import Breach
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import official_procedure
from gongkai.law.remedies import Decision
from gongkai.law.remedy_checks import breaches_of_remedy
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.queries import name_as_of
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused
from gongkai.writing.fonts import MissingGlyph
from gongkai.writing.letters.docx import letter_to_docx
from gongkai.writing.letters.layout import Extras
from gongkai.writing.letters.pdf import letter_to_pdf

REPLY: Final = "applications.reply"
THIRD: Final = "LET-09"
ASKING: Final = ("LET-07", THIRD, "LET-10")  # letters to a party
PROOF: Final = "LET-30"
_DECIDE: Final = "decide"


@dataclass(frozen=True)
class Wish:
    """The letter that is wanted: its code, what only the clerk knows for its blanks (none for a reply: that was signed), to
    which party, and who gets a copy."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    consultation: Consultation | None = None
    copies: tuple[str, ...] = ()


@transaction.atomic
def issue(application: Application, wish: Wish, *, by: Person, at: datetime) -> Letter:
    """Make a letter of a case as Word and PDF under the next number of its body, with the day of its step.

    Refused with a sentence: no step of the case calls for it, it was made already, a compulsory element is missing (DOC-A1),
    the remedy is not lawful (DOC-A2). A name with a character that no font has leaves ``pdf`` empty and says so.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("body").get(pk=application.pk)
    _refuse_without_post(locked.body, by, at)
    kind, step = _kind(wish.code), step_for(locked, wish)
    _refuse_twice(locked, wish, step)
    number = _next_number(locked.body, step.on.year)
    made = _composed(kind, step, wish, law.Frame(number.text, name_as_of(locked.body, step.on), step.on))
    row = Letter(
        application=locked,
        body=locked.body,
        code=kind.code,
        step=step,
        consultation=wish.consultation,
        year=step.on.year,
        serial=number.serial,
        number=number.text,
        on=step.on,
        by=by,
        at=at,
    )
    _kept(row, made, _extras(step, wish), localdate(at))
    after = {"letter": row.code, "number": row.number, "docx": row.docx, "pdf": row.pdf}
    note("applications.letter", row, body=row.body, by=by, on=localdate(at), after=after)
    return row


@transaction.atomic
def void(letter: Letter, *, reason: str, by: Person, at: datetime) -> Letter:
    """Void a letter that did not go out; its number stays in the register and is not given again. Refused without a reason,
    for one that was served, and a second time."""
    held = Letter.objects.select_for_update(of=("self",)).select_related("body").get(pk=letter.pk)
    _refuse_without_post(held.body, by, at)
    if held.voided_at:
        raise Refused("这份文书已经作废。")
    if held.services.exists():
        raise Refused("已经送达的文书不能作废；答复有误的，撤回签发或者重新办理。")
    held.voided_at, held.voided_by = at, by
    held.void_reason = reason_given(reason, "作废")[:300]
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])
    body, on, after = held.body, localdate(at), {"number": held.number}
    note("applications.letter_void", held, body=body, by=by, on=on, reason=held.void_reason, after=after)
    return held


def asked(application: Application, wish: Wish) -> list[tuple[str, str, bool]]:
    """The blanks of a letter that nobody but the clerk can fill: code, what it is called, and whether it is compulsory; none
    for a reply. Refused where no step of the case calls for the letter."""
    kind, step = _kind(wish.code), step_for(application, wish)
    if step.code == _DECIDE and kind.code != THIRD:
        return []
    there = known(kind, step, wish.consultation, style_of(application.body))
    wording = kind.wording(application.received_on)
    text = "\n".join(wording_of(application.body, kind, application.received_on) or wording.paragraphs)
    needed = {blank for element in wording.elements for blank in element.blanks}
    names = [*law.BLANK.findall(text), *(name for name, _ in law.WHERE_FILLED.findall(text))]
    wanted = dict.fromkeys(
        name for name in names if name not in there and (name in needed or name != "corrected")
    )
    return [(name, law.blanks()[name], name in needed) for name in wanted]


def wanted(application: Application) -> list[Wish]:
    """The letters that the steps of a case call for and that are not made yet, in order; forms for the file are not among
    them."""
    found: dict[tuple[str, int | None], Wish] = {}
    for row in application.steps.order_by("position"):
        for wish in _of_step(application, row):
            found[wish.code, wish.consultation.pk if wish.consultation else None] = wish
    return [wish for wish in found.values() if not _made(application, wish, step_for(application, wish))]


def law_letter(letter: Letter) -> tuple[law.Letter, Extras]:
    """A letter as it was made, to be printed again. Refused where its text was disposed of."""
    if not letter.sealed:
        raise Refused("这份文书的内容已经随身份信息销毁。")
    told = json.loads(unseal(letter.sealed))
    frame = law.Frame(letter.number, told["body"], letter.on)
    text = law.Letter(letter.code, letter.get_code_display(), tuple(told["paragraphs"]), frame)
    return text, Extras(tuple(told["enclosures"]), tuple(told["copies"]))


def step_for(application: Application, wish: Wish) -> Step:
    """The step that a letter tells of: the last one that calls for it. Refused where there is none."""
    kind = _kind(wish.code)
    if wish.code in ASKING and wish.consultation is None:
        raise Refused(f"《{kind.title}》请选择发给哪一方。")
    rows = [row for row in application.steps.order_by("position") if _calls_for(row, wish)]
    if not rows or (rows[-1].code == _DECIDE and _taken_back(application, rows[-1])):
        raise Refused(f"这件申请还没有办到需要《{kind.title}》的一步。")
    return rows[-1]


def register(body: Body, year: int) -> Iterator[Letter]:
    """The register of numbers of a body in a year, voided ones included, in order."""
    yield from Letter.objects.filter(body=body, year=year).order_by("serial").iterator()


@dataclass(frozen=True)
class _Number:
    serial: int
    text: str


def _next_number(body: Body, year: int) -> _Number:
    """The row of the series is locked till the end of the transaction: no number comes twice, none is left out."""
    LetterSeries.objects.get_or_create(body=body, year=year)
    series = LetterSeries.objects.select_for_update().get(body=body, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return _Number(series.last, f"{word_of(style_of(body))}〔{year}〕{series.last}号")


def _kind(code: str) -> law.LetterKind:
    kind = law.letters().get(code)
    if kind is None or code == PROOF:
        raise Refused("没有这种文书。")
    return kind


def _of_step(application: Application, row: Step) -> Iterator[Wish]:
    codes = official_procedure().steps[row.code].letters
    if row.code == _DECIDE and not _taken_back(application, row):
        codes = (outcomes()[row.facts["outcome"]].letter,)
    for code in codes:
        if law.letters()[code].kind == "internal":
            continue
        asked = application.consultations.filter(key=row.facts.get("key", "")).first()
        if code not in ASKING or (asked and _fits(code, asked)):
            yield Wish(code, consultation=asked if code in ASKING else None)


def _fits(code: str, asked: Consultation) -> bool:
    """条例 第三十二条 asks a third party (LET-07, LET-09), 第三十四条 another body (LET-10)."""
    return (asked.party == "third") == (code != "LET-10")


def _calls_for(row: Step, wish: Wish) -> bool:
    if row.code == _DECIDE:
        return wish.code == THIRD or outcomes()[row.facts["outcome"]].letter == wish.code
    named = wish.consultation is None or row.facts.get("key") == wish.consultation.key
    return wish.code in official_procedure().steps[row.code].letters and named


def _taken_back(application: Application, decided: Step) -> bool:
    """Whether a decision was taken back, or the case begun anew, after it."""
    later = application.steps.filter(position__gt=decided.position, code__in=("redraft", "reopen"))
    return later.exists()


def _made(application: Application, wish: Wish, step: Step) -> bool:
    return application.letters.filter(
        code=wish.code, step=step, consultation=wish.consultation, voided_at=None
    ).exists()


def _refuse_twice(application: Application, wish: Wish, step: Step) -> None:
    if _made(application, wish, step):
        title = law.letters()[wish.code].title
        raise Refused(f"《{title}》已经制作过了；有误的，先作废再重新制作。")


def _composed(kind: law.LetterKind, step: Step, wish: Wish, frame: law.Frame) -> law.Letter:
    case, style = step.application, style_of(step.application.body)
    there = known(kind, step, wish.consultation, style)
    values = there | _typed(step, kind, wish, there)
    try:
        own = wording_of(case.body, kind, case.received_on)
        made = law.compose(kind, case.received_on, values, frame, own)
    except law.LetterRefused as refusal:
        raise Refused(f"{refusal}。") from refusal
    if faults := [
        *law.breaches_of_letter(kind, case.received_on, made, values),
        *_of_remedy(kind, step, made),
    ]:
        raise Refused(f"{faults[0].says}。")
    return made


def _typed(step: Step, kind: law.LetterKind, wish: Wish, there: Mapping[str, str]) -> dict[str, str]:
    """What people wrote for the blanks. Of a reply what was signed, and nothing else; of a notice what the platform does
    not know itself."""
    if step.code == _DECIDE and kind.code != THIRD:
        if any(wish.values.values()):
            raise Refused("答复的内容以签发的为准，不能在制作文书时改动。")
        held = ReplyDraft.objects.filter(matter=step.facts.get("matter")).order_by("-pk").first()
        return values_of(held) if held else {}
    if unknown := sorted(set(wish.values) - set(law.blanks())):
        raise Refused(f"文书里没有这些项：{'、'.join(unknown)}。")
    if personal_number(json.dumps(dict(wish.values), ensure_ascii=False)):
        raise Refused("文书里不要写身份证号和手机号；申请人的信息由平台填入。")
    return {blank: text for blank, text in wish.values.items() if text.strip() and blank not in there}


def _of_remedy(kind: law.LetterKind, step: Step, made: law.Letter) -> tuple[Breach, ...]:
    if kind.kind != "reply" or kind.code == THIRD:
        return ()
    ground = str(step.facts.get("ground", ""))
    return breaches_of_remedy(Decision(step.on, step.facts["article"], ground, kind.code), made.text)


def _extras(step: Step, wish: Wish) -> Extras:
    """A reply names the files that go out with it."""
    held = ReplyDraft.objects.filter(matter=step.facts.get("matter")).order_by("-pk").first()
    given = held is not None and step.code == _DECIDE and wish.code != THIRD
    names = [PurePath(name).stem for _, name in handed_out(held)] if held and given else ()
    return Extras(tuple(names), wish.copies)


def _kept(row: Letter, made: law.Letter, extras: Extras, on: date) -> None:
    row.docx = keep_own(letter_to_docx(made, extras), kind="docx", on=on).digest
    try:
        row.pdf = keep_own(letter_to_pdf(made, extras), kind="pdf", on=on).digest
    except MissingGlyph as lack:
        row.lacks = f"字体里没有 {len(lack.characters)} 个字，没有生成 PDF，请使用 Word 版本。"
    text = {
        "paragraphs": made.paragraphs,
        "body": made.frame.body,
        "enclosures": extras.enclosures,
        "copies": extras.copies,
    }
    row.sealed = seal(json.dumps(text, ensure_ascii=False))
    row.save()


def _refuse_without_post(body: Body, by: Person, at: datetime) -> None:
    if not allowed(by, REPLY, body, localdate(at)):
        raise Refused(f"您没有制作{body.name}文书的权限。")
