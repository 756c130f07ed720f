"""What the fields of a template are called, and what fills them."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.shared import Pt

from workflow.model.document import Draft, Marks, SignatureBlock
from workflow.model.errors import TemplateBroken
from workflow.model.messages import N_, message
from workflow.render.fonts import text_width
from workflow.render.word_appendix import (
    APPENDIX,
    APPENDIX_TITLE,
    add_footnotes,
    append_appendix,
)
from workflow.render.word_body import (
    CAPTION,
    GROUND,
    NOTE,
    STYLES,
    Notes,
    WordXml,
    word_blocks,
    word_footnotes,
    word_grounds,
    word_paragraph,
)
from workflow.render.word_figure import FIGURE, TextArea, place_pictures
from workflow.render.word_foot import make_room_for_contact
from workflow.render.word_merge import merge_passages

_EMPTY = "\N{NO-BREAK SPACE}"
_TWENTIETHS_PER_PT = 20
_RULE = "VB Rule"
_DRAFTER_MARK = "VB Drafter Mark"


@dataclass(frozen=True)
class ShortRule:
    """The line under the words of an organ or a subject (State): NĐ30 PL I II.2 b, II.5 b.

    Attributes:
        column: width of the column that it is centred in, pt.
        share: its length as a share of the longest line of the words.
        thickness: pt.
        size: of the words, which are bold, pt.
    """

    column: float
    share: float
    thickness: float
    size: float


@dataclass(frozen=True)
class CopyWords:
    """What the parts of a certified copy say: its form in capitals, a note such as which pages
    are copied, and the lines of the stamp where there is one."""

    form: str = ""
    note: str = ""
    stamp_organ: tuple[str, ...] = ()
    stamp_form: tuple[str, ...] = ()
    stamp_recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letterhead:
    """What the page says besides the draft; the two lines still without number and day.

    `grounds` are the dash and the closing mark of each căn cứ, `appendix_reference` what stands
    under the title of an appendix; `drafter_size` is that of the drafter's mark, pt, where it is
    not the template's.
    """

    superior: str
    organs: tuple[str, ...]
    type_name: str
    title: str
    number_line: str
    date_line: str
    recipients: tuple[str, ...]
    addressee_word: str = ""
    addressees: tuple[str, ...] = ()
    grounds: tuple[tuple[str, str], ...] = ()
    draft_mark: str = ""
    drafter_mark: str = ""
    drafter_size: float | None = None
    not_for_media: str = ""
    appendix_reference: str = ""
    organ_rule: ShortRule | None = None
    subject_rule: ShortRule | None = None
    copy: CopyWords = CopyWords()


class Values:
    """The values of one document for one template.

    Raises:
        TemplateBroken: the template lacks a style that the text needs.
    """

    def __init__(
        self,
        draft: Draft,
        letterhead: Letterhead,
        styles: dict[str, str],
        file: str,
        area: TextArea,
    ) -> None:
        self._draft, self._letterhead, self._file, self._area = draft, letterhead, file, area
        self._styles, self._notes = styles, Notes()

    def fields(self) -> dict[str, object]:
        """Every field that a template may name."""
        draft, head, marks = self._draft, self._letterhead, self._draft.marks
        self._require(GROUND, *STYLES.values())
        if draft.figures:
            self._require(FIGURE, CAPTION)
        return {
            "superior": head.superior,
            "organs": head.organs,
            "organ_rule": self._rule(head.organ_rule, head.organs),
            "number_line": head.number_line,
            "date_line": head.date_line,
            "type_name": head.type_name,
            "author_line": draft.author_line,
            "subject": draft.subject,
            "subject_rule": self._rule(head.subject_rule, draft.subject),
            "addressee_word": head.addressee_word,
            "addressees": head.addressees,
            "issuer": draft.issuer,
            "grounds": word_grounds(draft.grounds, head.grounds, self._styles, self._notes),
            "body": word_blocks(draft.body, self._styles, self._area, self._notes, hold_last=True),
            "recipients": head.recipients,
            "signers": [_signer(block) for block in draft.signatures],
            "signature": _EMPTY,
            "seal": _EMPTY,
            **_of_marks(marks),
            "draft_mark": head.draft_mark,
            "drafter_mark": head.drafter_mark,
            "not_for_media": head.not_for_media,
            **_of_copy(head.copy),
        }

    def finish(self, document: WordDocument) -> None:
        """What fields cannot say: appendices with pages of their own, footnotes, duplex."""
        if self._draft.marks.contact:
            make_room_for_contact(document, self._styles, self._draft.marks.contact)
        if self._draft.appendices:
            self._require(APPENDIX, APPENDIX_TITLE)
        for appendix in self._draft.appendices:
            append_appendix(
                document, appendix, self._letterhead.appendix_reference, self._styles, self._notes
            )
        if self._notes.texts:
            self._require(NOTE)
            add_footnotes(document, word_footnotes(self._notes, self._styles))
        if self._letterhead.drafter_size and _DRAFTER_MARK in self._styles:
            document.styles[_DRAFTER_MARK].font.size = Pt(self._letterhead.drafter_size)
        place_pictures(document, self._draft)
        merge_passages(document, self._draft.word_passages)
        if self._draft.marks.duplex:
            document.settings.element.insert(0, OxmlElement("w:mirrorMargins"))

    def _require(self, *names: str) -> None:
        for name in names:
            if name not in self._styles:
                reason = message(N_("it has no style “{name}”"), name=name)
                raise TemplateBroken(file=self._file, reason=reason)

    def _rule(self, rule: ShortRule | None, words: tuple[str, ...]) -> WordXml:
        if rule is None or not words:
            return WordXml("")
        self._require(_RULE)
        length = rule.share * max(_longest_line(text, rule) for text in words)
        indent = round((rule.column - length) / 2 * _TWENTIETHS_PER_PT)
        border = (
            f'<w:pBdr><w:bottom w:val="single" w:sz="{round(rule.thickness * 8)}" w:space="0" '
            f'w:color="auto"/></w:pBdr><w:ind w:left="{indent}" w:right="{indent}"/>'
        )
        return WordXml(word_paragraph((), self._styles[_RULE], self._notes, border))


def _longest_line(text: str, rule: ShortRule) -> float:
    """How long the longest line of words is, pt, filled as a column is; a no-break space joins."""
    longest, line = 0.0, ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip(" ")
        width = text_width(longer, "bold", rule.size)
        if line and width > rule.column:
            longer, width = word, text_width(word, "bold", rule.size)
        line, longest = longer, max(longest, width)
    return min(longest, rule.column)


def _of_copy(words: CopyWords) -> dict[str, object]:
    return {
        "copy_form": words.form,
        "copy_note": words.note,
        "stamp_organ": words.stamp_organ,
        "stamp_form": words.stamp_form,
        "stamp_recipients": words.stamp_recipients,
    }


def _of_marks(marks: Marks) -> dict[str, object]:
    return {
        "secrecy": marks.secrecy,
        "urgency": marks.urgency,
        "circulation": marks.circulation,
        "contact": marks.contact,
    }


def _signer(block: SignatureBlock) -> dict[str, str]:
    return {
        "authority": block.authority,
        "second_authority": block.second_authority,
        "title": block.title,
        "also": block.also,
        "name": block.name,
    }
