"""Find the places of number, date, signature and seal in a finished Word file, and mark them.

They are found by the words around them, as offices write them (HD05 II.I.3, 4, 7; NĐ30 PL I II.3,
4, 7): `Số …-KL/TU`, `…, ngày … tháng … năm …`, and the room above the name of who signs. The file
itself stays as it is; the marks are made in a copy of its text that is rendered.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from workflow.model.document import SignatureBlock
from workflow.model.errors import PlacesUnclear, Problem
from workflow.model.messages import N_, message
from workflow.model.places import FinishedFile, PlaceGiven
from workflow.model.vietnamese import matching_key, squeeze
from workflow.render.ooxml import Element, Package, value, w
from workflow.render.word_lines import (
    WordLine,
    part_at_breaks,
    stretch_of,
    text_of,
    word_lines,
)
from workflow.render.word_places import BOOKMARK_PREFIX, place_of
from workflow.render.word_rooms import (
    empty_after,
    empty_before,
    empty_run,
    hair_after,
    hair_before,
    keep_blanks,
)

_MAIN = "word/document.xml"
_BLANK = r"[\s.…·_]*"
_NUMBER = re.compile(rf"Số\s*:?(?P<given>{_BLANK}\d*{_BLANK})(?P<symbol>[-–/]\s*\S.*)", re.I)
_DATE = re.compile(
    rf"(?P<place>\S.*?),?\s*ngày(?P<day>{_BLANK}\d*{_BLANK})tháng(?P<month>{_BLANK}\d*{_BLANK})"
    rf"năm(?P<year>{_BLANK}\d*{_BLANK})",
    re.I,
)
_BELOW_TITLE = 15  # lines: recipients in the other column may stand between title and name
_FIRST_MARK = 90_000  # ids of bookmarks; Word counts its own from 0


@dataclass(frozen=True)
class Marked:
    """The file with its places marked; `words` tells what each was found by."""

    docx: bytes
    words: Mapping[str, str]


def mark_places(
    word: FinishedFile, number_line: str, date_line: str, blocks: Sequence[SignatureBlock]
) -> Marked:
    """Find and mark every place.

    Parameters:
        number_line, date_line: the lines as the office will fill them, with blanks.
        blocks: of those who sign, the first one's first.

    Raises:
        PlacesUnclear: a place is not there, is there twice, or says already what comes later.
        TemplateBroken: it is not a readable Word file.
    """
    package = Package(word.data, word.name)
    document = package.part(_MAIN)
    body = document.find(w("body")) if document is not None else None
    if document is None or body is None:
        raise package.broken(N_("it holds no text"))
    finder = _Finder(body, {given.name: given for given in word.places})
    finder.number(number_line)
    finder.date(date_line)
    for count, block in enumerate(blocks, start=1):
        finder.signature("" if count == 1 else f"_{count}", block)
    if finder.problems:
        raise PlacesUnclear(problems=finder.problems, file=word.name)
    return Marked(_with_part(word.data, etree.tostring(document, encoding="UTF-8")), finder.words)


class _Finder:
    def __init__(self, body: Element, given: Mapping[str, PlaceGiven]) -> None:
        self._body, self._given = body, given
        self.problems: list[Problem] = []
        self.words: dict[str, str] = {}
        self._marks = 0

    def number(self, wanted: str) -> None:
        """The line that the clerk's number will take the place of: it may not hold one."""
        line = self._line("number", _NUMBER, wanted)
        if line is None:
            return
        found, ours = _NUMBER.fullmatch(line.text), _NUMBER.fullmatch(wanted.strip())
        if found and re.search(r"\d", found["given"]):
            self._problem("number", N_("“{line}” has a number already; the clerk gives it: leave "
                          "it blank"), line=line.text)  # fmt: skip
        elif not found or not ours or _symbol(found["symbol"]) != _symbol(ours["symbol"]):
            self._problem("number", N_("“{line}” will be replaced by “{wanted}”: write the symbol "
                          "so"), line=line.text, wanted=squeeze(wanted))  # fmt: skip
        else:
            self._mark_line("number", line)

    def date(self, wanted: str) -> None:
        """The line with the day of the signature, which nobody knows yet."""
        line = self._line("date", _DATE, wanted)
        if line is None:
            return
        found, ours = _DATE.fullmatch(line.text), _DATE.fullmatch(wanted.strip())
        parts = ("day", "month", "year")
        if found and all(re.search(r"\d", found[part]) for part in parts):
            self._problem("date", N_("“{line}” names the day already; it is that of the signature: "
                          "leave the day blank"), line=line.text)  # fmt: skip
        elif not found or not ours or matching_key(found["place"]) != matching_key(ours["place"]):
            self._problem("date", N_("“{line}” will be replaced by “{wanted}”: write the place so, "
                          "or correct `place` in office.toml"),
                          line=line.text, wanted=squeeze(wanted))  # fmt: skip
        else:
            self._mark_line("date", line)

    def signature(self, suffix: str, block: SignatureBlock) -> None:
        """The room above a name, for the signature and the seal over it."""
        name = block.name
        place, seal = f"signature{suffix}", f"seal{suffix}"
        given = self._given.get(place)
        if given and given.words:
            self._unmark(place)
            self._unmark(seal)
            spot = self._below(place, given.words)
        else:
            spot = self._marked(place)
        if spot is None and not (given and given.words):
            spot = self._above(block)
            if spot is None and given and given.page:
                spot = hair_before(self._body[-1])
            elif spot is None:
                self._problem(place, N_("no line says “{name}”, who signs"), name=name)
        if spot is None:
            return
        said = given.words if given else ""
        for each in (place, seal):
            if self._marked(each) is None:
                self.words[each] = said or name
                self._mark(spot, each)

    def _above(self, block: SignatureBlock) -> Element | None:
        """The room above the line that names who signs."""
        below = self._named(block)
        if below is None:
            return None
        room = empty_before(below)
        return room[len(room) // 2] if room else hair_before(below)

    def _below(self, place: str, words: str) -> Element | None:
        """The room below the one line that has these words."""
        above = self._with_words(words)
        if len(above) != 1:
            self._not_one(place, words, len(above))
            return None
        if "\n" in text_of(above[0].paragraph):
            part_at_breaks(above[0].paragraph)
            above = self._with_words(words)
        room = empty_after(above[0].paragraph)
        return room[len(room) // 2] if room else hair_after(above[0].paragraph)

    def _line(self, place: str, form: re.Pattern[str], wanted: str) -> WordLine | None:
        """The line of a place; what is wrong with it is told where there is none."""
        given = self._given.get(place)
        if given:
            self._unmark(place)
        elif self._marked(place) is not None:
            return None
        lines = self._with_words(given.words) if given else [
            line for line in word_lines(self._body) if form.fullmatch(line.text)
        ]  # fmt: skip
        if not lines or (given and len(lines) > 1):
            self._not_one(place, given.words if given else squeeze(wanted), len(lines))
            return None
        line = lines[0]
        self.words[place] = line.text
        if not line.alone and "\n" in text_of(line.paragraph):
            part_at_breaks(line.paragraph)
            line = next(each for each in word_lines(self._body) if each.text == line.text)
        return line

    def _mark_line(self, place: str, line: WordLine) -> None:
        """Mark a whole paragraph, or what stands between two of its tabs."""
        tabbed = "\t" in text_of(line.paragraph)
        runs = stretch_of(line.paragraph, line.text) if tabbed else []
        if runs or (line.alone and not tabbed):
            keep_blanks(line.paragraph)
            self._mark(line.paragraph, place, runs)
        else:
            self._problem(
                place,
                N_("“{line}” stands beside other words; put it on a line of its own, or into a "
                   "cell of a table without lines"),
                line=line.text,
            )  # fmt: skip

    def _with_words(self, words: str) -> list[WordLine]:
        key = squeeze(words)
        return [line for line in word_lines(self._body) if key in squeeze(line.text)]

    def _named(self, block: SignatureBlock) -> Element | None:
        """The paragraph that says nothing but who signs: the first one below the last title, since
        in the text and in the lists of an appendix the name may stand too."""
        found = self._naming(block)
        if found and "\n" in text_of(found[-1].paragraph):
            part_at_breaks(found[-1].paragraph)
            found = self._naming(block)
        return found[-1].paragraph if found else None

    def _naming(self, block: SignatureBlock) -> list[WordLine]:
        name, title = matching_key(block.name), matching_key(block.title)
        lines = word_lines(self._body)
        keys = [matching_key(line.text) for line in lines]
        found = [n for n, key in enumerate(keys) if key == name]
        titles = [
            n for n, key in enumerate(keys)
            if key and title.endswith(key) and lines[n].text.isupper()
        ]  # fmt: skip
        below = [next((n for n in found if 0 < n - t <= _BELOW_TITLE), None) for t in titles]
        signed = [n for n in below if n is not None]
        return [lines[n] for n in signed or found]

    def _marked(self, place: str) -> Element | None:
        """The paragraph that holds the mark of a place."""
        for mark in self._marks_of(place):
            around = next(mark.iterancestors(w("p")), None)
            return around if around is not None else next(mark.iter(w("p")), None)
        return None

    def _unmark(self, place: str) -> None:
        """A mark of the file gives way to what the drafter says."""
        for mark in self._marks_of(place):
            gone = mark.find(f"{w('sdtPr')}/{w('tag')}") if mark.tag == w("sdt") else mark
            if gone is not None:
                gone.getparent().remove(gone)  # type: ignore[union-attr]

    def _marks_of(self, place: str) -> list[Element]:
        """The bookmarks and content controls that mark a place."""
        name = f"{BOOKMARK_PREFIX}{place}"
        marks = [m for m in self._body.iter(w("bookmarkStart")) if value(m, "name") == name]
        return [*marks, *(c for c in self._body.iter(w("sdt")) if place_of(c) == place)]

    def _mark(self, paragraph: Element, place: str, runs: Sequence[Element] = ()) -> None:
        """A bookmark around what a paragraph holds, or around some runs of it; in an empty one
        around a run as high as the paragraph's mark, so that it stays as high as it was."""
        self._marks += 1
        start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
        for mark in (start, end):
            mark.set(w("id"), str(_FIRST_MARK + self._marks))
        start.set(w("name"), BOOKMARK_PREFIX + place)
        if place.startswith(("signature", "seal")):
            paragraph.extend([start, empty_run(paragraph), end])
            return
        if runs:
            runs[0].addprevious(start)
            runs[-1].addnext(end)
            return
        properties = paragraph.find(w("pPr"))
        paragraph.insert(0 if properties is None else 1, start)
        paragraph.append(end)

    def _not_one(self, place: str, words: str, count: int) -> None:
        if count:
            self._problem(place, N_("{count} lines say “{words}”; name words of one line only"),
                          count=count, words=words)  # fmt: skip
        else:
            self._problem(place, N_("no line like “{words}” was found"), words=words)

    def _problem(self, place: str, template: str, **facts: object) -> None:
        self.problems.append(Problem(place, message(template, **facts)))


def _symbol(text: str) -> str:
    return matching_key(re.sub(r"\s+", "", text))


def _with_part(data: bytes, xml: bytes) -> bytes:
    """The package with another main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, xml if info.filename == _MAIN else old.read(info.filename))
    return out.getvalue()
