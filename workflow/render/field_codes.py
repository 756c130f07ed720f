"""Field codes of Word (ECMA-376 17.16): what each field is, and what is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workflow.render.page_tree import PageNumber, RunStyle

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\\[^\s"]+)|([^\s"\\]+)')
# Switches that are followed by a word of their own.
_WITH_WORD = frozenset("*#@olstbcdfrnmpekg")

SHOWN = frozenset(
    (
        "TOC", "TOA", "INDEX", "SEQ", "REF", "NOTEREF", "HYPERLINK", "AUTHOR", "TITLE", "SUBJECT",
        "KEYWORDS", "COMMENTS", "DOCPROPERTY", "DOCVARIABLE", "INFO", "CREATEDATE", "NUMWORDS",
        "NUMCHARS", "QUOTE", "SYMBOL", "CITATION", "BIBLIOGRAPHY", "FORMTEXT", "=", "FORMULA",
        "SECTION", "STYLEREF",
    )
)  # fmt: skip
"""The page shows the result that the file holds."""

SILENT = frozenset(("TC", "TA", "XE", "RD", "SET", "ASK", "PRIVATE", "BOOKMARK"))
"""They show nothing: marks for indexes, and values for other fields."""

PAGES = {"PAGE": "page", "NUMPAGES": "pages"}
_FORMS = {
    "arabic": "decimal", "arabicdash": "dashed", "roman": "lower-roman", "ROMAN": "upper-roman",
    "Roman": "upper-roman", "alphabetic": "lower-alpha", "ALPHABETIC": "upper-alpha",
    "Alphabetic": "upper-alpha",
}  # fmt: skip
_NO_FORM = frozenset(("mergeformat", "charformat", "upper", "lower", "firstcap", "caps"))


@dataclass(frozen=True)
class Instruction:
    """A field code: its name in capitals, its arguments, and its switches with their words."""

    code: str
    name: str
    arguments: tuple[str, ...] = ()
    switches: tuple[tuple[str, str], ...] = ()

    def has(self, switch: str) -> bool:
        return any(name.lower() == switch for name, _ in self.switches)

    def words(self, switch: str) -> list[str]:
        return [word for name, word in self.switches if name.lower() == switch]


def parsed(code: str) -> Instruction:
    """A field code in its parts (17.16.5)."""
    tokens = [
        (quoted or plain or "", switch or "") for quoted, switch, plain in _TOKEN.findall(code)
    ]
    if not tokens or tokens[0][1]:
        return Instruction(code.strip(), "")
    name = tokens.pop(0)[0]
    if name.startswith("=") and name != "=":
        tokens.insert(0, (name[1:], ""))
        name = "="
    arguments: list[str] = []
    switches: list[tuple[str, str]] = []
    while tokens:
        text, switch = tokens.pop(0)
        if not switch:
            arguments.append(text)
            continue
        letter, joined = switch[1], switch[2:]
        word = joined
        if not joined and letter.lower() in _WITH_WORD and tokens and not tokens[0][1]:
            word = tokens.pop(0)[0] if _takes_word(name.upper(), letter.lower()) else ""
        switches.append((letter, word))
    return Instruction(" ".join(code.split()), name.upper(), tuple(arguments), tuple(switches))


def _takes_word(name: str, letter: str) -> bool:
    """Whether a switch of a field has a word of its own; of references most have none."""
    if letter in "*#@":
        return True
    if name in ("REF", "NOTEREF", "PAGEREF"):
        return letter == "d"
    return name in ("HYPERLINK", "TOC", "SEQ", "INDEX", "TOA") and letter not in "hnpwxuz"


def page_number(instruction: Instruction, style: RunStyle) -> PageNumber | None:
    """A page number field; None where its form is not one that can be carried."""
    form = ""
    for word in instruction.words("*"):
        if word.lower() in _NO_FORM:
            continue
        found = _FORMS.get(word) or _FORMS.get(word.lower())
        if found is None:
            return None
        form = found
    if any(set(picture) - set("0#") or "00" in picture for picture in instruction.words("#")):
        return None
    if instruction.name == "PAGE" or form:
        return PageNumber(style, PAGES[instruction.name], form)
    return PageNumber(style, PAGES[instruction.name], "decimal")
