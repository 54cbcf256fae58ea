"""What lies in drafts goes into cipher."""

import json

from django.db import migrations, models

from gongkai.organisations.sealing import seal


def put_into_cipher(apps, editor):
    for draft in apps.get_model("organisations", "Draft").objects.iterator():
        draft.sealed = seal(json.dumps(draft.fields, ensure_ascii=False))
        draft.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("organisations", "0009_calendar_notices")]

    operations = [
        migrations.AddField("draft", "sealed", models.TextField("内容（加密）", default=""), preserve_default=False),
        migrations.RunPython(put_into_cipher, migrations.RunPython.noop),
        migrations.RemoveField("draft", "fields"),
    ]
