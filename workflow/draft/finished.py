"""A Word file that its drafter laid out in full → Draft: what the file says, as it was recognised.

The file stays the document; the Draft tells the program who signs, who gets it, what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workflow.draft.word_appendices import is_reference
from workflow.draft.word_file import WordFile
from workflow.draft.word_head import is_draft_mark
from workflow.draft.word_parts import recognise
from workflow.model.document import Appendix, Draft, Marks, Paragraph, Run, SignatureBlock
from workflow.model.errors import NotFinished, Problem
from workflow.model.messages import N_, Message, message
from workflow.model.places import FinishedFile
from workflow.model.vietnamese import matching_key
from workflow.model.word_parts import Lines, WordParts, WordSignature, joined
from workflow.rules.restrictions import restriction_rules

_DASH = re.compile(r"^[-–—+•*]\s*")
_ENDS = " ,;."
_INSTRUCTION = re.compile(r"^\(?ký( tên)?,? (và )?(ghi|đóng|họ)", re.IGNORECASE)
_ADDRESSEES = re.compile(r"^[^:]{3,60}:\s*")
_URGENCY = tuple(map(matching_key, ("Khẩn", "Thượng khẩn", "Hoả tốc")))
_NOT_FOR_MEDIA = matching_key("không phổ biến trên phương tiện thông tin đại chúng")


def read_finished(word: FinishedFile, type_id: str, type_name: str) -> Draft:
    """What a finished Word file says.

    Parameters:
        type_id: id of the document type, such as `ket-luan`; `type_name`: its printed name.

    Raises:
        WordFileBroken: it is none, or damaged.
        NotFinished: it is another type, or parts without which nothing can go on are not found.
    """
    parts = recognise(word.data, word.name)
    texts = [line.text for block in WordFile(word.data, word.name).blocks for line in block.lines]
    problems = [Problem("", sentence) for sentence in _missing(parts, type_name)]
    if problems:
        raise NotFinished(problems=problems, file=word.name)
    return Draft(
        type=type_id,
        subject=tuple(line.text for line in parts.subject),
        body=tuple(_body(word, parts)),
        recipients=tuple(_DASH.sub("", joined(entry)).rstrip(_ENDS) for entry in parts.recipients),
        signatures=tuple(_block(signature) for signature in _principal_first(parts.signatures)),
        author_line=parts.author.text if parts.author else "",
        addressees=tuple(_addressees(parts.addressees)),
        issuer=joined(parts.issuer),
        appendices=tuple(
            Appendix(each.number, tuple(line.text for line in each.title), (), each.landscape)
            for each in parts.appendices
        ),
        marks=replace(_marks(texts), unit=parts.unit),
        as_is=word,
    )


def finished_text(word: FinishedFile) -> str:
    """The words of a finished Word file, one line each.

    Raises:
        WordFileBroken
    """
    blocks = WordFile(word.data, word.name).blocks
    return "".join(f"{line.text}\n" for block in blocks for line in block.lines)


def _missing(parts: WordParts, type_name: str) -> Iterator[Message]:
    if parts.type and matching_key(parts.type.text) != matching_key(type_name):
        yield message(N_("it says “{found}”, and a {wanted} was asked for: name the TYPE that it "
                         "is, or correct it"),
                      found=parts.type.text, wanted=type_name)  # fmt: skip
    for line in parts.letterhead.marks:
        if is_draft_mark(line.text):
            yield message(N_("“{line}” would stand on the signed pages: take it out"),
                          line=line.text)  # fmt: skip
    for line in parts.title:
        if is_reference(line.text):
            yield message(N_("“{line}”: it is issued with another document; put it below that one "
                             "in one file, or attach it (`vanban attach`)"),
                          line=line.text)  # fmt: skip
    if not parts.subject:
        yield message(N_("no subject (trích yếu) was found below the type or the number"))
    if not parts.recipients:
        yield message(N_("the heading “Nơi nhận:” with its lines is missing"))
    if not parts.signatures:
        yield message(N_("the signature block is missing"))
    for signature in parts.signatures:
        if signature.name is None:
            yield message(N_("the signature “{lines}” names nobody"),
                          lines=joined((*signature.authority, *signature.title)))  # fmt: skip
        for line in signature.signed:
            if _INSTRUCTION.match(line.text):
                continue  # says where to sign, as minutes do, and not that it was signed
            yield message(N_("“{line}” stands where the signature will be: take it out"),
                          line=line.text)  # fmt: skip


def _principal_first(signatures: Sequence[WordSignature]) -> list[WordSignature]:
    """Of several side by side the one that counts stands on the right (HD36 II.1.7.2)."""

    def place(signature: WordSignature) -> tuple[tuple[int, ...], int]:
        path = signature.name.path if signature.name else ()
        return path[:2], -path[2] if len(path) > 2 else 0

    return sorted(signatures, key=place)


def _block(signature: WordSignature) -> SignatureBlock:
    name = signature.name.text if signature.name else ""
    return SignatureBlock(
        joined(signature.authority),
        joined(signature.title),
        name,
        joined(signature.also),
        second_authority=joined(signature.second_authority),
        bold=all(line.bold for line in signature.title),
    )


def _addressees(lines: Lines) -> Iterator[str]:
    """Whom it is for: behind the word `Kính gửi:`, or in the lines below it."""
    for number, line in enumerate(lines):
        text = _ADDRESSEES.sub("", line.text, count=1) if number == 0 else line.text
        if name := _DASH.sub("", text).rstrip(_ENDS):
            yield name


def _marks(texts: Sequence[str]) -> Marks:
    """How secret, how urgent and how far it may go, wherever on the pages that is said."""
    rules, marks = restriction_rules(), Marks()
    secrecy = {matching_key(word): word for word in rules.secrecy}
    for text in texts:
        key = matching_key(text.strip("()[] "))
        if key in secrecy:
            marks = replace(marks, secrecy=secrecy[key])
        elif key in _URGENCY:
            marks = replace(marks, urgency=text.upper())
        elif key in rules.internal | rules.returned:
            marks = replace(marks, circulation=text.upper())
        elif _NOT_FOR_MEDIA in key:
            marks = replace(marks, not_for_media=True)
    return marks


def _body(word: FinishedFile, parts: WordParts) -> Iterator[Paragraph]:
    for block in WordFile(word.data, word.name).blocks[parts.start : parts.stop]:
        yield from (Paragraph((Run(line.text, line.bold),)) for line in block.lines)
