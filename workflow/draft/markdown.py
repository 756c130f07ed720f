"""Markdown → Draft: recognise the parts of an official document by their form.

A draft reads from top to bottom like the document itself: the type, the subject, `-----`, the
body, `Nơi nhận:` with its lines, the signature block. What Markdown can say but a document of
this layout cannot carry is refused with its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from workflow.model.document import Draft, Paragraph, ParagraphKind, Run, SignatureBlock
from workflow.model.errors import DraftError, Problem
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import matching_key, nfc, squeeze

_POINT = re.compile(r"^[a-zđ]\)\s")
_SPACES = re.compile(r"[ \t]+")
_RECIPIENTS = matching_key("Nơi nhận")
_AUTHOR = "CỦA "
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

# HTML, entities, code and setext headings are plain text here: `-----` is the document's own rule.
_DISABLED = ("autolink", "code", "entity", "html_block", "html_inline", "lheading", "reference")
_REFUSED = {
    "heading_open": N_("headings (#) have no place in this layout"),
    "blockquote_open": N_("a quotation (>) has no place in this layout"),
    "fence": N_("a code block (```) has no place in this layout"),
    "image": N_("images are not carried yet"),
    "link_open": N_("a link has no place in a printed document"),
    "code_inline": N_("code (`) has no place in this layout"),
}


@dataclass(frozen=True)
class _Block:
    """One paragraph of the Markdown; `lines` are its runs, split at hard line breaks."""

    number: int
    lines: tuple[tuple[Run, ...], ...]
    kind: ParagraphKind

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(squeeze("".join(run.text for run in line)) for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(self.texts)


def read_markdown(text: str, type_id: str, type_name: str, file: str = "draft") -> Draft:
    """The draft that a Markdown text holds.

    Parameters:
        type_id: id of the document type, such as `ket-luan`.
        type_name: its printed name, such as `KẾT LUẬN`; a title line saying so is taken as such.
        file: how mistakes name the text.

    Raises:
        DraftError: with every missing part and everything that cannot be carried, by line.
    """
    reader = _Reader(file)
    reader.check_characters(text)
    blocks, rule = reader.blocks(nfc(text))
    head = blocks[:rule] if rule is not None else []
    rest = blocks[rule:] if rule is not None else blocks
    if rule is None:
        reader.note(1, message(N_("the line `-----` between subject and body is missing")))
    # Without the line nobody can say where the subject ends; only an empty text surely has none.
    subject, author_line = reader.subject(head, type_name, wanted=rule is not None or not blocks)
    body, recipients, signature = reader.parts(rest)
    reader.finish()
    assert signature is not None
    return Draft(type_id, subject, body, recipients, signature, author_line)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, line: int, sentence: Message) -> None:
        self.problems.append(Problem(f"{self.file}:{line}", sentence))

    def finish(self) -> None:
        if self.problems:
            raise DraftError(problems=self.problems)

    def check_characters(self, text: str) -> None:
        for number, line in enumerate(text.split("\n"), start=1):
            for character in sorted(set(_CONTROL.findall(line))):
                self.note(
                    number,
                    message(N_("the control character U+{code}"), code=f"{ord(character):04X}"),
                )

    def blocks(self, text: str) -> tuple[list[_Block], int | None]:
        """The paragraphs, and how many stand before the first `-----`."""
        markdown = MarkdownIt("commonmark").disable(list(_DISABLED))
        found: list[_Block] = []
        rule: int | None = None
        labels: list[str] = []
        item = 1
        for token in markdown.parse(text):
            line = token.map[0] + 1 if token.map else 1
            if token.type in _REFUSED:
                self.note(line, message(_REFUSED[token.type]))
            elif token.type == "hr" and rule is None:
                rule = len(found)
            elif token.type == "hr":
                self.note(line, message(N_("a second line `-----`; only the first has a meaning")))
            elif token.type == "list_item_open":
                labels.append(f"{token.info}{token.markup}" if token.info else token.markup)
                item = line
            elif token.type == "list_item_close" and labels.pop():
                self.note(item, message(N_("an empty list item")))
            elif token.type == "inline":
                label = labels[-1] if labels else ""
                labels[-1:] = [""] * bool(labels)  # only the item's first paragraph has it
                found.append(self._block(token, line, label))
        return [block for block in found if block.text], rule

    def _block(self, token: Token, number: int, label: str) -> _Block:
        lines: list[list[Run]] = [[]]
        bold = italic = 0
        for child in token.children or []:
            if child.type in _REFUSED:
                self.note(number, message(_REFUSED[child.type]))
            elif child.type == "hardbreak":
                lines.append([])
            elif child.type in ("strong_open", "strong_close"):
                bold += child.nesting
            elif child.type in ("em_open", "em_close"):
                italic += child.nesting
            else:
                content = " " if child.type == "softbreak" else child.content
                if content:
                    lines[-1].append(Run(content, bold=bold > 0, italic=italic > 0))
        if label:
            mark = "-" if label == "*" else label
            lines[0].insert(0, Run(f"{mark} "))
        return _Block(number, tuple(tuple(line) for line in lines), _kind(label, lines[0]))

    def subject(
        self, head: Sequence[_Block], type_name: str, *, wanted: bool
    ) -> tuple[tuple[str, ...], str]:
        """The lines of the subject and the author's line; the name of the type is known already."""
        lines = [line for block in head for line in block.texts if line]
        if lines and matching_key(lines[0]) == matching_key(type_name):
            lines = lines[1:]
        author = lines.pop(0) if lines and lines[0].startswith(_AUTHOR) else ""
        if wanted and not lines:
            self.note(1, message(N_("the subject (trích yếu) before `-----` is missing")))
        return tuple(lines), author

    def parts(
        self, blocks: Sequence[_Block]
    ) -> tuple[tuple[Paragraph, ...], tuple[str, ...], SignatureBlock | None]:
        start = next(
            (n for n, b in enumerate(blocks) if matching_key(b.text) == _RECIPIENTS), len(blocks)
        )
        body = tuple(Paragraph(_joined(b.lines), b.kind) for b in blocks[:start])
        last = blocks[-1].number if blocks else 1
        if not body:
            self.note(last, message(N_("the body is empty")))
        if start == len(blocks):
            self.note(last, message(N_("the heading “Nơi nhận:” with its lines is missing")))
            if not blocks:
                self.note(last, message(N_("the signature block is missing")))
            return body, (), None
        after = blocks[start + 1 :]
        listed = [b for b in after if b.kind is ParagraphKind.DASH]
        if not listed:
            self.note(blocks[start].number, message(N_("“Nơi nhận:” has no lines (`- …`)")))
        recipients = tuple(squeeze(b.text[1:]).rstrip(" ,;.") for b in listed)
        signature = self._signature([b for b in after if b.kind is not ParagraphKind.DASH], last)
        return body, recipients, signature

    def _signature(self, blocks: Sequence[_Block], last: int) -> SignatureBlock | None:
        """Authority, title and name: the last line is the name, the first may be an authority."""
        lines = [line for block in blocks for line in block.texts if line]
        if len(lines) not in (2, 3):
            self.note(
                blocks[0].number if blocks else last,
                message(
                    N_("the signature block needs two or three lines (authority, title, name); "
                       "found {count}"),
                    count=len(lines),
                ),
            )  # fmt: skip
            return None
        authority, title, name = lines if len(lines) == 3 else ("", lines[0], lines[1])
        return SignatureBlock(authority, title, name)


def _kind(label: str, runs: Sequence[Run]) -> ParagraphKind:
    if label in ("-", "*", "+"):
        return ParagraphKind.DASH
    if label:
        return ParagraphKind.CLAUSE
    text = "".join(run.text for run in runs)
    return ParagraphKind.POINT if _POINT.match(text) else ParagraphKind.TEXT


def _joined(lines: Sequence[Sequence[Run]]) -> tuple[Run, ...]:
    """A body paragraph has no hard line breaks: they read as spaces. Neighbours of one style
    become one run, and white space at the ends goes."""
    flat: list[Run] = []
    for number, line in enumerate(lines):
        for run in ([Run(" ")] if number else []) + list(line):
            run = replace(run, text=_SPACES.sub(" ", run.text))
            if flat and (flat[-1].bold, flat[-1].italic) == (run.bold, run.italic):
                flat[-1] = Run(flat[-1].text + run.text, run.bold, run.italic)
            else:
                flat.append(run)
    if flat:
        flat[0] = Run(flat[0].text.lstrip(), flat[0].bold, flat[0].italic)
        flat[-1] = Run(flat[-1].text.rstrip(), flat[-1].bold, flat[-1].italic)
    return tuple(run for run in flat if run.text)
