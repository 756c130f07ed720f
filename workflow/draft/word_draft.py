"""The parts of a Word file as a draft's Markdown; its text and appendices stay Word passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.draft.word_cut import cut
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import matching_key, plain_name, squeeze
from workflow.model.word_parts import (
    Lines,
    WordAppendix,
    WordParts,
    WordSignature,
    joined,
)

_MARKS = {
    matching_key(word): mark
    for mark, words in (
        ("Độ mật", ("Mật", "Tối mật", "Tuyệt mật")),
        ("Độ khẩn", ("Khẩn", "Thượng khẩn", "Hoả tốc")),
    )
    for word in words
}
_SPECIAL = re.compile(r"([\\*_\[\]`|])")
_OPENS = re.compile(r"^([#>+\-]|\d+[.)])(?=\s|$)")
_DASH = re.compile(r"^[-–—+•*]\s*")
_ADDRESSED = re.compile(r"^(kính (?:gửi|trình)) ?:\s*(.*)$", re.IGNORECASE)
_BODY_ALT = "Nội dung"
_PASSAGE = re.compile(rf"!\[{_BODY_ALT}\]\([^)]*\.docx\)\s*$")
_APPENDIX = re.compile(r"# Phụ lục\b")


@dataclass(frozen=True)
class WordDraft:
    """A draft's text, and the Word files that it names."""

    text: str
    files: Mapping[str, bytes]


def word_draft(parts: WordParts, data: bytes, type_name: str, frame: str = "") -> WordDraft:
    """The draft that a Word file makes.

    Parameters:
        data: the file that the parts were found in.
        type_name: its printed name; "" for a công văn.
        frame: Markdown without a body, which says what the file does not; it counts for all but
            the text and the appendices.
    """
    body = f"{plain_name(parts.file.rsplit('.', 1)[0]) or 'van-ban'}.docx"
    files = {body: cut(data, parts.file, parts.start, parts.stop)}
    appendices: list[str] = []
    for number, appendix in enumerate(parts.appendices, start=1):
        name = f"phu-luc-{plain_name(appendix.number) or number}.docx"
        if name in files:  # numbers stand twice, or the whole file is called so
            name = f"phu-luc-{plain_name(appendix.number)}-{number}.docx"
        files[name] = cut(data, parts.file, appendix.start, appendix.stop)
        appendices.append(_appendix(appendix, name))
    passage = f"![{_BODY_ALT}]({body})"
    main = _framed(frame, passage) if frame else "\n\n".join(_parts(parts, type_name, passage))
    return WordDraft("\n\n".join([main.strip(), *appendices]) + "\n", files)


def frame_of(text: str, *, appendices: bool) -> str:
    """A draft's Markdown without the text that came from a Word file, as a frame for another one;
    "" for a draft without such a text.

    Parameters:
        appendices: keep those that it has.
    """
    lines = text.split("\n")
    kept = [line for line in lines if not _PASSAGE.match(line)]
    if len(kept) == len(lines):
        return ""
    if not appendices:
        end = next((n for n, line in enumerate(kept) if _APPENDIX.match(line)), len(kept))
        kept = kept[:end]
    return "\n".join(kept)


def missing_parts(parts: WordParts) -> Iterator[Message]:
    """What a draft needs and the file does not say."""
    if not parts.subject:
        yield message(N_("the title (trích yếu)"))
    if not parts.recipients:
        yield message(N_("“Nơi nhận:” with its lines"))
    if not any(block.name for block in parts.signatures):
        yield message(N_("the signature: authority, title and name of the signer"))
    yield from missing_texts(parts)


def missing_texts(parts: WordParts) -> Iterator[Message]:
    """What no frame can say: the text, and titles and texts of appendices."""
    if parts.stop == parts.start:
        yield message(N_("the text itself"))
    for appendix in parts.appendices:
        if not appendix.title:
            yield message(N_("the title of {appendix}"), appendix=appendix.heading.text)
        if appendix.stop == appendix.start:
            yield message(N_("the text of {appendix}"), appendix=appendix.heading.text)


