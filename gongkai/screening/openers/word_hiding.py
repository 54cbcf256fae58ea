"""Which runs of a Word document a reader does not see: set hidden, white on white, or too small."""

from __future__ import annotations

from lxml import etree

from gongkai.screening.openers.archive import attribute, first

_OFF = ("0", "false", "off", "none")
_WHITE = ("FFFFFF", "FEFEFE", "FDFDFD", "FCFCFC")
_TINY = 5  # half points
_CHAIN = 20


class Hiding:
    """What the styles of a document hide, and what a run hides by itself."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        for style in styles.iterchildren("{*}style") if styles is not None else ():
            self._styles[attribute(style, "styleId")] = style

    def of_run(self, run: etree._Element) -> str:
        """Why a run is not seen: "hidden", "white", "tiny", or "" where it is."""
        own = first(run, "rPr")
        named = first(own, "rStyle")
        above = run.getparent()
        paragraph = first(first(above, "pPr"), "pStyle")
        ways = [own, *self._of_style(named), *self._of_style(paragraph)]
        if _is_on(_nearest(ways, "vanish")) or _is_on(_nearest(ways, "webHidden")):
            return "hidden"
        size = _nearest(ways, "sz")
        if size is not None and attribute(size, "val").isdigit() and int(attribute(size, "val")[:6]) <= _TINY:
            return "tiny"
        return "white" if _is_white(_nearest(ways, "color")) and not _is_shaded(run, ways) else ""

    def _of_style(self, reference: etree._Element | None) -> list[etree._Element | None]:
        found: list[etree._Element | None] = []
        name = attribute(reference, "val") if reference is not None else ""
        for _ in range(_CHAIN):
            style = self._styles.get(name)
            if style is None:
                break
            found.append(first(style, "rPr"))
            based = first(style, "basedOn")
            name = attribute(based, "val") if based is not None else ""
        return found


def _nearest(ways: list[etree._Element | None], name: str) -> etree._Element | None:
    for way in ways:
        found = first(way, name)
        if found is not None:
            return found
    return None


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element, "val").lower() not in _OFF


def _is_white(color: etree._Element | None) -> bool:
    if color is None:
        return False
    return attribute(color, "val").upper() in _WHITE or attribute(color, "themeColor") in (
        "background1",
        "light1",
    )


def _is_shaded(run: etree._Element, ways: list[etree._Element | None]) -> bool:
    """Whether something darker lies behind: of the run, its paragraph, its cell, or the style of its table."""
    if _nearest(ways, "highlight") is not None or _has_fill(_nearest(ways, "shd")):
        return True
    for above in run.iterancestors("{*}p", "{*}tc", "{*}tbl", "{*}txbxContent"):
        properties = next(iter(above), None)
        if properties is not None and (
            _has_fill(first(properties, "shd")) or first(properties, "tblStyle") is not None
        ):
            return True
        if above.tag.endswith("}txbxContent"):
            return True
    return False


def _has_fill(shade: etree._Element | None) -> bool:
    if shade is None:
        return False
    fill = attribute(shade, "fill").upper()
    return bool(attribute(shade, "themeFill")) or fill not in ("", "AUTO", *_WHITE)
