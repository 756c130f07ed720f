"""Page tree → HTML and CSS for WeasyPrint.

Headings keep their level; the places of what comes later become form widgets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from workflow.render.html_area import Area
from workflow.render.html_classes import with_classes
from workflow.render.html_fonts import families_of, font_faces
from workflow.render.html_inlines import InlineWriter
from workflow.render.html_links import CSS as LINKS_CSS
from workflow.render.html_notes import CSS as NOTES_CSS
from workflow.render.html_notes import NoteWriter
from workflow.render.html_pages import CSS as PAGES_CSS
from workflow.render.html_paragraphs import Alone, ParagraphWriter
from workflow.render.html_places import Geometry, LineStyle, Places
from workflow.render.html_sections import SectionWriter
from workflow.render.html_tables import CSS as TABLES_CSS
from workflow.render.html_tables import TableWriter
from workflow.render.languages import Languages
from workflow.render.neighbours import settled
from workflow.render.page_breaks import divided
from workflow.render.page_tree import (
    Block,
    PageTree,
    Paragraph,
    RunStyle,
    Section,
    Table,
    all_paragraphs,
    inlines_of,
)
from workflow.render.pdf import content_height


@dataclass(frozen=True)
class Html:
    """The page as HTML and the `styles` that it shares with others.

    `lines` are the styles of the number's and the date's line, `blanks` what they say until they
    are filled, `images` what `vanban:image/NAME` stands for.
    """

    text: str
    styles: str
    lines: dict[str, LineStyle]
    blanks: dict[str, str]
    images: dict[str, bytes]


_CSS = """
html { font-family: 'Times New Roman'; color: black; hyphens: manual; font-kerning: none;
       font-variant-ligatures: none }
body { margin: 0 }
p, h1, h2, h3, h4, h5, h6 { margin: 0; font-weight: normal; orphans: 2; widows: 2;
       bookmark-level: none }
.place { position: relative }
input { appearance: auto; display: block; border: 0; margin: 0; padding: 0; position: absolute }
.pictures img, .pictures .decoration { vertical-align: top !important }
.decoration { display: inline-block; background-size: 100% 100%; background-repeat: no-repeat;
       image-rendering: pixelated }
/* Not "auto": WeasyPrint would ask viewers to interpolate, which PDF/A forbids. */
img { image-rendering: pixelated }
"""


_MORE_CSS = f"{PAGES_CSS}{TABLES_CSS}{LINKS_CSS}{NOTES_CSS}"


def write_html(tree: PageTree, title: str, geometry: Sequence[Geometry]) -> Html:
    """The whole document as one HTML page.

    Parameters:
        geometry: of each signature block; the last one is that of further blocks too.
    """
    styles = f"{font_faces(families_of(_run_styles(tree)))}{_CSS}{_MORE_CSS}"
    writer = _Writer(geometry, tree, styles)
    sections, pages = writer.write()
    body, classes = with_classes(sections)
    text = (
        f'<!DOCTYPE html><html lang="{writer.languages.main}"><head>'
        f"<title>{escape(title)}</title>"
        f"<style>{pages}{classes}</style></head><body>{body}</body></html>"
    )
    return Html(
        text,
        styles,
        writer.places.lines,
        writer.places.blanks,
        writer.inlines.images,
    )


class _Writer:
    """Writes blocks; the parts of a block write themselves."""

    def __init__(self, geometry: Sequence[Geometry], tree: PageTree, styles: str) -> None:
        self._tree, self._styles = tree, styles
        self._notes = NoteWriter(
            lambda p, area, in_line: self._paragraphs.write(p, area, in_line=in_line)
        )
        self.places = Places(geometry)
        self.inlines = InlineWriter(tree, self._notes, self.blocks, self.places)
        self.languages = Languages(tree)
        self._paragraphs = ParagraphWriter(self.inlines, self.places, self.languages)
        self._tables = TableWriter(self.blocks, self._alone)

    def write(self) -> tuple[str, str]:
        """The text of all sections, and the rules of their pages."""
        sections = SectionWriter(self._tree, self.blocks, self._after, self._height)
        written = sections.write()
        return written, f"{sections.rules}{self._notes.rules}"

    def _after(self, section: Section) -> str:
        """The endnotes that stand at the end of a section."""
        last = section is self._tree.sections[-1]
        return self._notes.endnotes() if last or self._tree.endnotes == "section" else ""

    def _height(self, html: str, width: float) -> float:
        return content_height(html, width, styles=self._styles, images=self.inlines.images)

    def _alone(self, blocks: tuple[Block, ...], area: Area) -> Alone | None:
        """The one paragraph of a cell as the cell's own text, where it can be."""
        found = list(settled(divided(blocks)))
        if len(found) != 1 or not isinstance(found[0], Paragraph):
            return None
        return self._paragraphs.alone(found[0], area)

    def blocks(self, blocks: tuple[Block, ...], area: Area) -> str:
        return "".join(self._block(block, area) for block in settled(divided(blocks)))

    def _block(self, block: Block, area: Area) -> str:
        if isinstance(block, Table):
            self._paragraphs.check_free(block, area)
            return self._tables.write(block, area)
        return self._paragraphs.write(block, area)


def _run_styles(tree: PageTree) -> Iterator[RunStyle]:
    """The style of everything that is printed."""
    for paragraph in all_paragraphs(tree):
        yield paragraph.mark
        yield from (child.style for child in inlines_of(paragraph.children))
        if paragraph.label:
            yield paragraph.label.style
