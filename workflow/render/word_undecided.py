"""Tracked changes and comments of a Word file, found: nobody has decided on them yet.

An official document says what it says; a file in which it is still open what it will say is
refused, with the place, the author and the words of every change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.model.errors import ChangesUndecided, Problem
from workflow.model.messages import N_, message
from workflow.render.ooxml import Element, Package, value, w
from workflow.render.refusals import first_words, quoted
from workflow.render.word_changes import (
    CELLS,
    COMMENTS,
    FORMERLY,
    GONE,
    KEPT,
    is_mark,
    story_parts,
)

_TEXT = {
    "ins": N_("tracked insertion by {author}: {text}"),
    "moveTo": N_("tracked move to here by {author}: {text}"),
    "del": N_("tracked deletion by {author}: {text}"),
    "moveFrom": N_("tracked move from here by {author}: {text}"),
    "commentReference": N_("comment by {author}: {text}"),
}
_ROW = {
    "ins": N_("row of a table inserted by {author} (tracked change)"),
    "del": N_("row of a table deleted by {author} (tracked change)"),
}
_END = {
    "ins": N_("paragraph inserted by {author} (tracked change)"),
    "del": N_("end of a paragraph deleted by {author} (tracked change)"),
}
_CELL = {
    "cellIns": N_("cell of a table inserted by {author} (tracked change)"),
    "cellDel": N_("cell of a table deleted by {author} (tracked change)"),
    "cellMerge": N_("cell of a table merged or parted by {author} (tracked change)"),
}
_FORMAT = N_("format changed by {author} (tracked change)")
_NOBODY = N_("an unnamed author")
_MOST = 40


@dataclass(frozen=True)
class _Found:
    """A change: where, what (a sentence of this file) and who; `text` is what it is about."""

    place: str
    sentence: str
    author: str
    text: str = ""

    def followed_by(self, other: _Found) -> bool:
        """Whether another one is the same change in the next run."""
        return (self.place, self.sentence, self.author) == (
            other.place, other.sentence, other.author,
        )  # fmt: skip


def check_decided(data: bytes, file: str) -> None:
    """
    Raises:
        ChangesUndecided: a Word file holds tracked changes or comments.
        TemplateBroken: it is no readable Word file.
    """
    if found := undecided(Package(data, file)):
        raise ChangesUndecided(file=file, problems=found)


def undecided(package: Package) -> list[Problem]:
    """Every tracked change and every comment of a Word file; neighbours of one kind and author in
    one paragraph are told as one.

    Raises:
        TemplateBroken: a part of it is damaged.
    """
    found: list[_Found] = []
    for name in story_parts(package):
        root = package.part(name)
        for change in _found(package, root) if root is not None else ():
            if found and found[-1].followed_by(change):
                text = found[-1].text + change.text
                found[-1] = _Found(change.place, change.sentence, change.author, text)
            else:
                found.append(change)
    told = [_problem(change) for change in found[:_MOST]]
    if len(found) > _MOST:
        rest = message(N_("{count} more tracked changes and comments"), count=len(found) - _MOST)
        told.append(Problem("", rest))
    return told


def _problem(change: _Found) -> Problem:
    author = change.author or message(_NOBODY)
    text = quoted(change.text.strip())
    return Problem(change.place, message(change.sentence, author=author, text=text))


def _found(package: Package, root: Element) -> Iterator[_Found]:
    names = (*KEPT, *GONE, *FORMERLY, *CELLS, *COMMENTS)
    for element in root.iter(*map(w, names)):
        name = str(element.tag).rpartition("}")[2]
        place, author = _place(element), value(element, "author") or ""
        if name in FORMERLY:
            yield _Found(place, _FORMAT, author)
        elif name in CELLS:
            yield _Found(place, _CELL[name], author)
        elif name == "commentReference":
            author, text = _comment(package, value(element, "id"))
            yield _Found(place, _TEXT[name], author, text)
        elif name in COMMENTS:
            continue
        elif not is_mark(element):
            if text := _words(element):
                yield _Found(place, _TEXT[name], author, text)
            elif element.find(f".//{w('r')}") is not None:
                yield _Found(place, _TEXT[name], author)
        else:
            kind = "ins" if name in KEPT else "del"
            row = element.getparent().tag == w("trPr")  # type: ignore[union-attr]
            yield _Found(place, (_ROW if row else _END)[kind], author)


def _place(element: Element) -> str:
    """The paragraph that a change is in, or the first one of its row."""
    for around in element.iterancestors(w("p"), w("tr"), w("style")):
        if around.tag == w("style"):
            name = around.find(w("name"))
            return quoted((value(name) if name is not None else "") or "")
        if words := first_words(around):
            return words
    return ""


def _words(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter(w("t"), w("delText")))


def _comment(package: Package, number: str | None) -> tuple[str, str]:
    """Who wrote a comment, and what it says."""
    part = package.part("word/comments.xml")
    for comment in part if part is not None else ():
        if value(comment, "id") == number:
            return value(comment, "author") or "", _words(comment)
    return "", ""
