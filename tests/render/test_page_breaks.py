"""Page breaks within paragraphs: what stands after one begins the next page."""

from __future__ import annotations

from workflow.render.page_breaks import divided
from workflow.render.page_tree import (
    Block,
    Break,
    Cell,
    Inline,
    Paragraph,
    ParagraphStyle,
    Row,
    RunStyle,
    Table,
    Text,
)

STYLE = RunStyle()
BREAK = Break(STYLE, "page")


def paragraph(*children: Inline) -> Paragraph:
    style = ParagraphStyle(first_line=20.0, before=6.0, after=3.0)
    return Paragraph(style, children, STYLE)


def said(text: str) -> Text:
    return Text(text, STYLE)


def told(*blocks: Block) -> list[tuple[str, bool]]:
    """The texts, and whether each begins a page."""
    found = [b for b in divided(blocks) if isinstance(b, Paragraph)]
    return [(p.text, p.style.page_break_before) for p in found]


def test_a_break_in_a_text_divides_it() -> None:
    first, second = divided((paragraph(said("một"), BREAK, said("hai")),))
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert (first.text, first.style.before, first.style.after) == ("một", 6.0, 0.0)
    assert (second.text, second.style.before, second.style.after) == ("hai", 0.0, 3.0)
    assert (first.style.first_line, second.style.first_line) == (20.0, 0.0)
    assert second.style.page_break_before


def test_a_break_at_the_end_leaves_no_empty_line_on_the_next_page() -> None:
    found = told(paragraph(said("một"), BREAK), paragraph(said("hai")))
    assert found == [("một", False), ("hai", True)]


def test_a_break_alone_keeps_its_line_before_the_break() -> None:
    found = told(paragraph(BREAK), paragraph(said("hai")))
    assert found == [("", False), ("hai", True)]


def test_a_break_at_the_beginning_is_a_break_before() -> None:
    whole = paragraph(BREAK, said("hai"))
    assert told(whole) == [("hai", True)]
    (found,) = divided((whole,))
    assert isinstance(found, Paragraph)
    assert found.style.first_line == 20.0


def test_a_table_after_a_break_begins_the_page() -> None:
    table = Table((Row((Cell(100.0, (paragraph(said("ô")),)),), keep_together=False),))
    _, found = divided((paragraph(BREAK), table))
    assert isinstance(found, Table)
    first = found.rows[0].cells[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.style.page_break_before


def test_other_breaks_and_paragraphs_are_left_alone() -> None:
    blocks = (paragraph(said("một"), Break(STYLE), said("hai")), paragraph())
    assert divided(blocks) == blocks
