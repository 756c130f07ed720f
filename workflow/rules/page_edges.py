"""What stands around the text of a page: its number, marks in the margins, tables and notes.

Parts are kept by the `id` of each line.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import mode

from workflow.model.page import Line, Page, Part
from workflow.model.vietnamese import matching_key

_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,4}\s*[-–]?$")
_NO_MEDIA = re.compile(r"không phổ biến trên")
_BLANK_EDGE = 22.0  # mm: page numbers stand in the margin
_CAPTION_PITCH = 9.0  # mm from the image, or from the line above
_PITCH = 9.5  # mm: lines of one text are no farther apart
_NOTE_SIZE = 10.5  # pt: nothing else at the foot of a page is so small


def number_page(page: Page, parts: dict[int, Part]) -> None:
    """The number of the page, alone in its upper or lower margin."""
    for line in page.lines:
        middle = (line.box[0] + line.box[2]) / 2
        edge = line.baseline < _BLANK_EDGE or line.baseline > page.height - _BLANK_EDGE + 5
        if edge and _PAGE_NUMBER.match(line.text) and abs(middle - page.width / 2) < 90:
            alone = all(
                o is line or abs(o.baseline - line.baseline) > 1 or id(o) in parts
                for o in page.lines
            )
            if alone:
                parts[id(line)] = Part.PAGE_NUMBER
                return


def marks_at_the_foot(page: Page, parts: dict[int, Part]) -> None:
    """What stands in the lower margin: how to reach the organ, and “không phổ biến …”.

    A page that lies has a narrower margin there, and no marks.
    """
    if page.width > page.height:
        return
    for above, line in pairwise((None, *page.lines)):
        assert line is not None
        if line.box[1] > page.height - _BLANK_EDGE and id(line) not in parts:
            if above and id(above) not in parts and _goes_on(above, line):
                continue  # the text itself runs too far down
            told = _NO_MEDIA.match(matching_key(line.text))
            parts[id(line)] = Part.NOT_FOR_MEDIA if told else Part.CONTACT


def captions(page: Page, parts: dict[int, Part]) -> None:
    """The lines below an image that stand in its middle and slant: its caption."""
    for picture in page.pictures:
        if picture.name:
            continue
        middle, bottom = (picture.box[0] + picture.box[2]) / 2, picture.box[3]
        for line in sorted(page.lines, key=lambda li: li.baseline):
            below = 0 < line.baseline - bottom < _CAPTION_PITCH
            if below and line.italic and abs((line.box[0] + line.box[2]) / 2 - middle) < 3:
                parts.setdefault(id(line), Part.OTHER)
                bottom = line.baseline


def _goes_on(above: Line, line: Line) -> bool:
    return abs(above.size - line.size) < 0.5 and line.baseline - above.baseline < _PITCH


def set_tables_aside(page: Page, parts: dict[int, Part]) -> None:
    """Lines of tables and notes at the foot are not the text that the rules speak of."""
    walls = [s.box for s in page.strokes if s.box[3] - s.box[1] > 3 and s.box[2] - s.box[0] < 2]
    grid = [w for w in walls if sum(abs(w[1] - o[1]) < 2 for o in walls) > 1]
    notes = [
        s.box[1]
        for s in page.strokes
        if s.box[1] > page.height / 2 and 30 < s.box[2] - s.box[0] < 70 and s.box[0] < 40
    ]
    usual = mode(round(li.size) for li in page.lines) if page.lines else 0
    for line in page.lines:
        middle = (line.box[1] + line.box[3]) / 2
        in_grid = any(w[1] <= middle <= w[3] for w in grid)
        ruled_off = any(line.baseline > top for top in notes) and line.size < usual - 0.9
        note = ruled_off or (line.size <= _NOTE_SIZE and line.baseline > page.height / 2)
        if in_grid or note:
            parts.setdefault(id(line), Part.OTHER)
