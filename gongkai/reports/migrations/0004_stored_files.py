"""What was taken in before the store knew its files by rows gets its rows."""

from django.db import migrations


def write_down(apps, schema_editor):
    stored = apps.get_model("files", "StoredFile")
    source = apps.get_model("reports", "Source")
    rows = (
        stored(digest=one.digest, size=one.size, kind="", kept_on=one.received_on)
        for one in source.objects.iterator()
    )
    stored.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_corrections"), ("files", "0001_stored_file")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
