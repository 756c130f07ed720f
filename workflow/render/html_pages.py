"""Paper, margins, headers and footers as CSS for WeasyPrint.

What stands in a header or footer is a running element (CSS Generated Content for Paged Media 1.2)
in a margin box, so that it is no part of the text for a screen reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.model.errors import NoRoomForText
from workflow.model.messages import N_, message
from workflow.model.vietnamese import squeeze
from workflow.render.page_tree import Margin, PageSetup, Section, paragraphs_of

KINDS = ("default", "first", "even")
_PLACES = {"header": N_("the header"), "footer": N_("the footer")}
_PT_PER_MM = 72 / 25.4
_LEAST_ROOM = 20.0 * _PT_PER_MM  # for text on a page
CSS = """
.header, .footer { display: flow-root }
"""
BLANK_CSS = "@page :blank { @top-center { content: none } @bottom-center { content: none } }\n"
"""A page that only lets the next one be an odd or even one is empty. (The rule must stand with
those of the pages: WeasyPrint lets the sheets that documents share give way to them.)"""


@dataclass(frozen=True)
class Heights:
    """How high the header and the footer of each kind of page are, pt; 0 for low enough."""

    header: Mapping[str, float]
    footer: Mapping[str, float]


def running_name(place: str, number: int, kind: str) -> str:
    """What the running element of a header or footer is called."""
    return f"{place}{number}" if kind == "default" else f"{place}{number}-{kind}"


def page_css(number: int, section: Section, heights: Heights) -> str:
    """The pages of one section; the first section's are those without a name.

    A named section's own first page is told by `:nth`, as `:first` is the document's.
    """
    page = section.page
    name = f" section{number}" if number else ""
    first = f":nth(1 of section{number})" if number else ":first"
    box = (
        f"size: {page.width:.2f}pt {page.height:.2f}pt; "
        f"margin-left: {page.left:.2f}pt; margin-right: {page.right:.2f}pt; "
    )
    rules = [f"@page{name} {{ {box}{_around(number, section, heights, 'default')} }}"]
    left = _even_pages(number, page)
    if page.mirrored:
        rules.append(
            f"@page {left} {{ margin-left: {page.right:.2f}pt; margin-right: {page.left:.2f}pt }}"
        )
    if _has(section, "even"):
        rules.append(f"@page {left} {{ {_around(number, section, heights, 'even')} }}")
    if _has(section, "first"):
        rules.append(f"@page {first} {{ {_around(number, section, heights, 'first')} }}")
    if page.start is not None:
        rules.append(f"@page {first} {{ counter-reset: page {page.start} }}")
    return "\n".join(rules) + "\n"


def check_room(section: Section, heights: Heights) -> None:
    """
    Raises:
        NoRoomForText: header and footer of a kind of page leave less than 2 cm of it.
    """
    for kind in KINDS:
        high = {"header": heights.header.get(kind, 0.0), "footer": heights.footer.get(kind, 0.0)}
        room = section.page.height - sum(_margins(section.page, heights, kind))
        if room < _LEAST_ROOM and any(high.values()):
            place = max(high, key=lambda name: high[name])
            blocks = getattr(getattr(section, place), kind) or getattr(section, place).default
            texts = (squeeze(paragraph.text) for paragraph in paragraphs_of(blocks))
            raise NoRoomForText(
                place=message(_PLACES[place]), height=round(high[place] / _PT_PER_MM),
                text=next(filter(None, texts), ""),
            )  # fmt: skip


def _even_pages(number: int, page: PageSetup) -> str:
    """The selector of the pages with even numbers. Sides follow the numbers: where they begin
    anew, the pages of the section are counted."""
    name = f"section{number}" if number else ""
    if page.start is None:
        return f"{name}:left"
    return f":nth({'2n' if page.start % 2 else '2n+1'}{f' of {name}' if name else ''})"


def _has(section: Section, kind: str) -> bool:
    return any(getattr(margin, kind) is not None for margin in (section.header, section.footer))


def _around(number: int, section: Section, heights: Heights, kind: str) -> str:
    """Above and below the text of one kind of page. A header that is higher than the margin pushes
    the text down, unless the margin is fixed (negative, 17.6.11)."""
    page = section.page
    top, bottom = _margins(page, heights, kind)
    return (
        f"margin-top: {top:.2f}pt; margin-bottom: {bottom:.2f}pt; "
        f"@top-center {{ {_content('header', number, section.header, kind)}; width: 100%; "
        f"vertical-align: top; padding-top: {page.header:.2f}pt }} "
        f"@bottom-center {{ {_content('footer', number, section.footer, kind)}; width: 100%; "
        f"vertical-align: bottom; padding-bottom: {page.footer:.2f}pt }}"
    )


def _margins(page: PageSetup, heights: Heights, kind: str) -> tuple[float, float]:
    """How much stands above and below the text of one kind of page, pt."""
    header, footer = heights.header.get(kind, 0.0), heights.footer.get(kind, 0.0)
    top = max(page.top, page.header + header) if page.top >= 0 else -page.top
    bottom = max(page.bottom, page.footer + footer) if page.bottom >= 0 else -page.bottom
    return top, bottom


def _content(place: str, number: int, margin: Margin, kind: str) -> str:
    blocks = getattr(margin, kind)
    if blocks is None:
        kind, blocks = "default", margin.default
    return f"content: element({running_name(place, number, kind)})" if blocks else "content: none"
