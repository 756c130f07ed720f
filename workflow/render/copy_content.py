"""A certified copy → R0: the original's pages with the copy's fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.model.document import Draft
from workflow.model.errors import PlaceMissing
from workflow.render.appearance import line_page
from workflow.render.content import Content
from workflow.render.copy_corner import Corner, corner_areas, corner_page
from workflow.render.copy_ink import is_blank
from workflow.render.copy_parts import parts_page
from workflow.render.copy_sheets import Sheets, lay_sheets
from workflow.render.fields import FieldText, count_pages, declare_fields, field_widths
from workflow.render.fonts import find_face
from workflow.render.html_places import Geometry, LineStyle
from workflow.render.pdf import PLAIN
from workflow.render.word_places import PLACES
from workflow.render.word_values import Letterhead


def electronic_copy(
    corner: Corner, sheets: Sheets, title: str, labels: Mapping[str, str]
) -> Content:
    """The sheets, with signatures, number and date in the corner of the first.

    It claims PDF/A-2b: of a picture nobody can claim that its text can be read (2a, 2u, UA).

    Raises:
        LineTooLong, GlyphsMissing
    """
    first = sheets.sheets[0]
    beside, below = _blank_places(corner, sheets)
    page = corner_page(corner, first.width, first.height, title, beside=beside or not below)
    return _content(page.pdf, page.lines, page.blanks, sheets, 0, labels)


def has_blank_corner(corner: Corner, sheets: Sheets) -> bool:
    """Whether the corner of the first sheet is blank in one of the ways to fill it."""
    return any(_blank_places(corner, sheets))


def paper_copy(
    draft: Draft, letterhead: Letterhead, template: bytes, file: str, geometry: Sequence[Geometry],
    sheets: Sheets, labels: Mapping[str, str], *, archival: bool,
) -> Content:  # fmt: skip
    """The sheets to be printed, with the copy's parts at their end.

    Parameters:
        archival: whether the sheets are fit for PDF/A-2b, so that it may be claimed.

    Raises:
        CopyTooLong, TemplateBroken, UnsupportedFeatures, GlyphsMissing, LineTooLong
        PlaceMissing: the template does not mark all places.
    """
    variant = PLAIN if archival else ""
    page = parts_page(draft, letterhead, template, file, geometry, sheets, variant)
    if missing := [place for place in PLACES if place not in field_widths(page.pdf)]:
        raise PlaceMissing(file=file, places=", ".join(missing))
    return _content(page.pdf, page.lines, page.blanks, sheets, page.under, labels)


def _content(
    base: bytes, lines: dict[str, LineStyle], blanks: dict[str, str], sheets: Sheets, under: int,
    labels: Mapping[str, str],
) -> Content:  # fmt: skip
    widths = field_widths(base)
    texts = {
        place: FieldText(text, line_page(text, lines[place], widths[place]))
        for place, text in blanks.items()
    }
    pdf = declare_fields(lay_sheets(base, sheets, under), texts, labels)
    return Content(pdf, count_pages(pdf), lines, find_face())


def _blank_places(corner: Corner, sheets: Sheets) -> tuple[bool, bool]:
    """Whether there is room with the person beside the organ, and with the person below."""
    beside, below = corner_areas(corner, sheets.sheets[0].width)
    return is_blank(sheets.pdf, 0, beside), is_blank(sheets.pdf, 0, below)
