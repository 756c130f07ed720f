"""Sections of a Word file: paper, margins, columns, page numbers (ECMA-376 17.6)."""

from __future__ import annotations

from workflow.model.messages import N_, message
from workflow.render.number_forms import CSS_NAMES
from workflow.render.ooxml import (
    Element,
    Package,
    elements,
    number,
    on,
    points,
    short_name,
    value,
    w,
)
from workflow.render.page_tree import (
    Block,
    Columns,
    Footnote,
    PageSetup,
    Section,
    inlines_of,
    paragraphs_of,
    shares_page,
)
from workflow.render.refusals import Refusals
from workflow.render.word_margins import Margins, ReadBlocks

_BEGINS = ("nextPage", "continuous", "oddPage", "evenPage")
_ALIKE = 0.5  # pt: columns that differ by no more are the same
_GRIDS = ("default", None)


class Sections:
    """Reads the sections of one package in their order.

    Parameters:
        blocks: reads what stands in a header or footer.
        mirrored, odd_and_even: what the settings say of all sections.
        gutter_at_top: the gutter is above the text instead of beside it.
    """

    def __init__(
        self,
        package: Package,
        blocks: ReadBlocks,
        refusals: Refusals,
        *,
        mirrored: bool,
        odd_and_even: bool,
        gutter_at_top: bool,
    ) -> None:
        self._package, self._refusals = package, refusals
        self._mirrored, self._odd_and_even = mirrored, odd_and_even
        self._gutter_at_top = gutter_at_top
        self._margins = Margins(package, blocks, refusals)
        self._before: Section | None = None
        self._numbered_anew = False

    def read(self, properties: Element, blocks: tuple[Block, ...]) -> Section:
        """A section with its text; it keeps the headers and footers of the one before unless it has
        its own."""
        self._margins.read(properties)
        page = self._page(properties)
        header, footer = (
            self._margins.margin(kind, first=page.different_first, even=self._odd_and_even)
            for kind in ("header", "footer")
        )
        section = Section(page, blocks, header, footer)
        self._check(section)
        self._before = section
        return section

    def _page(self, properties: Element) -> PageSetup:
        size, margins = properties.find(w("pgSz")), properties.find(w("pgMar"))
        if size is None or margins is None:
            raise self._package.broken(N_("it has no page size or no margins"))
        top, right, bottom, left, header, footer, gutter = (
            points(value(margins, side))
            for side in ("top", "right", "bottom", "left", "header", "footer", "gutter")
        )
        if self._gutter_at_top and not self._mirrored:
            top += gutter if top >= 0 else -gutter
        else:
            left += gutter
        begins, numbers, start, different_first, columns = "nextPage", "decimal", None, False, None
        for element in elements(properties):
            match short_name(element):
                case "w:cols":
                    columns = self._columns(element, points(value(size, "w")) - left - right)
                case "w:pgBorders" | "w:lnNumType":
                    self._refusals.element(element)
                case "w:pgNumType":
                    numbers, start = self._numbers(element)
                case "w:type" if value(element) in _BEGINS:
                    begins = value(element) or "nextPage"
                case "w:type":
                    self._refusals.add(message(N_("a section that begins in the next column")))
                case "w:titlePg":
                    different_first = on(element)
                case "w:vAlign" if value(element) not in (None, "top"):
                    self._refusals.add(
                        message(N_("text that does not begin at the top of the page"))
                    )
                case "w:docGrid" if value(element, "type") not in _GRIDS:
                    self._refusals.add(message(N_("lines that are set on a grid")))
                case "w:textDirection" if value(element) not in (None, "lrTb"):
                    self._refusals.element(element)
                case "w:bidi" if on(element):
                    self._refusals.element(element)
        return PageSetup(
            width=points(value(size, "w")), height=points(value(size, "h")),
            top=top, right=right, bottom=bottom, left=left, header=header, footer=footer,
            different_first=different_first, mirrored=self._mirrored, numbers=numbers,
            start=start, begins=begins, columns=columns,
        )  # fmt: skip

    def _numbers(self, element: Element) -> tuple[str, int | None]:
        """The form of the page numbers, and the first one where they begin anew."""
        form, start = value(element, "fmt") or "decimal", value(element, "start")
        if form not in CSS_NAMES or value(element, "chapStyle"):
            self._refusals.add(message(N_("page numbers of another kind ({form})"), form=form))
        first = int(number(start)) if start is not None else None
        return CSS_NAMES.get(form, "decimal"), first

    def _columns(self, element: Element, width: float) -> Columns | None:
        """Columns as wide as each other; others are refused."""
        count, space = int(number(value(element, "num") or "1")), points(value(element, "space"))
        given = element.findall(w("col"))
        if value(element, "equalWidth") in ("0", "false", "off") and given:
            widths = [points(value(column, "w")) for column in given]
            spaces = [points(value(column, "space")) for column in given[:-1]]
            if len(widths) < 2:
                return None
            if max(widths) - min(widths) > _ALIKE or max(spaces) - min(spaces) > _ALIKE:
                self._refusals.add(message(N_("columns of different widths")))
            count, space = len(widths), spaces[0]
        if count < 2:
            return None
        if value(element, "space") is None and not given:
            space = 36.0  # 17.6.4
        each = (width - (count - 1) * space) / count
        sep = value(element, "sep") in ("1", "true", "on")
        return Columns((each,) * count, space, sep)

    def _check(self, section: Section) -> None:
        """What can be carried of each section alone, and not in this place."""
        page, before = section.page, self._before
        continuous = before is not None and shares_page(before, section)
        if before is not None and continuous and not _alike(before, section):
            self._refusals.add(
                message(
                    N_(
                        "a section that goes on on the same page with other headers, footers or "
                        "margins above and below; let it begin a new page"
                    )
                )
            )
        if page.columns and any(
            isinstance(child, Footnote) and not child.end
            for paragraph in paragraphs_of(section.blocks)
            for child in inlines_of(paragraph.children)
        ):
            self._refusals.add(message(N_("a footnote in text in columns")))
        two_sided = self._mirrored or self._odd_and_even
        if two_sided and self._numbered_anew and page.start is None and not continuous:
            self._refusals.add(
                message(
                    N_(
                        "other margins or headers on even pages where page numbers go on from a "
                        "section that began them anew; say the first number of this section too"
                    )
                )
            )
        if page.start is not None:
            self._numbered_anew = before is not None or page.start % 2 == 0


def _alike(before: Section, section: Section) -> bool:
    """Whether the pages of two sections have the same around their text."""
    one, other = before.page, section.page
    return (
        (one.top, one.bottom, one.header, one.footer)
        == (other.top, other.bottom, other.header, other.footer)
        and before.header.default == section.header.default
        and before.footer.default == section.footer.default
        and (before.header.even, before.footer.even) == (section.header.even, section.footer.even)
        and (one.numbers, None) == (other.numbers, other.start)
    )
