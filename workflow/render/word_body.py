"""The body of a draft as Word blocks, in the template's named styles.

What a Word template cannot loop over (levels, tables, footnotes, appendices on pages of their own)
is written here and put in the place of one field of the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from workflow.model.document import (
    Block,
    Cell,
    Figure,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    WordPassage,
)
from workflow.render.fonts import text_width
from workflow.render.word_figure import FIGURE, TextArea, word_picture
from workflow.render.word_merge import passage_mark

STYLES = {
    ParagraphKind.TEXT: "VB Body",
    ParagraphKind.CLAUSE: "VB Body",
    ParagraphKind.POINT: "VB Body",
    ParagraphKind.DASH: "VB Body",
    ParagraphKind.HEADING: "VB Heading",
    ParagraphKind.CHAPTER: "VB Chapter",
    ParagraphKind.CHAPTER_TITLE: "VB Chapter Title",
    ParagraphKind.ARTICLE: "VB Article",
    ParagraphKind.DECIDES: "VB Decides",
}
_HEADINGS = (
    ParagraphKind.HEADING,
    ParagraphKind.CHAPTER,
    ParagraphKind.CHAPTER_TITLE,
    ParagraphKind.DECIDES,
)
GROUND, CELL, COLUMN_NAME, NOTE = "VB Ground", "VB Table Cell", "VB Table Head", "VB Footnote"
CAPTION = "VB Caption"
_HOLD = "<w:keepNext/>"
_TWENTIETHS_PER_PT = 20
_CELL_SIZE, _CELL_MARGIN = 13.0, 4.25  # pt


@dataclass
class Notes:
    """The footnotes that the body calls, in their order."""

    texts: list[tuple[Run, ...]] = field(default_factory=list)

    def number(self, note: tuple[Run, ...]) -> int:
        self.texts.append(note)
        return len(self.texts)


class WordXml(str):
    """XML that docxtpl takes as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def word_blocks(
    blocks: Sequence[Block],
    styles: dict[str, str],
    area: TextArea,
    notes: Notes,
    *,
    hold_last: bool = False,
) -> WordXml:
    """Blocks as WordprocessingML.

    Parameters:
        hold_last: the last paragraph stays with what follows, so that signatures never stand on a
            page without any of the text that they are for.
        styles: the template's style ids by their names.
        area: of the page's text; tables are as wide, images no larger.
    """
    last = len(blocks) if hold_last else 0
    return WordXml(
        "".join(
            _block(block, styles, area, notes, held=number == last)
            for number, block in enumerate(blocks, start=1)
        )
    )


def _block(
    block: Block, styles: dict[str, str], area: TextArea, notes: Notes, *, held: bool
) -> str:
    if isinstance(block, Table):
        return _table(block, styles, area.width, notes)
    if isinstance(block, WordPassage):
        return passage_mark(block, held=held)
    held_on = _HOLD if held else ""
    if isinstance(block, Figure):
        first = _HOLD if block.caption else held_on
        picture = word_picture(block, styles[FIGURE], area, first)
        caption = (Run(block.caption),) if block.caption else ()
        below = word_paragraph(caption, styles[CAPTION], notes, held_on) if caption else ""
        return picture + below
    kept = _HOLD if _leads(block) else held_on
    return word_paragraph(block.runs, styles[STYLES[block.kind]], notes, kept)


def _leads(paragraph: Paragraph) -> bool:
    """A heading, which must not stand alone at the foot of a page."""
    if paragraph.kind is ParagraphKind.ARTICLE:
        return all(run.bold for run in paragraph.runs)
    return paragraph.kind in _HEADINGS


def word_grounds(grounds: Sequence[Paragraph], marks: Sequence[tuple[str, str]],
                 styles: dict[str, str], notes: Notes) -> WordXml:  # fmt: skip
    """The căn cứ, each with the dash and the closing mark of the rule set."""
    return WordXml(
        "".join(
            word_paragraph((Run(dash), *ground.runs, Run(end)), styles[GROUND], notes)
            for ground, (dash, end) in zip(grounds, marks, strict=True)
        )
    )


def word_footnotes(notes: Notes, styles: dict[str, str]) -> bytes:
    """The part `word/footnotes.xml`, with the two separators that Word wants."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>'
        for kind, id, element in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    texts = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr>'
        f"<w:pStyle w:val={quoteattr(styles[NOTE])}/></w:pPr>"
        f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f"{_run(Run(' '))}{''.join(_run(run) for run in text)}</w:p></w:footnote>"
        for number, text in enumerate(notes.texts, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{separators}{texts}</w:footnotes>"
    ).encode()


def word_paragraph(runs: Sequence[Run], style: str, notes: Notes, more: str = "") -> str:
    inner = "".join(_inlines(runs, notes))
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{more}</w:pPr>{inner}</w:p>"


def _inlines(runs: Sequence[Run], notes: Notes) -> Iterator[str]:
    for run in runs:
        if run.text:
            yield _run(run)
        if run.note:
            yield (
                '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                f'<w:footnoteReference w:id="{notes.number(run.note)}"/></w:r>'
            )


def _run(run: Run) -> str:
    style = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    properties = f"<w:rPr>{style}</w:rPr>" if style else ""
    text = escape(run.text)
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _table(table: Table, styles: dict[str, str], width: float, notes: Notes) -> str:
    columns = [round(column * _TWENTIETHS_PER_PT) for column in column_widths(table, width)]
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    rows = "".join(
        _row(row, columns, styles, notes, header=number == 0)
        for number, row in enumerate(table.rows)
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def column_widths(table: Table, width: float) -> list[float]:
    """The table's shares of a width, pt, but no column narrower than its longest word."""
    least = [
        max(text_width(word, "bold", _CELL_SIZE) for row in table.rows
            for word in (row[n].text.split() or [""])) + 2 * _CELL_MARGIN + 1
        for n in range(len(table.widths))
    ]  # fmt: skip
    wanted = [share * width for share in table.widths]
    short = sum(max(0.0, low - each) for low, each in zip(least, wanted, strict=True))
    spare = sum(max(0.0, each - low) for low, each in zip(least, wanted, strict=True))
    if not short or spare <= short:
        return wanted
    return [
        low if each <= low else each - (each - low) * short / spare
        for low, each in zip(least, wanted, strict=True)
    ]


def _row(
    row: Sequence[Cell],
    columns: Sequence[int],
    styles: dict[str, str],
    notes: Notes,
    *,
    header: bool,
) -> str:
    style = styles[COLUMN_NAME if header else CELL]
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + word_paragraph(cell.runs, style, notes, "" if header else _alignment(cell.align))
        + "</w:tc>"
        for cell, width in zip(row, columns, strict=True)
    )
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _alignment(align: str) -> str:
    return f'<w:jc w:val="{align}"/>' if align in ("center", "right") else ""
