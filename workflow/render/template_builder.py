"""Build the official Word template of a layout from the figures of a rule set.

The result is an ordinary Word file with named styles: clerks open and change it in Word or
LibreOffice. What the program fills in stands between braces (docxtpl); where something comes after
approval stands a bookmark named vanban_number, _date, _signature or _seal.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.table import _Cell

from workflow.render.template_copy import build_copy
from workflow.render.template_foot import build_foot
from workflow.render.template_parts import (
    borders,
    columns_table,
    frame,
    line,
    loop,
    optional,
    page_field,
    place,
    rule_under,
)
from workflow.render.template_styles import Styles
from workflow.rules.rulesets import RuleSet

TextWidth = Callable[[str, str, float], float]
"""How wide a text is set, pt: text, face (such as "bold"), size in pt."""

_PT_PER_MM = 72 / 25.4
_SIGNERS = 4
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Layout:
    """Which parts a layout has: `titled` by type and subject, or with the subject under the
    number as a công văn; `signers` side by side, the one that counts on the right. `copied`: only
    those of a certified copy, below the original's pages."""

    titled: bool = True
    signers: int = 1
    copied: bool = False


LAYOUTS = {
    "named": Layout(),
    "decision": Layout(),
    "proposal": Layout(),
    "invitation": Layout(),
    "letter": Layout(titled=False),
    "minutes": Layout(signers=2),
    "joint": Layout(signers=_SIGNERS),
    "copy": Layout(copied=True),
}

# Marks in a corner of the page, and 10 mm above its lower edge (HD05 II.II.4.1); mm.
_CORNER, _BOTTOM, _CONTACT = 70.0, 282.0, 277.0


def build_template(rules: RuleSet, layout: str, text_width: TextWidth) -> bytes:
    """The template of a layout (a key of LAYOUTS) in the form of a rule set."""
    return _Builder(rules, LAYOUTS[layout], text_width).build(f"{rules.title}: {layout}")


