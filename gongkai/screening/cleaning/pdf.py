"""PDF files without what they say of themselves, remarks, attachments, scripts and old revisions: pages only."""

from __future__ import annotations

import io

import pikepdf

from gongkai.screening.cleaning.cleaned import NotCleaned

_FAULTS = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    ValueError,
    RuntimeError,
    TypeError,
    KeyError,
    AttributeError,
)
_OF_PAGE = ("/AA", "/PieceInfo", "/Metadata", "/Thumb", "/LastModified")
_KEPT_OF_ROOT = frozenset(
    [
        "/Type",
        "/Pages",
        "/Lang",
        "/MarkInfo",
        "/ViewerPreferences",
        "/PageLayout",
        "/Version",
        "/Outlines",
        "/PageLabels",
    ]
)


def clean_pdf(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A PDF → the clean copy and what was taken out. Raises NotCleaned where it cannot be opened."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return _clean(pdf)
    except _FAULTS as fault:
        raise NotCleaned("这份 PDF 打不开或者设有密码，不能制作洁净副本；请从原文重新导出。") from fault


def _clean(pdf: pikepdf.Pdf) -> tuple[bytes, tuple[str, ...]]:
    removed: dict[str, None] = {}
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
        removed["表单（保留填写的文字）"] = None
    for page in pdf.pages:
        _clean_page(page, removed)
    for key in [key for key in list(pdf.Root.keys()) if key not in _KEPT_OF_ROOT]:
        removed["文档属性、附件和脚本"] = None
        del pdf.Root[key]
    if "/Info" in pdf.trailer:
        removed["文档属性、附件和脚本"] = None
        del pdf.trailer["/Info"]
    made = io.BytesIO()
    pdf.save(
        made,
        fix_metadata_version=False,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return made.getvalue(), tuple(removed)


def _clean_page(page: pikepdf.Page, removed: dict[str, None]) -> None:
    for key in _OF_PAGE:
        if key in page:
            del page[key]
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = [note for note in notes if note.get("/Subtype") == "/Link"]
    if len(kept) < len(notes):
        removed["批注"] = None
    page.Annots = pikepdf.Array(kept)
