"""The template of a certified copy on paper: what is printed below the original."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.table import _Cell

from workflow.render.template_foot import FOOT_COLUMNS, build_foot, hold_together, signer_block
from workflow.render.template_parts import borders, columns_table, line, loop, optional, place
from workflow.render.template_styles import Styles
from workflow.rules.rulesets import RuleSet

_PT_PER_MM = 72 / 25.4
_BORDER = 1.0  # pt
_ABOVE, _END = 6.0, 4.0  # pt: between the line and the stamp; below the stamp's last words
STAMP_LINES, STAMP_LINE, STAMP_SIZE = 8, 14.5, 11.0
"""Lines below the stamp's heading, their pitch and size in pt (HD05 PL 3 gives them none)."""


def build_copy(document: WordDocument, styles: Styles, rules: RuleSet) -> None:
    """A line, and below it a stamp beside the signer (HD05), or parts as those of a document."""
    figures = rules.part("copy")
    styles.add("Copy Rule", {"size": 2.0}, 4)
    rule = document.add_paragraph("", styles["Copy Rule"])
    borders(rule, {"top": figures["rule"]})
    rule.paragraph_format.keep_with_next = True
    if "width" in figures:
        _stamp_and_signer(document, styles, rules)
    else:
        _head(document, styles, rules)
        build_foot(document, styles, rules, 1)


def _stamp_and_signer(document: WordDocument, styles: Styles, rules: RuleSet) -> None:
    figures = rules.part("copy")
    left, right = columns_table(document, FOOT_COLUMNS).rows[0].cells
    height = figures["height"] * _PT_PER_MM - 2 * _BORDER
    heading = height - STAMP_LINES * STAMP_LINE - _END
    colour = {"colour": figures["colour"]}
    bold = {"size": figures["stamp_size"], "bold": True, **colour}
    styles.add("Stamp Heading", bold, heading, _ABOVE)
    styles.add("Stamp End", {"size": 2.0}, _END)
    styles.add("Stamp", {"size": STAMP_SIZE, **colour}, STAMP_LINE)
    line(left, figures["text"].upper(), styles["Stamp Heading"])
    loop(left, "stamp_organ", styles["Stamp"])
    place(line(left, "", styles["Stamp"]), "number", "{{ number_line }}")
    loop(left, "stamp_form", styles["Stamp"])
    place(line(left, "", styles["Stamp"]), "date", "{{ date_line }}")
    loop(left, "stamp_recipients", styles["Stamp"])
    line(left, "", styles["Stamp End"])
    _frame(left, FOOT_COLUMNS[0] - figures["width"], figures["colour"].removeprefix("#"))
    signer_block(right, styles, 1, of_many=False)
    hold_together(left, right)


def _frame(cell: _Cell, spare: float, colour: str) -> None:
    """One box around all lines of a stamp, `spare` mm narrower than its column."""
    shown = [p for p in cell.paragraphs if not p.text.startswith("{%p")]
    for paragraph in shown:
        sides = {"left": _BORDER, "right": _BORDER}
        if paragraph is shown[0]:
            sides["top"] = _BORDER
        if paragraph is shown[-1]:
            sides = sides | {"bottom": _BORDER}
        borders(paragraph, sides, colour)
        # Word draws the lines outside the indents.
        paragraph.paragraph_format.left_indent = Pt(_BORDER)
        paragraph.paragraph_format.right_indent = Mm(spare) + Pt(_BORDER)


def _head(document: WordDocument, styles: Styles, rules: RuleSet) -> None:
    """Organ and number on the left, form of copy, place and date on the right."""
    head = rules.data["head"]
    left, right = columns_table(document, (head["left"], head["right"])).rows[0].cells
    loop(left, "organs", styles["Organ"])
    if mark := rules.part("organ")["mark"]:
        line(left, mark, styles["Mark"])
    else:
        line(left, "{{p organ_rule }}", styles["Rule"])
    place(line(left, "", styles["Number"]), "number", "{{ number_line }}")
    form = line(right, "{{ copy_form }}", styles["Authority"])
    form.paragraph_format.left_indent = Mm(head["indent"])
    note = optional(right, "copy_note", styles["Date"])
    date = line(right, "", styles["Date"])
    for paragraph in (note, date):
        paragraph.paragraph_format.left_indent = Mm(head["indent"])
    note.paragraph_format.space_before = Pt(0)
    place(date, "date", "{{ date_line }}")
    hold_together(left, right)
