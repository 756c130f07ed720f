"""Hyperlinks and bookmarks of a Word file (ECMA-376 17.16.22, 17.13.6).

Only addresses of the web and of mail are carried: a link to a file of one machine leads nowhere on
others, and a script has no place in an official document.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, Package, relation, value, w
from workflow.render.refusals import Refusals
from workflow.render.word_changes import story_parts
from workflow.render.word_story import bookmark_names

_SCHEMES = ("http", "https", "mailto")
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
_NAMED = re.compile(r"(?:REF|\\l)\s*\"?\s*([^\s\"\\]+)", re.IGNORECASE)
_LONGEST = 2000


class Links:
    """Where the links of one file lead to."""

    def __init__(self, package: Package, refusals: Refusals) -> None:
        self._package, self._refusals = package, refusals
        self._bookmarks: set[str] | None = None
        self._used: set[str] | None = None

    def knows(self, bookmark: str) -> bool:
        """Whether the file has a bookmark."""
        if self._bookmarks is None:
            roots = map(self._package.part, story_parts(self._package))
            self._bookmarks = {name for root in roots if root is not None
                               for name in bookmark_names(root)}  # fmt: skip
        return bookmark.casefold() in self._bookmarks

    def is_used(self, bookmark: str) -> bool:
        """Whether anything in the file leads to a bookmark."""
        if self._used is None:
            roots = map(self._package.part, story_parts(self._package))
            self._used = {name for root in roots if root is not None for name in _used(root)}
        return bookmark.casefold() in self._used

    def of(self, hyperlink: Element) -> str:
        """The target of a `w:hyperlink`: an address, "#" with a bookmark, or "" for none."""
        anchor = value(hyperlink, "anchor") or ""
        if relation(hyperlink):
            return self.outside(self._package.related(relation(hyperlink), hyperlink), anchor)
        return self.place(anchor) if anchor else ""

    def place(self, bookmark: str) -> str:
        """A place in this file; refused where it is missing."""
        if not self.knows(bookmark):
            self.refuse_missing(bookmark)
            return ""
        return f"#{bookmark.casefold()}"

    def outside(self, address: str, anchor: str = "") -> str:
        """An address; refused unless it is of the web or of mail."""
        address = address.strip()
        if address.startswith("#"):
            return self.place(address[1:])
        try:
            scheme = urlsplit(address).scheme
        except ValueError:
            scheme = ""
        if scheme not in _SCHEMES or len(address) > _LONGEST:
            shown = address[:60]
            sentence = N_("a link to “{address}”, which is no address of the web or of mail")
            self._refusals.add(message(sentence, address=shown))
            return ""
        return quote(f"{address}#{anchor}" if anchor and "#" not in address else address, _SAFE)

    def refuse_missing(self, bookmark: str) -> None:
        sentence = N_("a reference to the bookmark “{name}”, which the file does not hold")
        self._refusals.add(message(sentence, name=bookmark))


def _used(root: Element) -> set[str]:
    """The bookmarks that fields and links of a part name."""
    names = {value(link, "anchor") or "" for link in root.iter(w("hyperlink"))}
    codes: list[str] = []
    for element in root.iter(w("instrText"), w("fldSimple"), w("fldChar")):
        if element.tag == w("fldChar"):
            codes.append(" ")
        else:
            codes.append(element.text or value(element, "instr") or "")
    names.update(_NAMED.findall("".join(codes)))
    return {name.casefold() for name in names}
