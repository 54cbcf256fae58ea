"""The shelf of many machines: objects in a bucket of an S3-compatible store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, cast

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from gongkai.files.shelves import Unreachable

_AT_ONCE = 1048576
_PATIENCE = {"connect_timeout": 5, "read_timeout": 60, "retries": {"max_attempts": 4, "mode": "standard"}}


class Bucket:
    """Objects in a bucket. The store itself keeps an object whole or not at all."""

    def __init__(self, **options: object) -> None:
        config = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",  # not every compatible store knows the newer sums
            response_checksum_validation="when_required",
            **_PATIENCE,
        )
        self._storage = S3Storage(**options, client_config=config, file_overwrite=True)

    @staticmethod
    def _key(digest: str) -> str:
        return f"{digest[:2]}/{digest}"

    def size(self, digest: str) -> int | None:
        try:
            return int(self._storage.size(self._key(digest)))
        except FileNotFoundError:
            return None
        except (ClientError, BotoCoreError) as fault:
            if _is_absent(fault):
                return None
            raise Unreachable(_says(fault)) from fault

    def put(self, digest: str, file: IO[bytes]) -> None:
        try:
            self._storage.save(self._key(digest), _Lent(file))
        except (ClientError, BotoCoreError) as fault:
            raise Unreachable(_says(fault)) from fault

    def pieces(self, digest: str) -> Iterator[bytes]:
        client = self._storage.connection.meta.client
        key = self._storage._normalize_name(self._key(digest))
        try:
            body = client.get_object(Bucket=self._storage.bucket_name, Key=key)["Body"]
            yield from body.iter_chunks(_AT_ONCE)
        except (ClientError, BotoCoreError) as fault:
            if _is_absent(fault):
                raise FileNotFoundError(digest) from fault
            raise Unreachable(_says(fault)) from fault

    def digests(self) -> Iterator[str]:
        prefix = self._storage._normalize_name("")
        for item in self._storage.bucket.objects.filter(Prefix=prefix):
            yield item.key.rpartition("/")[2]

    def clear(self, before: datetime) -> int:
        left = [
            part for part in self._storage.bucket.multipart_uploads.all() if _begun(part) < before.timestamp()
        ]
        for part in left:
            part.abort()
        return len(left)


class _Lent(File):  # type: ignore[type-arg]
    """A file that is not closed by whoever stores it."""

    def close(self) -> None:
        return None


def _begun(part: Any) -> float:
    return float(part.initiated.timestamp())


def _is_absent(fault: Exception) -> bool:
    code = cast(Any, fault).response["Error"]["Code"] if isinstance(fault, ClientError) else ""
    return code in ("404", "NoSuchKey", "NotFound")


def _says(fault: Exception) -> str:
    return f"对象存储没有应答或拒绝了请求（{type(fault).__name__}）；请管理员检查 GONGKAI_S3_ 各项设置。"
