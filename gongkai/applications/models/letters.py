"""Letters of a case as they went out: the register of their numbers, what a body has set for them, and how they were served."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from gongkai.applications.models.applications import Application
from gongkai.applications.models.steps import Consultation, Step
from gongkai.law.letters import letters
from gongkai.law.running import MODES
from gongkai.organisations.models import Body, Person

LETTERS = [(one.code, one.title) for one in letters().values()]


class LetterStyle(models.Model):
    """文书设置: what the letters of a body carry beside the law's text. ``word`` stands before the number (发文机关代字)."""

    body = models.OneToOneField(Body, models.PROTECT, related_name="letter_style", verbose_name="机关")
    word = models.CharField("发文机关代字", max_length=40, blank=True)
    review = models.CharField("行政复议机关", max_length=100, blank=True)
    court = models.CharField("有管辖权的人民法院", max_length=100, blank=True)
    online = models.CharField("网上申请行政复议的途径", max_length=200, blank=True)
    contact = models.CharField("联系方式", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文书设置"

    def __str__(self) -> str:
        return f"{self.body} 文书设置"


class LetterWording(models.Model):
    """本机关文书用语: the paragraphs that a body uses for a letter in place of the law's, made for the wording in force from
    ``law_from``; the last row counts, one without paragraphs goes back to the law's."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="letter_wordings", verbose_name="机关")
    code = models.CharField("文书", max_length=8, choices=LETTERS)
    law_from = models.DateField("所替换的法定文本施行日期")
    paragraphs = models.JSONField("各段文字", default=list, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="设置人")
    at = models.DateTimeField("设置时间")

    class Meta:
        verbose_name = verbose_name_plural = "本机关文书用语"
        ordering: ClassVar = ["body", "code", "pk"]

    def __str__(self) -> str:
        return f"{self.body} {self.get_code_display()}"


class LetterSeries(models.Model):
    """文号序号: the serial given last for a body in a year; it only grows, so that no number comes twice."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="letter_series", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("已用序号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "文号序号"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year"], name="letter_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.year}：{self.last}"


class Letter(models.Model):
    """文书: a letter as it was made, a row of the register of numbers. ``sealed``: its text in cipher, empty once the case's
    identities were disposed of. ``docx``, ``pdf``: its files by digest; ``lacks``: why there is no PDF. A voided one keeps
    its number, with the reason."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters", verbose_name="申请")
    body = models.ForeignKey(Body, models.PROTECT, related_name="letters", verbose_name="机关")
    code = models.CharField("文书", max_length=8, choices=LETTERS)
    step = models.ForeignKey(Step, models.PROTECT, related_name="letters", verbose_name="步骤")
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="letters", verbose_name="征求意见"
    )
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("文号", max_length=80)
    on = models.DateField("成文日期")
    sealed = models.TextField("文书内容（加密）", blank=True)
    docx = models.CharField("Word 摘要值", max_length=64)
    pdf = models.CharField("PDF 摘要值", max_length=64, blank=True)
    lacks = models.CharField("没有 PDF 的原因", max_length=500, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="制作人")
    at = models.DateTimeField("制作时间")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    voided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人"
    )
    void_reason = models.CharField("作废理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering: ClassVar = ["application", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "year", "serial"], name="letter_serial_once"),
            models.UniqueConstraint(fields=["body", "number"], name="letter_number_once"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="letter_voided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Service(models.Model):
    """送达: one way a letter was sent, with its days: made (成文, of the letter), sent (交邮、发出), received (签收). ``scan``:
    the stamped letter as it was served; ``proof``: 送达回证 or postal receipt; both by digest."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="services", verbose_name="文书")
    mode = models.CharField("送达方式", max_length=12, choices=list(MODES.items()))
    sent_on = models.DateField("发出日期")
    received_on = models.DateField("签收日期", null=True, blank=True)
    mail_number = models.CharField("邮件号码", max_length=64, blank=True)
    scan = models.CharField("送达件摘要值", max_length=64, blank=True)
    proof = models.CharField("送达凭证摘要值", max_length=64, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        ordering: ClassVar = ["letter", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                name="service_received_after_sent",
            ),
            models.CheckConstraint(
                condition=~Q(mode="post") | ~Q(mail_number=""), name="service_by_post_with_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.get_mode_display()} {self.sent_on}"
