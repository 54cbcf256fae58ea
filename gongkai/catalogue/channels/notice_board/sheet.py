"""An edition → a PDF to be printed and put up."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.catalogue.channels.outgoing import Outgoing
from gongkai.catalogue.channels.shape import Made, file_name
from gongkai.catalogue.channels.typeset import article_of, code_of
from gongkai.writing.articles.article import Sheet
from gongkai.writing.articles.pdf import sheet_pdf


def maker(size: str) -> Callable[[Outgoing], Made]:
    """What makes a sheet of this size. MissingGlyph where a character has no font: then the sheet is not made."""

    def make(outgoing: Outgoing) -> Made:
        link = outgoing.link
        sheet = Sheet(article_of(outgoing), outgoing.published_on, size, code_of(link), link)
        notes = ("附件没有排入，需要张贴的请另行打印。",) if outgoing.files else ()
        return Made(
            file_name(outgoing.title, f"-张贴{size.upper()}.pdf"), "application/pdf", sheet_pdf(sheet), notes
        )

    return make
