"""Names of files: what may stand in one, and how one was meant that an archive holds in another encoding."""

from __future__ import annotations

import re
import unicodedata

from gongkai.files.kinds import names_of
from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?:\.|$)", re.I)
_RENAME = "请改名后再上传"


def extension_of(name: str) -> str:
    """What stands after the last dot, in small letters."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def refuse_bad_name(name: str) -> None:
    """Unfit where a bare name (no folders) may deceive a person or a system."""
    long = len(name.encode("utf-8", "surrogatepass"))
    if long > limits().name_bytes:
        most = limits().name_bytes
        raise Unfit(
            f"的文件名有 {long} 字节，最多 {most} 字节（约 {most // 3} 个汉字）", "请改短文件名后再上传"
        )
    if any(unicodedata.category(sign) in _HIDDEN for sign in name):
        raise Unfit("的文件名里有看不见的字符或改变文字方向的字符（用 □ 标出）", "请重新输入文件名后再上传")
    if not name.strip(" .　"):
        raise Unfit("没有文件名", _RENAME)
    if name != name.strip() or name.endswith("."):
        raise Unfit("的文件名以空格或句点开头、结尾", _RENAME)
    if found := _FORBIDDEN.search(name):
        raise Unfit(f"的文件名里有不能用的字符 {found[0]}", _RENAME)
    if _DEVICES.match(name):
        raise Unfit("的文件名是操作系统保留的设备名", _RENAME)
    _refuse_program_name(name)


def _refuse_program_name(name: str) -> None:
    parts = [part.strip().lower() for part in name.split(".")[1:]]
    if parts and parts[-1] in names_of("macros"):
        raise Unfit("是可以带宏的格式", "请另存为不含宏的文档（docx、xlsx）再上传")
    for place, part in enumerate(parts, 1):
        if part in names_of("programs"):
            where = "扩展名" if place == len(parts) else "文件名里藏着程序的扩展名"
            raise Unfit(
                f"的{where} .{part}，是程序文件的",
                "平台不接收程序；如果确实是文档，请改名后再上传",
            )


def refuse_bad_path(path: str) -> None:
    """Unfit where the name of an entry leads out of the archive, or one of its parts is a bad name."""
    plain = path.replace("\\", "/")
    if plain.startswith("/") or re.match(r"[A-Za-z]:", plain):
        raise Unfit("的路径是绝对路径", "解开时会写到别处，请重新压缩")
    parts = [part for part in plain.split("/") if part != "."]
    if ".." in parts:
        raise Unfit("的路径里有 ..", "解开时会写到别处，请重新压缩")
    if len(parts) - 1 > limits().depth:
        raise Unfit(f"所在的文件夹超过 {limits().depth} 层", "请减少文件夹的层数，重新压缩")
    if any(unicodedata.category(sign) in _HIDDEN for sign in plain) or not all(map(str.strip, parts)):
        raise Unfit("的路径里有看不见的字符，或者有空的文件夹名", "请重新命名，再压缩")


def meant_name(raw: str, *, is_utf8: bool) -> str:
    """A name out of a zip as it was meant: Chinese systems write GB 18030 where the format expects code page 437."""
    if is_utf8:
        return raw
    packed = raw.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return packed.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw
