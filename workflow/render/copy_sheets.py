"""Sheets: the pages of an original as they will stand in its certified copy.

A sheet is one page of a plain PDF, as large as the paper, with nothing on it but what shows.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Name, Pdf, Rectangle

from workflow.model.errors import Problem, SourceUnusable
from workflow.model.messages import N_, Message, message

MM = 25.4 / 72
MOST_SHEETS = 300


@dataclass(frozen=True)
class Sheet:
    """One page of an original: its size in mm, and for a scanned one its resolution in dots per
    inch (0 where nothing was scanned) and its mode: colour, grey, black and white."""

    width: float
    height: float
    dpi: float = 0.0
    mode: str = ""


@dataclass(frozen=True)
class Sheets:
    """The pages as a plain PDF, with what is known of each."""

    pdf: bytes
    sheets: tuple[Sheet, ...]

    def picked(self, pages: Sequence[int]) -> Sheets:
        """Only some pages, counted from 1; none named: all."""
        if not pages:
            return self
        with Pdf.open(io.BytesIO(self.pdf)) as document, Pdf.new() as kept:
            for page in pages:
                kept.pages.append(document.pages[page - 1])
            return Sheets(saved(kept), tuple(self.sheets[page - 1] for page in pages))


def blank_sheet(width: float, height: float) -> Sheets:
    """One empty page; mm."""
    with Pdf.new() as document:
        document.add_blank_page(page_size=(width / MM, height / MM))
        return Sheets(saved(document), (Sheet(width, height),))


def joined(parts: Sequence[Sheets]) -> Sheets:
    """The pages of several files, one after the other."""
    if len(parts) == 1:
        return parts[0]
    with Pdf.new() as whole:
        for part in parts:
            with Pdf.open(io.BytesIO(part.pdf)) as document:
                whole.pages.extend(document.pages)
        return Sheets(saved(whole), tuple(sheet for part in parts for sheet in part.sheets))


def lay_sheets(base: bytes, sheets: Sheets, under: int) -> bytes:
    """The sheets around the one page of `base`, which has the fields.

    Parameters:
        under: the number of the sheet, from 0, that lies under that page; as many as there are
            sheets: none does, and the page follows them.
    """
    with Pdf.open(io.BytesIO(base)) as document, Pdf.open(io.BytesIO(sheets.pdf)) as source:
        for number, page in enumerate(source.pages):
            if number == under:
                draw(document, document.pages[0], page, under=True)
                continue
            x1, y1, x2, y2 = (float(n) for n in page.mediabox)
            draw(document, document.add_blank_page(page_size=(x2 - x1, y2 - y1)), page)
        order = [*range(1, len(document.pages))]
        order.insert(under, 0)
        pages = [document.pages[n].obj for n in order]
        document.Root.Pages.Kids = pikepdf.Array(pages)
        return saved(document)


def draw(document: Pdf, page: pikepdf.Page, source: pikepdf.Page, *, under: bool = False) -> None:
    """Another page, as it is shown, over the whole of this one, or `under` what stands there.

    Not pikepdf's own overlay, which calls the page by a new random name every time.
    """
    drawn = document.copy_foreign(source.as_form_xobject())
    name = page.add_resource(drawn, Name.XObject, Name("/Sheet"))
    placed = page.calc_form_xobject_placement(
        drawn,
        name,
        Rectangle(page.mediabox),
        invert_transformations=True,
        allow_shrink=False,
        allow_expand=False,
    )
    page.contents_add(placed + b"\n", prepend=under)


def saved(document: Pdf) -> bytes:
    """The same bytes for the same pages."""
    out = io.BytesIO()
    document.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return out.getvalue()


def opened(data: bytes, name: str) -> Pdf:
    """
    Raises:
        SourceUnusable: it is no PDF, is locked, or has too many pages.
    """
    try:
        document = Pdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise unusable(name, message(N_("it is locked by a password"))) from None
    except (pikepdf.PdfError, ValueError, TypeError) as error:
        raise unusable(
            name, message(N_("it cannot be read as a PDF ({error})"), error=error)
        ) from None
    if document.is_encrypted:
        raise unusable(name, message(N_("it is encrypted")))
    if len(document.pages) > MOST_SHEETS:
        raise unusable(name, message(N_("it has more than {most} pages"), most=MOST_SHEETS))
    if not len(document.pages):
        raise unusable(name, message(N_("it has no pages")))
    return document


def unusable(name: str, *sentences: Message) -> SourceUnusable:
    return SourceUnusable(file=name, problems=[Problem("", sentence) for sentence in sentences])
