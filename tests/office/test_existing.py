"""存量导入 and 巡检 in the office: uploaded, every row shown, decided as one, written; hits masked and dealt with."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.approvals.queries import latest
from gongkai.catalogue.existing_batches import subject
from gongkai.catalogue.models import Batch, Item, PatrolHit
from gongkai.catalogue.patrol import patrol
from gongkai.organisations.models import Body, Person, Post
from tests.catalogue.existing import GOOD, PLAIN, a_package, a_workbook
from tests.catalogue.test_patrol import LEAK
from tests.catalogue.ways import decide_all
from tests.people import TODAY, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
WRONG = ("", "", "", "2020-01-01", "2020-01-01", "", "x", "")


@pytest.fixture
def staff() -> dict[Post, Person]:
    return staff_of(a_county().township)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def uploaded(client: Client, staff: dict[Post, Person], *rows: tuple[str, ...]) -> Batch:
    files = {
        "workbook": SimpleUploadedFile("存量.xlsx", a_workbook(rows)),
        "package": SimpleUploadedFile("附件.zip", a_package()),
    }
    body = staff[Post.REVIEWER].body
    assert body is not None
    answer = client.post("/office/existing/", {"body": body.pk, **files})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.get()


def test_a_list_is_uploaded_checked_decided_and_written(staff: dict[Post, Person]) -> None:
    clerk = as_(staff[Post.INFORMATION_OFFICER])
    assert clerk.get("/office/existing/template.xlsx").status_code == 200
    batch = uploaded(clerk, staff, GOOD, WRONG, PLAIN)
    desk = f"/office/existing/{batch.pk}/"
    page = clerk.get(desk).content.decode()
    assert "可以导入 2 行，不能导入 1 行" in page and "没有名称" in page and batch.digest in page
    clerk.post(f"{desk}act", {"write": "yes"})
    assert not Item.objects.exists()
    clerk.post(f"{desk}act", {"hand_in": "yes"})
    matter = latest(subject(batch))
    assert matter is not None
    assert "2 条" in as_(staff[Post.SECRECY_REVIEWER]).get(f"/office/approvals/{matter.pk}/").content.decode()
    decide_all(matter, staff)
    assert "审签通过，待导入" in clerk.get(desk).content.decode()
    clerk.post(f"{desk}act", {"write": "yes"})
    assert Item.objects.filter(live__isnull=False).count() == 2
    assert GOOD[0] in Client().get("/items/").content.decode()


def test_a_hit_is_shown_masked_and_dealt_with_by_whom_it_is_for(staff: dict[Post, Person]) -> None:
    clerk, reviewer = as_(staff[Post.INFORMATION_OFFICER]), as_(staff[Post.REVIEWER])
    batch = uploaded(clerk, staff, LEAK)
    clerk.post(f"/office/existing/{batch.pk}/act", {"hand_in": "yes"})
    matter = latest(subject(batch))
    assert matter is not None
    decide_all(matter, staff)
    clerk.post(f"/office/existing/{batch.pk}/act", {"write": "yes"})
    patrol(on=TODAY)
    hit = PatrolHit.objects.get(kind="id_number")
    for path in ("/office/patrol/", f"/office/patrol/{hit.pk}/"):
        page = clerk.get(path).content.decode()
        assert hit.shown in page and "11010519491231002X" not in page
    assert "保留公开" not in clerk.get(f"/office/patrol/{hit.pk}/").content.decode()
    assert clerk.post(f"/office/patrol/{hit.pk}/stay", {"reason": "x"}).status_code == 403
    assert "保留公开" in reviewer.get(f"/office/patrol/{hit.pk}/").content.decode()
    reviewer.post(f"/office/patrol/{hit.pk}/stay", {"reason": "公开的示例号码"})
    assert reviewer.get(f"/office/patrol/{hit.pk}/").status_code == 404


def test_others_see_neither_lists_nor_hits(staff: dict[Post, Person]) -> None:
    clerk = as_(staff[Post.INFORMATION_OFFICER])
    batch = uploaded(clerk, staff, GOOD)
    outsider = as_(somebody("outsider", Body.objects.get(code="Q02")))
    assert outsider.get(f"/office/existing/{batch.pk}/").status_code == 404
    assert batch.name not in outsider.get("/office/existing/").content.decode()
    assert as_(staff[Post.AUDIT_OFFICER]).get("/office/existing/").status_code == 403
    assert as_(staff[Post.REVIEWER]).post(f"/office/existing/{batch.pk}/act", {}).status_code == 403
