"""The entries of the index and, in the manner of the database in use, the table of their words."""

from typing import Any

from django.db import migrations, models

from gongkai.search import dialects


def create(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        dialects.of(editor.connection.vendor).create(cursor)


def drop(apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        dialects.of(editor.connection.vendor).drop(cursor)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.BigIntegerField(default=0, verbose_name="已用序号")),
            ],
            options={"verbose_name": "检索序号", "verbose_name_plural": "检索序号"},
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("rank", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="排序")),
                ("kind", models.CharField(max_length=32, verbose_name="类别")),
                ("key", models.CharField(max_length=64, verbose_name="标识")),
                ("title", models.CharField(max_length=500, verbose_name="标题")),
                ("numbers", models.CharField(blank=True, max_length=300, verbose_name="索引号、文号")),
                ("text", models.TextField(blank=True, verbose_name="正文和附件文字")),
                ("day", models.DateField(verbose_name="日期")),
                ("body", models.CharField(max_length=32, verbose_name="机关代码")),
                ("topic", models.CharField(blank=True, max_length=64, verbose_name="分类")),
                ("public", models.BooleanField(verbose_name="已公开")),
                ("address", models.CharField(max_length=300, verbose_name="网址")),
            ],
            options={
                "verbose_name": "检索条目",
                "verbose_name_plural": "检索条目",
                "ordering": ["-rank"],
                "constraints": [models.UniqueConstraint(fields=("kind", "key"), name="search_entry_once")],
            },
        ),
        migrations.RunPython(create, drop),
    ]
