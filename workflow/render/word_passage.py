"""What is not taken over of the file that a Word passage comes from: its page, headers, footers.

They are the template's. A header that only numbers the pages is left out with a word; one that says
something is refused, since nobody can say whether it has to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from workflow.model.errors import Problem, UnsupportedFeatures, WordFileBroken
from workflow.model.messages import N_, Message, message
from workflow.model.vietnamese import squeeze
from workflow.render.ooxml import Element, Package, number, points, relations_of, value, w
from workflow.render.refusals import first_words, quoted
from workflow.render.word_figure import TextArea

_MAIN = "word/document.xml"
_MM = 72 / 25.4  # pt
_SLACK = 2 * _MM  # pt: what two page set-ups may differ by without anybody seeing it
# Of notes; the usual values are those of the template too (ECMA-376 17.11.2, .17-.20).
_NUMBERING = (w("numFmt"), w("numStart"), w("numRestart"))
_USUAL_NUMBERING = {
    "numFmt": ("decimal", "lowerRoman"), "numStart": ("1",), "numRestart": ("continuous",),
}  # fmt: skip
_PAGE_NUMBER = re.compile(r"[-–—./\s\divxlc]*(trang|page)?[-–—./\s\divxlc]*", re.IGNORECASE)


@dataclass(frozen=True)
class Stretch:
    """Blocks of a file from `start` up to `stop`, and the part of the template's pages that they
    are set in; `lies`: those pages lie."""

    start: int
    stop: int
    area: TextArea
    lies: bool = False


def passage_notes(data: bytes, file: str, stretches: Sequence[Stretch]) -> list[Message]:
    """What a person should know of a file whose text is to be set on the template's pages.

    Parameters:
        stretches: the text, and each appendix.

    Raises:
        UnsupportedFeatures: a header or footer with words of its own, by its name and words.
        WordFileBroken: it holds no text, or a number that is none.
    """
    package = Package(data, file)
    root = package.part(_MAIN)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        raise WordFileBroken(file=file, reason=message(N_("it holds no text")))
    try:
        notes = [
            *_of_margins(package),
            *(note for each in stretches for note in _of_page(body, each)),
            *(note for each in stretches for note in _of_tables(body, each)),
            *_of_notes(package, body),
        ]
    except ValueError as error:
        reason = message(N_("a number in it is none ({error})"), error=error)
        raise WordFileBroken(file=file, reason=reason) from None
    return [each for n, each in enumerate(notes) if each not in notes[:n]]


def _of_margins(package: Package) -> Iterator[Message]:
    problems: list[Problem] = []
    for relation in relations_of(package, _MAIN).values():
        if relation.kind not in ("header", "footer") or relation.external:
            continue
        part = package.part(relation.target)
        if part is None:
            continue
        words = squeeze("".join(text.text or "" for text in part.iter(w("t"))))
        if words and not _PAGE_NUMBER.fullmatch(words):
            sentence = message(
                N_("text in a header or footer, which are the template's here: {words}; write it "
                   "into the text, or take the whole file with --as-is"), words=quoted(words),
            )  # fmt: skip
            problems.append(Problem(relation.target.removeprefix("word/"), sentence))
        elif words or next(part.iter(w("instrText"), w("fldSimple")), None) is not None:
            yield message(N_("its page numbers are left out: those of the template are printed"))
    if problems:
        raise UnsupportedFeatures(file=package.file, problems=problems)


def _of_page(body: Element, stretch: Stretch) -> Iterator[Message]:
    """The width of its text, which lines and tables were set for: that of the section at its end
    (ECMA-376 17.6.18)."""
    properties = None
    for block in list(body)[stretch.start :]:
        properties = next(block.iter(w("sectPr")), None)
        if properties is not None:
            break
    size = properties.find(w("pgSz")) if properties is not None else None
    margins = properties.find(w("pgMar")) if properties is not None else None
    if size is None or margins is None:
        return
    if (value(size, "orient") == "landscape") != stretch.lies:
        if not stretch.lies:
            yield message(
                N_(
                    "its pages lie; the text is set on upright ones (the whole file as it "
                    "lies: --as-is)"
                )
            )
        return
    sides = points(value(margins, "left")) + points(value(margins, "right"))
    width = points(value(size, "w")) - sides
    if abs(width - stretch.area.width) > _SLACK:
        sentence = N_("its text is {found} mm wide; here it is set {room} mm wide")
        yield message(sentence, found=round(width / _MM), room=round(stretch.area.width / _MM))


def _of_notes(package: Package, body: Element) -> Iterator[Message]:
    """Footnotes and endnotes with signs of another kind, or counted from another start."""
    settings = package.part("word/settings.xml")
    roots = [body, *([settings] if settings is not None else [])]
    names = (w("footnotePr"), w("endnotePr"))
    for properties in (found for root in roots for found in root.iter(*names)):
        said = {etree.QName(e).localname: value(e) for e in properties.iter(*_NUMBERING)}
        if any(text not in _USUAL_NUMBERING.get(name, ()) for name, text in said.items()):
            yield message(N_("its footnotes are numbered in another way; here they are 1, 2, 3, …"))


def _of_tables(body: Element, stretch: Stretch) -> Iterator[Message]:
    tables = (t for block in list(body)[stretch.start : stretch.stop] for t in block.iter(w("tbl")))
    for table in tables:
        if next(table.iterancestors(w("tc")), None) is not None:
            continue  # nested
        width = _width(table)
        if width > stretch.area.width + _SLACK:
            sentence = N_(
                "the table {words} is {found} mm wide, more than the {room} mm of the text; make "
                "it narrower, or put it into an appendix whose pages lie"
            )
            yield message(
                sentence, words=first_words(table), found=round(width / _MM),
                room=round(stretch.area.width / _MM),
            )  # fmt: skip


def _width(table: Element) -> float:
    """How wide a table is, pt: by its grid, or by the cells of a row that say more, which counts
    for columns of fixed widths (ECMA-376 17.4.71)."""
    rows = [table.findall(f"{w('tblGrid')}/{w('gridCol')}")]
    for row in table.findall(w("tr")):
        cells = row.findall(f"{w('tc')}/{w('tcPr')}/{w('tcW')}")
        rows.append([cell for cell in cells if value(cell, "type") == "dxa"])
    return max(sum(number(value(each, "w") or "0") / 20 for each in row) for row in rows)