class _Builder:
    def __init__(self, rules: RuleSet, layout: Layout, text_width: TextWidth) -> None:
        self._rules, self._layout, self._text_width = rules, layout, text_width
        self._document: WordDocument = Document()
        self._styles = Styles(self._document, rules)
        page = rules.data["page"]
        self._width = page["width"] - page["margin_left"] - page["margin_right"]

    def build(self, title: str) -> bytes:
        self._page()
        if self._layout.copied:
            build_copy(self._document, self._styles, self._rules)
            self._last_paragraph()
        else:
            self._parts()
        out = io.BytesIO()
        self._document.core_properties.author = "vanban"
        self._document.core_properties.title = title
        self._document.save(out)
        return _pinned(out.getvalue())

    def _parts(self) -> None:
        self._head()
        self._marks_of_the_first_page()
        if self._layout.titled:
            self._title()
        self._body()
        build_foot(self._document, self._styles, self._rules, self._layout.signers)
        self._marks_of_the_last_page()

    def _page(self) -> None:
        page, section = self._rules.data["page"], self._document.sections[0]
        section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
        section.top_margin, section.bottom_margin = (
            Mm(page["margin_top"]),
            Mm(page["margin_bottom"]),
        )
        section.left_margin, section.right_margin = (
            Mm(page["margin_left"]),
            Mm(page["margin_right"]),
        )
        # A line of 18 pt whose middle is at `number_middle`.
        section.header_distance = Mm(page["number_middle"] - 9 / _PT_PER_MM)
        section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        header = section.header
        header.is_linked_to_previous = False
        page_field(header.paragraphs[0], self._styles["Page Number"])
        section.first_page_header.is_linked_to_previous = False

    def _marks_of_the_first_page(self) -> None:
        """Whom it is for, above the nation's name; State: the contact at the foot.

        They come behind the head: LibreOffice 7.4 loses a frame that a table follows at once.
        """
        framed = self._rules.family == "state"
        self._framed("circulation", "Circulation", 10.0, self._width - _CORNER, _CORNER, box=framed)
        if self._rules.part("contact")["place"] == "first-page-bottom":
            self._contact()

    def _marks_of_the_last_page(self) -> None:
        if "not_for_media" in self._rules.data["parts"]:
            self._framed("not_for_media", "Not For Media", _BOTTOM, 0.0, self._width, box=False)
        if self._rules.part("contact")["place"] == "last-page-bottom":
            self._contact()
        self._last_paragraph()

    def _last_paragraph(self) -> None:
        """Word wants a paragraph after the last table; as small as it can be."""
        last = self._document.add_paragraph("", self._styles["Body"])
        last.paragraph_format.space_before = Pt(0)
        last.paragraph_format.line_spacing = Pt(1)

    def _framed(
        self, field: str, style: str, top: float, left: float, width: float, *, box: bool
    ) -> None:
        self._if(field, "Body")
        paragraph = self._document.add_paragraph(f"{{{{ {field} }}}}", self._styles[style])
        if box:
            borders(paragraph, dict.fromkeys(("top", "left", "bottom", "right"), 0.75))
        frame(paragraph, top, left, width)
        self._endif("Body")

    def _contact(self) -> None:
        self._if("contact", "Body")
        paragraph = self._document.add_paragraph("{{ contact }}", self._styles["Contact"])
        borders(paragraph, {"top": self._rules.part("contact")["rule"]})
        frame(paragraph, _CONTACT, 0.0, self._width)
        self._endif("Body")

    def _head(self) -> None:
        head = self._rules.data["head"]
        columns = (head["left"], head["right"])
        table = columns_table(self._document, columns, rows=2 if head["level"] else 1)
        left, right = table.rows[0].cells
        styles, rules = self._styles, self._rules
        optional(left, "superior", self._styles["Superior"])
        loop(left, "organs", self._styles["Organ"])
        if mark := rules.part("organ")["mark"]:
            line(left, mark, styles["Mark"])
        else:
            line(left, "{{p organ_rule }}", styles["Rule"])
        self._nation(right, head["right"], head["indent"])
        left, right = table.rows[-1].cells
        place(line(left, "", styles["Number"]), "number", "{{ number_line }}")
        if not self._layout.titled:
            loop(left, "subject", self._styles["Letter Subject"])
        self._stamp(left, "secrecy", "Secrecy")
        self._stamp(left, "urgency", "Urgency")
        if "draft_mark" in rules.data["parts"]:
            optional(left, "draft_mark", self._styles["Draft Mark"])
        date = line(right, "", styles["Date"])
        date.paragraph_format.left_indent = Mm(head["indent"])
        place(date, "date", "{{ date_line }}")

    def _nation(self, cell: _Cell, width: float, indent: float) -> None:
        """The nation's name, the State's motto under it, and the line as long as the words."""
        lines = [("nation", "Nation")]
        if "motto" in self._rules.data["parts"]:
            lines.append(("motto", "Motto"))
        for part, style in lines:
            figures = self._rules.part(part)
            paragraph = line(cell, figures["text"], self._styles[style])
            paragraph.paragraph_format.left_indent = Mm(indent)
            if "rule" in figures:
                words = self._text_width(figures["text"], "bold", figures["size"])
                rule_under(paragraph, width * _PT_PER_MM, words, figures["rule"])

    def _stamp(self, cell: _Cell, part: str, style: str) -> None:
        """How secret and how urgent it is, below each other."""
        figures = self._rules.part(part)
        paragraph = optional(cell, part, self._styles[style])
        if "height" in figures:  # a stamp in a frame
            shape = paragraph.paragraph_format
            shape.left_indent = shape.right_indent = Mm(18)
            colour = figures["colour"].removeprefix("#")
            borders(paragraph, dict.fromkeys(("top", "left", "bottom", "right"), 0.75), colour)

    def _title(self) -> None:
        document, styles = self._document, self._styles
        document.add_paragraph("{{ type_name }}", styles["Type"])
        self._if("author_line", "Author")
        document.add_paragraph("{{ author_line }}", styles["Author"])
        self._endif("Author")
        document.add_paragraph("{%p for line in subject %}", styles["Subject"])
        document.add_paragraph("{{ line }}", styles["Subject"])
        document.add_paragraph("{%p endfor %}", styles["Subject"])
        if separator := self._rules.part("subject")["separator"]:
            document.add_paragraph(separator, styles["Separator"])
        else:
            document.add_paragraph("{{p subject_rule }}", styles["Rule"])

    def _body(self) -> None:
        document, styles = self._document, self._styles
        self._if("addressees|length == 1", "Addressee")
        self._addressee("{{ addressee_word }}", " {{ addressees[0] }}")
        self._else("Addressee")
        self._if("addressees", "Addressee")
        self._addressee("{{ addressee_word }}", "")
        document.add_paragraph("{%p for line in addressees %}", styles["Addressees"])
        document.add_paragraph("{{ line }}", styles["Addressees"])
        document.add_paragraph("{%p endfor %}", styles["Addressees"])
        self._endif("Addressee")
        self._endif("Addressee")
        self._if("issuer", "Issuer")
        document.add_paragraph("{{ issuer }}", styles["Issuer"])
        self._endif("Issuer")
        document.add_paragraph("{{p grounds }}", styles["Ground"])
        document.add_paragraph("{{p body }}", styles["Body"])

    def _addressee(self, word: str, name: str) -> None:
        paragraph = self._document.add_paragraph("", self._styles["Addressee"])
        italic = self._rules.part("addressee").get("word_italic", False)
        paragraph.add_run(word).italic = bool(italic)
        if name:
            paragraph.add_run(name)

    def _if(self, condition: str, style: str) -> None:
        self._document.add_paragraph(f"{{%p if {condition} %}}", self._styles[style])

    def _else(self, style: str) -> None:
        self._document.add_paragraph("{%p else %}", self._styles[style])

    def _endif(self, style: str) -> None:
        self._document.add_paragraph("{%p endif %}", self._styles[style])


def _pinned(docx: bytes) -> bytes:
    """The same file with its times and order fixed, so that building it again changes nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
