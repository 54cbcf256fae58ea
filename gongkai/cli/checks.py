"""System checks of an installation, each with a hint that says what to do."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from gongkai.journal import guards

SETTINGS = {
    "GONGKAI_ANCHORS": "锚点文件夹",
    "GONGKAI_API_PER_MINUTE": "接口每个地址每分钟的请求数",
    "GONGKAI_CLAMD": "病毒扫描程序的地址",
    "GONGKAI_CLAMD_REQUIRED": "扫描程序没有应答时不接收文件",
    "GONGKAI_DATA_KEYS": "身份信息加密密钥",
    "GONGKAI_DEBUG": "调试",
    "GONGKAI_HOSTS": "网站的主机名，逗号分隔",
    "GONGKAI_HTTPS": "只用 https",
    "GONGKAI_IDLE_MINUTES": "闲置多少分钟须重新登录",
    "GONGKAI_JOURNAL_KEY": "操作记录密钥",
    "GONGKAI_PASSWORD_DAYS": "密码用多少天提醒更换",
    "GONGKAI_PROXIES": "可信的反向代理",
    "GONGKAI_SECOND_FACTOR": "须用动态口令的岗位",
    "GONGKAI_S3_BUCKET": "对象存储的桶",
    "GONGKAI_S3_ENDPOINT": "对象存储的地址",
    "GONGKAI_S3_KEY": "对象存储的访问键",
    "GONGKAI_S3_REGION": "对象存储的区域",
    "GONGKAI_S3_SECRET": "对象存储的访问密钥",
    "GONGKAI_ROBOTS": "工作群机器人文件",
    "GONGKAI_SECRET_KEY": "密钥",
    "GONGKAI_SESSION_HOURS": "登录多少小时须重新登录",
    "GONGKAI_SITE": "站点资料文件",
    "GONGKAI_SMTP": "邮件服务器",
    "GONGKAI_SMTP_FROM": "发件地址",
    "GONGKAI_TEST_POSTGRES": "测试用的 PostgreSQL",
    "GONGKAI_TRUSTED_ORIGINS": "可信来源，逗号分隔",
    "GONGKAI_VAR": "数据目录",
}


def known_settings(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt setting would be ignored in silence."""
    found: list[CheckMessage] = []
    for name in sorted(os.environ):
        if name.startswith("GONGKAI_") and name not in SETTINGS:
            near = difflib.get_close_matches(name, SETTINGS, 1)
            hint = f"是不是 {near[0]}？" if near else f"可用的设置：{'、'.join(sorted(SETTINGS))}。"
            found.append(Warning(f"不认识环境变量 {name}，它不起作用。", hint=hint, id="gongkai.W001"))
    return found


def writable_folders(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Data and originals must have somewhere to go."""
    folders = [folder for folder in (settings.VAR, settings.FILES) if folder.exists()]
    return [
        Error(
            f"数据目录 {folder} 不能写入。",
            hint="更正目录的属主和权限，或用 GONGKAI_VAR 指定别的目录。",
            id="gongkai.E001",
        )
        for folder in folders
        if not os.access(folder, os.W_OK | os.X_OK)
    ]


def sqlite_durable(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """On the live connection of SQLite: write-ahead log, and every commit on the disk before it is answered."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            journal, synchronous = (
                cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
            )
        if journal != "wal" or synchronous != 2:
            hint = "数据文件所在的文件系统不支持 WAL（如网络盘）时，请把 GONGKAI_VAR 移到本机磁盘，或改用 PostgreSQL。"
            message = f"SQLite 未按要求运行：journal_mode={journal}（应为 wal），synchronous={synchronous}（应为 2）。"
            found.append(Error(message, hint=hint, id="gongkai.E002"))
    return found


def guards_in_place(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Every declared guard trigger is in the database; while migrations are pending there is nothing to say yet."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if _pending(alias):
            continue
        for trigger in guards.missing(connections[alias]):
            message = f"表 {trigger.table} 缺少守护触发器（{trigger.event}）：{trigger.says}"
            hint = "运行 python manage.py migrate 重新建立；缺少期间的改动用 gongkai verify 核查。"
            found.append(Error(message, hint=hint, id="gongkai.E003"))
    return found


def demonstration_accounts(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Accounts whose password everybody can read do not sign in here, and had better not be here."""
    if not databases or _pending("default") or apps.get_model("organisations.Demonstration").objects.exists():
        return []
    marked = apps.get_model("organisations.DemonstrationAccount").objects
    accounts = "、".join(marked.values_list("person__account", flat=True))
    if not accounts:
        return []
    hint = "它们在这里不能登录；请停用。演示请用另外的数据目录。"
    return [Warning(f"这不是演示库，却有演示账号：{accounts}。", hint=hint, id="gongkai.W003")]


def known_posts(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A misspelt post would need no second factor, in silence."""
    field = apps.get_model("organisations.Holding")._meta.get_field("post")
    known = [str(code) for code, _ in field.flatchoices]
    unknown = "、".join(sorted(settings.SECOND_FACTOR - set(known)))
    if not unknown:
        return []
    hint = f"可用的岗位代码：{'、'.join(known)}，或 none。"
    return [Error(f"设置 GONGKAI_SECOND_FACTOR 里没有这样的岗位：{unknown}。", hint=hint, id="gongkai.E004")]


def _pending(alias: str) -> bool:
    """Whether the database still lacks migrations, so that its tables say nothing yet."""
    executor = MigrationExecutor(connections[alias])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def site_filled(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """In service, the pages must not carry the demonstration's names."""
    if settings.SITE["code"] != "0000000000":
        return []
    hint = "把 gongkai/portal/site.toml 抄出来填好，用 GONGKAI_SITE 指向它。"
    return [Warning("站点资料还是演示用的。", hint=hint, id="gongkai.W002")]
