"""Where the images of signature and seal stand: one function for each measure.

Nothing is asked of a document whose signature fields are still empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from workflow.model.findings import Box, Spot
from workflow.model.page import Line, Part, Picture
from workflow.rules.rules import Rule
from workflow.rules.sheet import Miss, Sheet, figure, middle_of, span, width_of, within

_SIGNATURE, _SEAL = "signature", "seal"


def signature_there(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """A seal is put only where somebody has signed."""
    seal = sheet.picture(_SEAL)
    if seal and not sheet.picture(_SIGNATURE):
        yield Miss(_spot(seal), "", rule.bound["text"])


def signature_between(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The signature's middle between title and name, mm from the top."""
    signature = sheet.picture(_SIGNATURE)
    above = _last(sheet, signature, (Part.TITLE, Part.AUTHORITY))
    below = _last(sheet, signature, (Part.NAME,))
    if not (signature and above and below):
        return
    place = (signature.box[1] + signature.box[3]) / 2
    if not above.baseline < place < below.box[1]:
        wanted = span(above.baseline, below.box[1], "mm")
        yield Miss(_spot(signature), figure(place, "mm"), wanted)


def signature_centred(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """The signature's middle under that of the title and over that of the name."""
    signature = sheet.picture(_SIGNATURE)
    name = _last(sheet, signature, (Part.NAME,))
    if not (signature and name):
        return
    place, middle = (signature.box[0] + signature.box[2]) / 2, middle_of([name])
    if abs(place - middle) > rule.bound["tolerance"]:
        yield Miss(_spot(signature), figure(place, "mm"), figure(middle, "mm"))


def seal_over_signature(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """How much of the signature's width the seal covers from the left, per cent."""
    seal, signature = sheet.picture(_SEAL), sheet.picture(_SIGNATURE)
    if not (seal and signature):
        return
    covered = 0.0
    level = seal.box[1] < signature.box[3] and seal.box[3] > signature.box[1]
    if seal.page == signature.page and level and width_of(signature.box) > 0:
        covered = (seal.box[2] - signature.box[0]) / width_of(signature.box)
    low, high = rule.bound["min"], rule.bound["max"]
    if not within(covered, low, high, 0.0) or seal.box[0] > signature.box[0]:
        shown = figure(min(max(covered, 0.0), 1.0) * 100, "%", 0)
        wanted = f"{figure(low * 100, '', 0)}-{figure(high * 100, '%', 0)}"
        yield Miss(_spot(seal), shown, wanted)


def clear_of_text(sheet: Sheet, rule: Rule) -> Iterator[Miss]:
    """Words that signature or seal cover; the seal is round, so that its corners cover none."""
    for page in sheet.pages:
        for picture in page.pictures:
            if picture.name not in (_SIGNATURE, _SEAL):
                continue
            for line in page.lines:
                if _covers(picture, line.box, rule.bound["tolerance"]):
                    yield Miss(_spot(picture), line.text, "")


def _covers(picture: Picture, box: Box, depth: float) -> bool:
    """Whether a picture goes more than `depth` mm into a box."""
    left, top, right, bottom = picture.box
    if picture.name == _SEAL:
        x, y = (left + right) / 2, (top + bottom) / 2
        nearest_x, nearest_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
        radius = min(right - left, bottom - top) / 2 - depth
        return (x - nearest_x) ** 2 + (y - nearest_y) ** 2 < max(radius, 0) ** 2
    across = min(right, box[2]) - max(left, box[0])
    along = min(bottom, box[3]) - max(top, box[1])
    return across > depth and along > depth


def _last(sheet: Sheet, picture: Picture | None, parts: tuple[Part, ...]) -> Line | None:
    """The last line of the first part that stands on the picture's page."""
    for part in parts:
        lines = [li for li in sheet.of(part) if picture and li.page == picture.page]
        if lines:
            return lines[-1]
    return None


def _spot(picture: Picture) -> Spot:
    return Spot(page=picture.page, box=picture.box)
