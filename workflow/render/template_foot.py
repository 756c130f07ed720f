"""The end of an official template: who signs, and the Nơi nhận."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.table import _Cell

from workflow.render.template_parts import columns_table, line, loop, optional, place
from workflow.render.template_styles import Styles
from workflow.rules.rulesets import RuleSet

FOOT_COLUMNS = (82.0, 83.0)  # mm
_SPACE_BEFORE = Pt(24)


def build_foot(document: WordDocument, styles: Styles, rules: RuleSet, signers: int) -> None:
    """Nơi nhận on the left and the signer on the right, held together on one page.

    Several signers stand side by side above the Nơi nhận, the one that counts on the right, the
    fourth below the second (HD36 II.1.7.2).
    """
    if signers == 1:
        left, right = columns_table(document, FOOT_COLUMNS).rows[0].cells
        _recipients(left, styles, rules)
        signer_block(right, styles, 1, of_many=False)
        hold_together(left, right)
        return
    for first in range(1, signers + 1, 2):
        left, right = columns_table(document, FOOT_COLUMNS).rows[0].cells
        signer_block(right, styles, first, of_many=True)
        signer_block(left, styles, first + 1, of_many=True)
        hold_together(left, right)
        spacer = document.add_paragraph("", styles["Rule"])
        spacer.paragraph_format.keep_with_next = True
    left, right = columns_table(document, FOOT_COLUMNS).rows[0].cells
    _recipients(left, styles, rules)
    hold_together(left, right)


def _recipients(cell: _Cell, styles: Styles, rules: RuleSet) -> None:
    figures = rules.part("recipients_heading")
    heading = line(cell, "", styles["Recipients Heading"])
    heading.add_run(figures["text"]).underline = bool(figures.get("underline", False))
    heading.add_run(figures["after_word"])
    heading.paragraph_format.space_before = _SPACE_BEFORE
    loop(cell, "recipients", styles["Recipients"])
    optional(cell, "drafter_mark", styles["Drafter Mark"])


def signer_block(cell: _Cell, styles: Styles, number: int, *, of_many: bool) -> None:
    """One signature block; of several, those that nobody fills stay empty."""
    suffix = "" if number == 1 else f"_{number}"
    signer = f"signers[{number - 1}]"
    if of_many:
        line(cell, f"{{%p if signers|length >= {number} %}}", styles["Authority"])
    line(cell, f"{{%p if {signer}.authority %}}", styles["Authority"])
    authority = line(cell, f"{{{{ {signer}.authority }}}}", styles["Authority"])
    line(cell, f"{{%p if {signer}.second_authority %}}", styles["Authority"])
    line(cell, f"{{{{ {signer}.second_authority }}}}", styles["Authority"])
    line(cell, "{%p endif %}", styles["Authority"])
    line(cell, f"{{{{ {signer}.title }}}}", styles["Signer Title"])
    line(cell, "{%p else %}", styles["Authority"])
    sole_title = line(cell, f"{{{{ {signer}.title }}}}", styles["Authority"])
    line(cell, "{%p endif %}", styles["Authority"])
    line(cell, f"{{%p if {signer}.also %}}", styles["Signer Title"])
    line(cell, "kiêm", styles["Signer Title"])
    line(cell, f"{{{{ {signer}.also }}}}", styles["Authority"])
    line(cell, "{%p endif %}", styles["Signer Title"])
    spot = line(cell, "", styles["Signature"])
    place(spot, f"signature{suffix}", "{{ signature }}")
    place(spot, f"seal{suffix}", "{{ seal }}")
    line(cell, f"{{{{ {signer}.name }}}}", styles["Signer Name"])
    if of_many:
        line(cell, "{%p endif %}", styles["Authority"])
    for first in (authority, sole_title):
        first.paragraph_format.space_before = _SPACE_BEFORE


def hold_together(*cells: _Cell) -> None:
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