def _framed(frame: str, passage: str) -> str:
    """The frame with the passage above its Nơi nhận."""
    lines = frame.split("\n")
    at = next(
        (n for n, line in enumerate(lines) if matching_key(line.strip("*# ")) == "nơi nhận"),
        len(lines),
    )
    return "\n".join([*lines[:at], passage, "", *lines[at:]])


def _parts(parts: WordParts, type_name: str, passage: str) -> Iterator[str]:
    """The blocks of the Markdown, from top to bottom."""
    if marks := list(_marks(parts)):
        yield "\n".join(["---", *marks, "---"])
    yield f"**{type_name or 'CÔNG VĂN'}**"
    if parts.author:
        yield f"**{_escaped(parts.author.text)}**"
    yield f"**{_broken(line.text for line in parts.subject)}**"
    yield "-----"
    yield from _addressees(parts.addressees)
    if parts.issuer:
        yield f"**{_escaped(joined(parts.issuer))}**"
    if parts.grounds:
        yield "\n".join(f"- {_entry(line.text)}" for line in parts.grounds)
    yield passage
    yield "Nơi nhận:"
    yield "\n".join(f"- {_entry(joined(entry))}" for entry in parts.recipients)
    yield "\n\n***\n\n".join(_signature(block) for block in _in_rank(parts.signatures))


def _in_rank(signatures: Sequence[WordSignature]) -> Sequence[WordSignature]:
    """The one that counts first: of those side by side it is the one on the right."""
    columns = [block.name.path[:3] for block in signatures if block.name]
    beside = len({path[:2] for path in columns}) == 1 and len(set(columns)) == len(columns) > 1
    return signatures[::-1] if beside else signatures


def _marks(parts: WordParts) -> Iterator[str]:
    for line in parts.letterhead.marks:
        if mark := _MARKS.get(matching_key(line.text)):
            yield f"{mark}: {line.text.lower()}"
    if parts.unit:
        yield f"Đơn vị: {parts.unit}"


def _addressees(lines: Lines) -> Iterator[str]:
    if not lines:
        return
    match = _ADDRESSED.match(lines[0].text)
    assert match
    word, first = match.groups()
    names = [_entry(text) for text in (first, *(line.text for line in lines[1:])) if text]
    if len(names) == 1:
        yield f"{word}: {names[0]}"
    else:
        yield f"{word}:"
        yield "\n".join(f"- {name}" for name in names)


def _signature(block: WordSignature) -> str:
    """The title in bold where the file has it so."""
    title = _escaped(joined(block.title))
    bold = bool(block.title) and all(line.bold for line in block.title)
    above = [joined(lines) for lines in (block.authority, block.second_authority) if lines]
    lines = [f"**{_escaped(text)}**" for text in above]
    if title:
        lines.append(f"**{title}**" if bold else title)
    if block.also:
        lines += ["kiêm", _escaped(joined(block.also))]
    name = f"**{_escaped(block.name.text)}**" if block.name else ""
    return "\n\n".join(filter(None, ["  \n".join(lines), name]))


def _appendix(appendix: WordAppendix, name: str) -> str:
    turned = " {ngang}" if appendix.landscape else ""
    heading = f"# {f'Phụ lục {appendix.number}'.strip()}{turned}"
    title = f"**{_broken(line.text for line in appendix.title)}**" if appendix.title else ""
    passage = f"![{_BODY_ALT} phụ lục]({name})"
    return "\n\n".join(filter(None, (heading, title, passage)))


def _broken(texts: Iterator[str]) -> str:
    """Lines of their own."""
    return "  \n".join(map(_escaped, texts))


def _entry(text: str) -> str:
    """A line of a list, without the dash that it has in the file."""
    return _escaped(_DASH.sub("", text))


def _escaped(text: str) -> str:
    """Words that Markdown reads as they are."""
    words = _SPECIAL.sub(r"\\\1", squeeze(text))
    return _OPENS.sub(lambda m: f"{m[1][:-1]}\\{m[1][-1]}", words)
