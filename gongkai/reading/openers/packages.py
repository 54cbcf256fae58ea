"""Office files are zip archives of XML: their parts read within limits of number, size and ratio, without entities."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

MOST_PARTS = 5000
MOST_PART_BYTES = 12_000_000
MOST_BYTES = 120_000_000
MOST_RATIO = 400
_SMALL = 4_000_000


class PackageError(Exception):
    """Why an archive is not read, as a Chinese sentence."""


class Package:
    """An archive with its parts by name. Raises PackageError where it is damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as fault:
            raise PackageError("文件已损坏或不完整，打不开；请重新下载，或用办公软件另存后再读。") from fault
        self._refuse_bombs(len(data))

    def _refuse_bombs(self, packed: int) -> None:
        entries = self._archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_PARTS or unpacked > MOST_BYTES:
            raise PackageError(
                f"压缩内容展开后超过上限（{MOST_PARTS} 个部分、{MOST_BYTES // 1_000_000} MB），没有读取。"
            )
        if unpacked > _SMALL and unpacked > packed * MOST_RATIO:
            raise PackageError("压缩比例异常，疑为恶意文件，没有读取。")

    def names(self) -> list[str]:
        """Names of the parts, as stored."""
        return self._archive.namelist()

    def part(self, name: str) -> bytes | None:
        """Bytes of a part; None where there is none. What the directory says of its size is not believed."""
        try:
            with self._archive.open(name) as stream:
                data = stream.read(MOST_PART_BYTES + 1)
        except KeyError:
            return None
        except RuntimeError as fault:
            raise PackageError("文件设有密码，读不出内容；请取消密码后另存再读。") from fault
        except Exception as fault:  # whatever a damaged stream makes the decompressors raise
            raise PackageError(
                "文件已损坏或不完整，有的部分解压不开；请重新下载，或用办公软件另存后再读。"
            ) from fault
        if len(data) > MOST_PART_BYTES:
            raise PackageError(f"文件正文展开后超过 {MOST_PART_BYTES // 1_000_000} MB，没有读取。")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Root of an XML part; None where the part is missing or holds no XML at all."""
        data = self.part(name)
        return parse_xml(data) if data else None


def parse_xml(data: bytes) -> etree._Element | None:
    """Root of an XML text, as far as it can be read; entities are not expanded, nothing is fetched."""
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
