"""Who may see what, in words: what kind of thing each model is, and to whom such things are shown."""

from __future__ import annotations

from typing import Final, NamedTuple

from gongkai.organisations.models import OFFICERS, Post

# What everybody may read, with the reason. Nothing of it is marked.
PUBLIC: Final = {
    "organisations.Body": "names and kinds of bodies stand on the public pages",
    "organisations.Naming": "a body's name of any day",
    "organisations.Placement": "the tree of bodies",
    "organisations.Succession": "reforms are published",
    "organisations.Contact": "条例 第十二条: published in the guide",
    "organisations.LeadingGroup": "published in the annual report",
    "organisations.GroupMember": "published in the annual report",
    "organisations.LegalAdviser": "published in the annual report",
    "organisations.Rule": "published in the column of rules",
    "organisations.RuleVersion": "published in the column of rules",
    "catalogue.Obligation": "the standard catalogue is published line by line",
    "organisations.CalendarNotice": "the State Council publishes its notices on days off",
}
# Nobody sees it on any page: secrets, and what only the machine reads.
SECRET: Final = {
    "journal.SubjectKey": "half of a key",
    "journal.Head": "seals",
    "organisations.PastPassword": "hashes of passwords",
    "organisations.RecoveryCode": "hashes of codes",
    "organisations.KeptAnswer": "what a program was answered, for the same program",
    "organisations.Demonstration": "a flag without text",
    "organisations.DemonstrationAccount": "a mark without text",
    "search.Counter": "a number",
    "work.Allowance": "keyed hashes and numbers",
    "files.StoredFile": "what the store knows of bytes; whose they are, other rows say",
}
# What the database lets in only at the end of a procedure, so that no row can simply be planted.
GUARDED: Final = {
    "catalogue.Passing": "is by somebody who did not write the text",
    "catalogue.Release": "comes after every look has passed, and is public from then on",
    "catalogue.Removal": "is about a release",
    "catalogue.Manifest": "comes after the decision about its batch",
    "catalogue.ReadCount": "is about a release",
}
# Fields of what is otherwise not public that everybody may read, with the reason.
PUBLIC_FIELDS: Final = {
    "catalogue.Item.index_number": "stays used for ever, and the address says so",
    "catalogue.Withdrawal.reason": "the address of what was withdrawn says why",
}
# Only the person whose it is.
OWN: Final = {"organisations.SavedView", "organisations.Draft", "notices.Reach"}
# Theirs, and the security officer's of the body and above, who ends them.
SIGNED_IN: Final = {"organisations.Session"}
# People of a body, and the workbooks they came in: their colleagues and those above, whatever their post.
PEOPLE: Final = {
    "organisations.Person",
    "organisations.Stay",
    "organisations.Holding",
    "organisations.HandOver",
    "organisations.HandedOver",
    "organisations.Roster",
}
# Columns that nobody sees though their row is shown.
SECRET_FIELDS: Final = {
    "organisations.ApiToken.secret",
    "applications.Application.code_hash",
    "applications.Applicant.document_hash",
    "applications.Applicant.phone_hash",
    "applications.Applicant.name_hash",
    "applications.Consultation.code_hash",
}
# Keys of programs: whoever answers for them, the 信息员 and the 主管部门 of the body and above, the security officer there.
TOKENS: Final = {"organisations.ApiToken"}
# The record: the audit officer of the body and above.
RECORD: Final = {"journal.Entry"}
# Who applies and who is asked: whoever handles the case.
IDENTITIES: Final = {"applications.Applicant", "applications.Consultation.sealed"}
# The machine: the system officer.
MACHINE: Final = {
    "django_tasks_database.DBTaskResult",
    "work.ScheduleEntry",
    "work.Done",
    "work.WorkerProcess",
}
# The work of a body: whoever has a post in the business, there or above. All of a package, where nothing else is said.
BUSINESS: Final = {"applications", "approvals", "catalogue", "notices", "remedies", "reports", "search"}
KNOWN: Final = PUBLIC.keys() | SECRET.keys() | OWN | SIGNED_IN | PEOPLE | TOKENS | RECORD | MACHINE

# Who may see which of them, at the body or above: models and single fields. The words of what lies on somebody's desk are
# for whoever arranges a hand-over.
KEEPERS: Final = (
    ({"organisations.Draft.title"}, {Post.COMPETENT_AUTHORITY}),
    (SIGNED_IN, {Post.SECURITY_OFFICER}),
    (TOKENS, {Post.INFORMATION_OFFICER, Post.COMPETENT_AUTHORITY, Post.SECURITY_OFFICER}),
    (RECORD, {Post.AUDIT_OFFICER}),
    (IDENTITIES, {Post.APPLICATION_CLERK}),
)


def is_known(label: str) -> bool:
    """Whether somebody has said what kind of thing a model is."""
    return label in KNOWN or label.partition(".")[0] in BUSINESS


class Reader(NamedTuple):
    """Somebody who looks: a post at a body (codes), "" for somebody without any and for anybody at all."""

    account: str = ""
    post: str = ""
    body: str = ""


class Mark(NamedTuple):
    """Where a sentinel stands: the field of a row of a body, and the account whose row it is."""

    field: str
    body: str
    account: str

    @property
    def model(self) -> str:
        return self.field.rpartition(".")[0]


def may_see(reader: Reader, mark: Mark, under: dict[str, set[str]]) -> bool:
    """``under``: code of a body → codes of itself and of everything below it."""
    if mark.model in SECRET or mark.field in SECRET_FIELDS or not reader.account:
        return False
    if mark.account == reader.account and mark.model in OWN | SIGNED_IN | PEOPLE | TOKENS:
        return True
    if mark.model in MACHINE:
        return reader.post == Post.SYSTEM_OFFICER
    if not reader.post or mark.body not in under[reader.body]:
        return False
    if mark.model in PEOPLE:
        return True
    for models, posts in KEEPERS:
        if {mark.model, mark.field} & models:
            return reader.post in posts
    return mark.field.partition(".")[0] in BUSINESS and reader.post not in OFFICERS
