"""The structure of a PDF with the words that its elements hold, as a screen reader takes it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name

_PAIR = re.compile(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>")

_IN_LINE = ("Span", "Link", "Reference", "Lbl", "Form", "Figure")

Words = dict[int, str]


@dataclass(frozen=True)
class Read:
    """An element; its kids are words, elements, and annotations by what they say of themselves."""

    kind: str
    kids: tuple[str | Read, ...]
    entries: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All of its words, in the order of reading."""
        return "".join(kid if isinstance(kid, str) else kid.words for kid in self.kids)

    @property
    def text(self) -> str:
        """Its words as `words`, blocks as lines of their own."""
        kids = (
            kid if isinstance(kid, str)
            else kid.text if kid.kind in _IN_LINE and (self.kind, kid.kind) != ("LI", "Lbl")
            else f"\n{kid.text}\n"
            for kid in self.kids
        )  # fmt: skip
        return "".join(kids)

    @property
    def elements(self) -> list[Read]:
        return [kid for kid in self.kids if isinstance(kid, Read)]

    def all(self, kind: str = "") -> list[Read]:
        """It and the elements below it, those of a kind or all."""
        below = [found for kid in self.elements for found in kid.all(kind)]
        return [self, *below] if kind in ("", self.kind) else below

    @property
    def shape(self) -> str:
        """The elements by their kinds alone: L(LI(Lbl LBody(P)))"""
        inner = " ".join(kid.shape for kid in self.elements)
        return f"{self.kind}({inner})" if inner else self.kind


def read_tags(pdf: bytes) -> Read:
    """The document's element."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        words = {page.obj.objgen: dict(marked_words(page)) for page in document.pages}
        (root,) = document.Root.StructTreeRoot.K
        return _read(root, words)


def _read(element: Dictionary, words: dict[tuple[int, int], Words]) -> Read:
    if "/ActualText" in element:
        return Read(str(element.S).removeprefix("/"), (str(element.ActualText),))
    kids: list[str | Read] = []
    for kid in element.K if isinstance(element.K, Array) else [element.K]:
        if not isinstance(kid, Dictionary):
            kids.append(words[element.Pg.objgen].get(int(kid), ""))
        elif kid.get("/Type") == Name.MCR:
            kids.append(words[kid.Pg.objgen].get(int(kid.MCID), ""))
        elif kid.get("/Type") != Name.OBJR:
            assert kid.P.objgen == element.objgen
            kids.append(_read(kid, words))
    said = {**dict(element.items()), **dict(element.get("/A", {}).items())}
    entries = {
        name.removeprefix("/"): str(value)
        for name, value in said.items()
        if not isinstance(value, Dictionary | Array)
    }
    return Read(str(element.S).removeprefix("/"), tuple(kids), entries)


def marked_words(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The words of each stretch that has a number (MCID)."""
    for properties, text in _stretches(page):
        if "/MCID" in properties:
            yield int(properties.MCID), text


def artifact_words(page: pikepdf.Page) -> list[tuple[str, str]]:
    """What is not read, with the part of the page that it is said to be ("" for none)."""
    return [
        (str(properties.get("/Subtype", "")).removeprefix("/"), text)
        for properties, text in _stretches(page)
        if "/MCID" not in properties and text
    ]


def _stretches(page: pikepdf.Page) -> Iterator[tuple[Dictionary, str]]:
    letters, text = dict[int, str](), ""
    marks: list[Dictionary] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                marks.append(Dictionary())
            case "BDC":
                marks.append(operands[1])
            case "EMC":
                yield marks.pop(), text
                text = ""
            case "Tf":
                letters = _letters(page.Resources.Font[operands[0]].ToUnicode.read_bytes())
            case "TJ":
                shown = b"".join(bytes(o) for o in operands[0] if isinstance(o, pikepdf.String))
                codes = (shown[n : n + 2] for n in range(0, len(shown), 2))
                text += "".join(letters[int.from_bytes(code)] for code in codes)


@cache
def _letters(to_unicode: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _PAIR.findall(to_unicode)
    }
