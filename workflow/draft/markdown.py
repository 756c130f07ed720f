"""Markdown → Draft: recognise the parts of an official document by their form.

A draft reads from top to bottom like the document itself: the type, the subject, `-----`, the
addressees, the căn cứ, the body, `Nơi nhận:` with its lines, the signature block, appendices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workflow.draft.blocks import (
    NEXT_SIGNER,
    AnyBlock,
    Rule,
    TextBlock,
    joined,
    read_blocks,
)
from workflow.draft.figures import ImageSource, no_images
from workflow.draft.levels import is_ground, leveled
from workflow.draft.marks import split_marks
from workflow.draft.notes import Notes
from workflow.model.document import (
    Appendix,
    Block,
    Draft,
    Figure,
    Marks,
    Paragraph,
    Run,
    SignatureBlock,
    Table,
    WordPassage,
)
from workflow.model.messages import N_, message
from workflow.model.vietnamese import matching_key, nfc, squeeze
from workflow.rules.authorities import opens_with_authority

_RECIPIENTS = matching_key("Nơi nhận")
_ADDRESSEES = re.compile(r"^kính (gửi|trình) ?:", re.IGNORECASE)
_TELEGRAM = re.compile(r"^.{3,60} điện ?:$", re.IGNORECASE)  # of a công điện
_TELEGRAM_TYPE = matching_key("Công điện")
_AUTHOR = "CỦA "
_ALSO = "kiêm"
_APPENDIX = re.compile(r"^phụ lục(?: (?P<number>\w+))?(?P<landscape> ?\{ngang\})?$", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_ENDS = " ,;."


def read_markdown(
    text: str,
    type_id: str,
    type_name: str,
    file: str = "draft",
    images: ImageSource = no_images,
) -> Draft:
    """The draft that a Markdown text holds.

    Parameters:
        type_id: id of the document type, such as `ket-luan`.
        type_name: its printed name, such as `KẾT LUẬN`; a title line saying so is taken as such.
        file: how mistakes name the text.
        images: gives the images that the text names.

    Raises:
        DraftError: with every missing part and everything that cannot be carried, by line.
    """
    notes = Notes(file)
    _check_characters(text, notes)
    marks, rest, first = split_marks(nfc(text), notes)
    parts = _Parts(notes)
    parts.read(read_blocks(rest, first, notes, images), type_name)
    notes.finish()
    return parts.draft(type_id, marks)


@dataclass
class _Parts:
    """The parts of one document as they are recognised, from top to bottom."""

    notes: Notes
    is_telegram: bool = False
    subject: tuple[str, ...] = ()
    author_line: str = ""
    addressees: tuple[str, ...] = ()
    issuer: str = ""
    grounds: tuple[Paragraph, ...] = ()
    body: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signatures: list[SignatureBlock] = field(default_factory=list)
    appendices: list[Appendix] = field(default_factory=list)

    def draft(self, type_id: str, marks: Marks) -> Draft:
        return Draft(
            type_id, self.subject, self.body, self.recipients, tuple(self.signatures),
            self.author_line, self.addressees, self.issuer, self.grounds, tuple(self.appendices),
            marks,
        )  # fmt: skip

    def read(self, blocks: list[AnyBlock], type_name: str) -> None:
        self.is_telegram = matching_key(type_name) == _TELEGRAM_TYPE
        blocks, appendices = _split_appendices(blocks)
        rules = [n for n, b in enumerate(blocks) if isinstance(b, Rule) and _separates(b)]
        if not rules:
            self.notes.add(1, message(N_("the line `-----` between subject and body is missing")))
        for second in rules[1:]:
            self.notes.add(
                blocks[second].line,
                message(N_("a second line `-----`; only the first has a meaning")),
            )
        head = blocks[: rules[0]] if rules else []
        rest = [b for n, b in enumerate(blocks) if n not in rules and (not rules or n > rules[0])]
        # Without the line nobody can say where the subject ends; only an empty text has none.
        self._refuse_notes(head)
        self._refuse_tables(head)
        self._read_subject(head, type_name, wanted=bool(rules) or not blocks)
        self._read_rest(rest)
        for appendix in appendices:
            self._read_appendix(appendix)

    def _read_subject(self, head: list[AnyBlock], type_name: str, *, wanted: bool) -> None:
        """The lines of the subject and the author's line; the name of the type is known already."""
        lines = [line for b in head if isinstance(b, TextBlock) for line in b.texts if line]
        if lines and type_name and matching_key(lines[0]) == matching_key(type_name):
            lines = lines[1:]
        self.author_line = lines.pop(0) if lines and lines[0].startswith(_AUTHOR) else ""
        if wanted and not lines:
            self.notes.add(1, message(N_("the subject (trích yếu) before `-----` is missing")))
        self.subject = tuple(lines)

    def _read_rest(self, blocks: list[AnyBlock]) -> None:
        start = next((n for n, b in enumerate(blocks) if _is_recipients(b)), len(blocks))
        last = blocks[-1].line if blocks else 1
        body = self._read_addressees(blocks[:start])
        self._read_body(body, last)
        if start == len(blocks):
            self.notes.add(last, message(N_("the heading “Nơi nhận:” with its lines is missing")))
            if not blocks:
                self.notes.add(last, message(N_("the signature block is missing")))
            return
        after = blocks[start + 1 :]
        self._refuse_notes(after)
        listed = [b for b in after if isinstance(b, TextBlock) and b.label in ("-", "*", "+")]
        if not listed:
            self.notes.add(blocks[start].line, message(N_("“Nơi nhận:” has no lines (`- …`)")))
        self.recipients = tuple(squeeze(b.text[1:]).rstrip(_ENDS) for b in listed)
        self._read_signatures([b for b in after if b not in listed], last)

    def _read_addressees(self, blocks: list[AnyBlock]) -> list[AnyBlock]:
        """`Kính gửi:` with the names behind it or in the list below; what is left."""
        first = blocks[0] if blocks else None
        if not isinstance(first, TextBlock) or not self._addresses(first.text):
            return blocks
        _, _, same_line = first.text.partition(":")
        names = [squeeze(same_line).rstrip(_ENDS)] if same_line.strip() else []
        end = 1
        while not same_line.strip() and end < len(blocks):
            block = blocks[end]
            if not isinstance(block, TextBlock) or not block.label:
                break
            names.append(squeeze(block.text.removeprefix(_shown(block.label))).rstrip(_ENDS))
            end += 1
        if not names:
            self.notes.add(first.line, message(N_("“{word}” names nobody"), word=first.text))
        self.addressees = tuple(names)
        return blocks[end:]

    def _addresses(self, text: str) -> bool:
        """`Kính gửi:`, `Kính trình:`; `… điện:` in capitals, or in any letters of a công điện."""
        telegram = _TELEGRAM.match(text) and (self.is_telegram or _sender(text).isupper())
        return bool(_ADDRESSEES.match(text) or telegram)

    def _refuse_notes(self, blocks: Sequence[AnyBlock]) -> None:
        for block in blocks:
            if isinstance(block, TextBlock) and any(r.note for line in block.lines for r in line):
                self.notes.add(block.line, message(N_("a footnote has no place here")))

    def _refuse_tables(self, blocks: Sequence[AnyBlock]) -> None:
        """Neither tables nor images stand in the head or beside the signatures."""
        for block in blocks:
            if isinstance(block, Table):
                self.notes.add(block.line, message(N_("a table has no place here")))
            elif isinstance(block, Figure):
                self.notes.add(block.line, message(N_("an image has no place here")))
            elif isinstance(block, WordPassage):
                self.notes.add(block.line, message(N_("a Word passage has no place here")))

    def _read_body(self, blocks: list[AnyBlock], last: int) -> None:
        if len(blocks) > 1 and _is_issuer(blocks[0], blocks[1]):
            assert isinstance(blocks[0], TextBlock)
            self.issuer, blocks = blocks[0].text, blocks[1:]
        grounds: list[Paragraph] = []
        while blocks and isinstance(b := blocks[0], TextBlock) and is_ground(b.text, bool(grounds)):
            runs = joined(b.lines)
            label = f"{_shown(b.label)} " if b.label else "-"
            runs = (replace(runs[0], text=runs[0].text.removeprefix(label).lstrip()), *runs[1:])
            grounds.append(Paragraph(_without_end(runs), line=b.line))
            blocks = blocks[1:]
        self.grounds = tuple(grounds)
        self.body = tuple(self._leveled(blocks))
        if not self.body:
            self.notes.add(last, message(N_("the body is empty")))

    def _leveled(self, blocks: Sequence[AnyBlock]) -> list[Block]:
        for block in blocks:
            if isinstance(block, Rule):
                sentence = N_("the line `{mark}` has no meaning here")
                self.notes.add(block.line, message(sentence, mark=block.mark))
        return leveled([b for b in blocks if not isinstance(b, Rule)], self.notes)

    def _read_signatures(self, blocks: list[AnyBlock], last: int) -> None:
        """Every signer's lines; `***` stands between two signers."""
        groups: list[list[TextBlock]] = [[]]
        self._refuse_tables(blocks)
        for block in blocks:
            if isinstance(block, Rule):
                groups.append([])
            elif isinstance(block, TextBlock):
                groups[-1].append(block)
        for group in groups:
            self._read_signature(group, last)

    def _read_signature(self, blocks: Sequence[TextBlock], last: int) -> None:
        """Authority, title and name: the last line is the name, the first two may be authorities:
        `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`."""
        written = [
            (text, all(run.bold for run in runs if run.text.strip()))
            for block in blocks
            for text, runs in zip(block.texts, block.lines, strict=True)
            if text
        ]
        lines = [text for text, _ in written]
        first = blocks[0].line if blocks else last
        also = ""
        if len(lines) >= 4 and lines[-3].lower() == _ALSO:
            also = lines[-2]
            lines = [*lines[:-3], lines[-1]]
        if len(lines) not in (2, 3, 4):
            sentence = N_(
                "the signature block needs two to four lines (authority, a second authority, "
                "title, name); found {count}"
            )
            self.notes.add(first, message(sentence, count=len(lines)))
            return
        *authorities, title, name = lines
        authority, second = (*authorities, "", "")[:2]
        if second and not opens_with_authority(second):
            sentence = N_(
                "the second of four lines of a signature block is an authority such as "
                "KT. CHỦ TỊCH, not “{line}”"
            )
            self.notes.add(first, message(sentence, line=second))
        bold = dict(written)[title]
        self.signatures.append(SignatureBlock(authority, title, name, also, first, bold, second))

    def _read_appendix(self, blocks: list[AnyBlock]) -> None:
        heading = blocks[0]
        assert isinstance(heading, TextBlock)
        match = _APPENDIX.match(heading.text)
        assert match
        title: list[str] = []
        rest = blocks[1:]
        while rest and isinstance(b := rest[0], TextBlock) and b.bold and not b.label:
            title += [text for text in b.texts if text]
            rest = rest[1:]
        if not title:
            self.notes.add(heading.line, message(N_("the appendix has no title in bold")))
        body = tuple(self._leveled(rest))
        if not body:
            self.notes.add(heading.line, message(N_("the appendix is empty")))
        self.appendices.append(
            Appendix(match["number"] or "", tuple(title), body, bool(match["landscape"]))
        )


