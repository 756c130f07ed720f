"""The named styles of an official template, one for each part, from the figures of a rule set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from workflow.rules.rulesets import RuleSet

_FONT = "Times New Roman"
_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_JUSTIFY, _RIGHT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT
# Room for the seal with text beside it, pt.
_SIGNATURE_SPACE = 96.0
_FOOTNOTE_SIZE = 10.0

# Style: the part whose figures it has, its line pitch, the space before it; all pt.
_CENTRED = {
    "Nation": ("nation", 19, 0), "Motto": ("motto", 18, 0), "Superior": ("superior", 18, 0),
    "Organ": ("organ", 18, 0), "Number": ("number", 18, 0), "Date": ("date", 18, 0),
    "Letter Subject": ("letter_subject", 15, 0), "Secrecy": ("secrecy", 20, 8),
    "Urgency": ("urgency", 20, 8),
    "Draft Mark": ("draft_mark", 18, 4), "Circulation": ("circulation", 15, 0),
    "Not For Media": ("not_for_media", 15, 0), "Type": ("type", 20, 26),
    "Author": ("author", 19, 0), "Subject": ("subject", 19, 0), "Decides": ("decides", 19, 8),
    "Issuer": ("decides", 19, 8), "Chapter": ("chapter", 19, 10),
    "Chapter Title": ("chapter_title", 19, 2), "Authority": ("authority", 18, 0),
    "Signer Title": ("title", 18, 0), "Signer Name": ("name", 18, 0),
    "Appendix": ("appendix", 19, 0), "Appendix Title": ("appendix_title", 19, 2),
}  # fmt: skip
_JUSTIFIED = {"Body": "body", "Ground": "ground", "Article": "body", "Heading": "body"}


class Styles:
    """The styles `VB …` of a document."""

    def __init__(self, document: WordDocument, rules: RuleSet) -> None:
        self._document, self._rules = document, rules
        self._set_normal()
        for name, (part, line, before) in _CENTRED.items():
            if figures := self._figures(part):
                self.add(name, figures, line, before)
        self["Date"].paragraph_format.space_before = Pt(rules.data["head"]["date_before"])
        for name, part in _JUSTIFIED.items():
            self._add_justified(name, self._figures(part))
        self._outline("Type", 0)
        self._outline("Appendix", 0)
        self._outline("Chapter", 1)
        self._add_the_rest()

    def __getitem__(self, name: str) -> ParagraphStyle:
        style = self._document.styles[f"VB {name}"]
        assert isinstance(style, ParagraphStyle)
        return style

    def _figures(self, part: str) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self._rules.data
        found: Mapping[str, Any] = data["body"] if part == "body" else data["parts"].get(part, {})
        return found

    def _set_normal(self) -> None:
        normal = self._document.styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(self._rules.data["body"]["size"])
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
        normal.element.rPr.rFonts.set(qn("w:cs"), _FONT)

    def _add_justified(self, name: str, figures: Mapping[str, Any]) -> None:
        body = self._rules.data["body"]
        style = self.add(name, figures, body["line"], body["space_before"])
        style.paragraph_format.alignment = _JUSTIFY
        style.paragraph_format.first_line_indent = Mm(body["first_line"])
        if name == "Heading":
            style.font.bold = True
            style.paragraph_format.keep_with_next = True

    def _add_the_rest(self) -> None:
        plain = {"size": 14.0}
        self.add("Mark", plain, 14)
        self.add("Separator", plain, 17).paragraph_format.space_after = Pt(12)
        self.add("Rule", {"size": 2.0}, 4)
        self.add("Signature", plain, _SIGNATURE_SPACE)
        self.add("Page Number", {"size": self._rules.data["page"]["number_size"]}, 18)
        addressee = dict(self._figures("addressee"))
        self.add("Addressee", addressee, 19, 6)
        listed = self.add("Addressees", addressee, 19)
        listed.paragraph_format.alignment = _LEFT
        listed.paragraph_format.left_indent = Mm(45)
        listed.paragraph_format.first_line_indent = Mm(-3)
        heading = self._figures("recipients_heading")
        # An underlined heading underlines its words and not the colon: that is said of the run.
        self.add("Recipients Heading", heading, 18).paragraph_format.alignment = _LEFT
        recipients = self.add("Recipients", self._figures("recipients"), 15)
        recipients.paragraph_format.alignment = _LEFT
        recipients.paragraph_format.left_indent = Mm(2.2)
        recipients.paragraph_format.first_line_indent = Mm(-2.2)
        mark = self.add("Drafter Mark", self._figures("drafter_mark") or {"size": 11.0}, 14)
        mark.paragraph_format.alignment = _LEFT
        contact = self.add("Contact", self._figures("contact") or {"size": 10.0}, 13)
        contact.paragraph_format.alignment = _LEFT
        self.add("Table Cell", {"size": 13.0}, 17).paragraph_format.alignment = _LEFT
        self.add("Table Head", {"size": 13.0, "bold": True}, 17)
        # A fixed line would cut the image. Small letters: Word leaves room for what they have
        # below the baseline, LibreOffice does not.
        figure = self.add("Figure", {"size": 2.0}, 0, 6).paragraph_format
        figure.line_spacing_rule = WD_LINE_SPACING.SINGLE
        self.add("Caption", {"size": 13.0, "italic": True}, 17, 2)
        note = self.add("Footnote", {"size": _FOOTNOTE_SIZE}, 12)
        note.paragraph_format.alignment = _JUSTIFY

    def add(
        self, name: str, figures: Mapping[str, Any], line: float, before: float = 0
    ) -> ParagraphStyle:
        """One more style: centred, of the figures' face; line pitch and space before it in pt."""
        style = self._document.styles.add_style(f"VB {name}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._document.styles["Normal"]
        style.quick_style = True
        style.font.size = Pt(figures["size"])
        style.font.bold = bool(figures.get("bold", False))
        style.font.italic = bool(figures.get("italic", False))
        if "colour" in figures:
            style.font.color.rgb = RGBColor.from_string(figures["colour"].removeprefix("#").upper())
        shape = style.paragraph_format
        shape.alignment = _CENTRE
        shape.space_before, shape.space_after = Pt(before), Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
        assert isinstance(style, ParagraphStyle)
        return style

    def _outline(self, name: str, level: int) -> None:
        """The style is a heading of that level, 0 the highest."""
        element = OxmlElement("w:outlineLvl")
        element.set(qn("w:val"), str(level))
        self[name].element.get_or_add_pPr().append(element)