def _check_characters(text: str, notes: Notes) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        for character in sorted(set(_CONTROL.findall(line))):
            code = f"{ord(character):04X}"
            notes.add(number, message(N_("the control character U+{code}"), code=code))


def _split_appendices(blocks: list[AnyBlock]) -> tuple[list[AnyBlock], list[list[AnyBlock]]]:
    starts = [
        n
        for n, b in enumerate(blocks)
        if isinstance(b, TextBlock) and b.heading and _APPENDIX.match(b.text)
    ]
    ends = [*starts[1:], len(blocks)] if starts else []
    return (
        blocks[: starts[0]] if starts else blocks,
        [blocks[start:end] for start, end in zip(starts, ends, strict=True)],
    )


def _separates(rule: Rule) -> bool:
    return NEXT_SIGNER[0] not in rule.mark


def _sender(text: str) -> str:
    """Who telegraphs: the words before `điện`."""
    return text.rstrip(" :").removesuffix("điện").strip()


def _is_issuer(block: AnyBlock, following: AnyBlock) -> bool:
    """Who decides, in capitals above the first căn cứ."""
    if not isinstance(block, TextBlock) or not isinstance(following, TextBlock):
        return False
    return block.text == block.text.upper() and is_ground(following.text, False)


def _is_recipients(block: AnyBlock) -> bool:
    return isinstance(block, TextBlock) and matching_key(block.text) == _RECIPIENTS


def _without_end(runs: Sequence[Run]) -> tuple[Run, ...]:
    """A căn cứ without the marks at its end, which the rule set decides."""
    kept = list(runs)
    for number in range(len(kept) - 1, -1, -1):
        kept[number] = replace(kept[number], text=kept[number].text.rstrip(_ENDS))
        if kept[number].text:
            break
    return tuple(run for run in kept if run.text or run.note)


def _shown(label: str) -> str:
    """A label as it stands in the text: an asterisk is a dash there."""
    return "-" if label == "*" else label
