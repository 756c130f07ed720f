"""A Word file that the drafter laid out in full → R0: the file is its own template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workflow.model.document import Draft, SignatureBlock
from workflow.model.errors import PlacesUnclear, Problem
from workflow.model.messages import N_, message
from workflow.model.page import Line, Page
from workflow.model.places import FinishedFile, PlaceFound, PlaceGiven
from workflow.model.vietnamese import matching_key, squeeze
from workflow.render.content import Content, render_filled
from workflow.render.fonts import text_width
from workflow.render.html_places import Geometry, LineStyle, seal_place
from workflow.render.measure import measure
from workflow.render.moved_places import Spot, move_places, spots_of
from workflow.render.word_marks import mark_places
from workflow.render.word_values import Letterhead

_DIGITS = 2.0  # em: what the digits of a number or a day are wider than their blank, at most
_PT_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class AsIs:
    """R0 of a Word file as it is, and the places that were found on its pages."""

    content: Content
    places: tuple[PlaceFound, ...]


def render_as_is(
    draft: Draft, word: FinishedFile, letterhead: Letterhead,
    geometry: Sequence[Geometry], labels: Mapping[str, str],
) -> AsIs:  # fmt: skip
    """Render a finished Word file once and for all.

    The signature stands in the middle between the line above it and the name below it, the seal
    over its left third, unless the drafter said where they stand.

    Parameters:
        draft: what the file says, as it was understood.
        letterhead: the lines that will fill the places of number and date.
        geometry: sizes of signature and seal in each signature block.
        labels: what a screen reader says for each place.

    Raises:
        PlacesUnclear: a place is not found, or there is no room in it.
        UnsupportedFeatures, TemplateBroken, GlyphsMissing, FontMissing, TextLost
    """
    marked = mark_places(word, letterhead.number_line, letterhead.date_line, draft.signatures)
    lines = {"number": letterhead.number_line, "date": letterhead.date_line}
    placing = _Placing(draft.signatures, word, geometry, marked.words, lines)
    content = render_filled(
        draft, letterhead, marked.docx, word.name, geometry, labels, placing.placed
    )
    return AsIs(content, placing.found)


class _Placing:
    """Puts signatures and seals where they belong on pages that are laid out."""

    def __init__(
        self, blocks: Sequence[SignatureBlock], word: FinishedFile,
        geometry: Sequence[Geometry], words: Mapping[str, str], lines: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._blocks, self._word, self._geometry, self._words = blocks, word, geometry, words
        self._lines = lines
        self._given = {given.name: given for given in word.places}
        self._problems: list[Problem] = []
        self.found: tuple[PlaceFound, ...] = ()

    def placed(self, pdf: bytes, styles: Mapping[str, LineStyle]) -> bytes:
        """
        Parameters:
            styles: of the lines of number and date.

        Raises:
            PlacesUnclear
        """
        spots, pages = spots_of(pdf), measure(pdf)
        moved: dict[str, Spot] = {}
        for name, style in styles.items():
            wider = self._widened(name, style, spots[name], pages)
            if wider != spots[name]:
                moved[name] = wider
        for number, block in enumerate(self._blocks, start=1):
            signature = "signature" if number == 1 else f"signature_{number}"
            if signature in spots:
                moved |= self._block(number, block, signature, spots, pages)
        if self._problems:
            raise PlacesUnclear(problems=self._problems, file=self._word.name)
        self.found = tuple(self._found(name, spot, pages) for name, spot in (spots | moved).items())
        return move_places(pdf, moved)

    def _block(
        self, number: int, block: SignatureBlock, signature: str,
        spots: Mapping[str, Spot], pages: Sequence[Page],
    ) -> dict[str, Spot]:  # fmt: skip
        """Where signature and seal of one block stand."""
        old = spots[signature]
        given, new = self._given.get(signature), None
        if given and given.page:
            new = self._on_page(given, old, pages)
        else:
            new = self._in_room(signature, block, old, pages[old.page - 1])
        if new is None:
            return {}
        moved = {signature: new}
        seal = seal_place(number, [each.sealed for each in self._geometry])
        said = self._given.get("seal" if number == 1 else f"seal_{number}")
        sealed = self._geometry[min(number, len(self._geometry)) - 1].sealed
        if sealed and seal in spots:
            at = spots[seal]
            follows = replace(
                at,
                page=new.page,
                left=at.left + new.left - old.left,
                top=at.top + new.top - old.top,
            )
            placed = self._on_page(said, at, pages) if said else follows
            if placed:
                moved[seal] = placed
        return moved

    def _widened(
        self, name: str, style: LineStyle, spot: Spot, pages: Sequence[Page]
    ) -> Spot:  # fmt: skip
        """A place between tabs is as wide as its blank: made as wide as what fills it."""
        face = ("regular", "bold", "italic", "bold-italic")[style.run.bold + 2 * style.run.italic]
        size = style.run.size
        need = (text_width(self._lines[name].strip(), face, size) + _DIGITS * size) / _PT_PER_MM
        more = max(0.0, need - spot.width)
        to_left = {"left": 0.0, "center": more / 2, "right": more}[style.align]
        wider = replace(spot, left=spot.left - to_left, width=spot.width + more)
        beside = [
            line.text
            for line in pages[spot.page - 1].lines
            if more and spot.top < (line.box[1] + line.box[3]) / 2 < spot.top + spot.height
            if line.box[0] < wider.left + wider.width and line.box[2] > wider.left
        ]
        if beside:
            self._problem(name, N_("there is no room beside “{line}” for what will stand there"),
                          line=beside[0])  # fmt: skip
        return wider

    def _in_room(self, place: str, block: SignatureBlock, spot: Spot, page: Page) -> Spot | None:
        """In the middle between the line above and the one below; None where that is too small."""
        above, below = self._around(place, block, spot, page)
        if below is None or above is None:
            self._problem(place, N_("the title and “{name}” do not stand on one page; keep them "
                          "together (Table Properties → Row: no break across pages, or Paragraph: "
                          "Keep with next)"), name=block.name)  # fmt: skip
            return None
        room = below.box[1] - above.box[3]
        if room < spot.height:
            self._problem(
                place,
                N_("between “{above}” and “{below}” are {room} mm, the signature needs {need}; "
                   "put empty lines there"),
                above=above.text, below=below.text, room=round(max(room, 0)),
                need=round(spot.height),
            )  # fmt: skip
            return None
        middle = (below.box[0] + below.box[2]) / 2
        top = (above.box[3] + below.box[1] - spot.height) / 2
        return replace(spot, left=middle - spot.width / 2, top=top)

    def _around(
        self, place: str, block: SignatureBlock, spot: Spot, page: Page
    ) -> tuple[Line | None, Line | None]:
        """The lines above and below a place."""
        given, height = self._given.get(place), spot.middle[1]
        lines = page.lines
        if given and given.words:
            key = squeeze(given.words)
            above = next((li for li in lines if key in squeeze(li.text)), None)
            under = [li for li in lines if above and li.box[1] > above.box[3] and _over(li, above)]
            return above, min(under, key=lambda li: li.box[1], default=None)
        named = [li for li in lines if matching_key(li.text) == matching_key(block.name)]
        below = min(named, key=lambda li: abs(li.box[1] - height), default=None)
        over = [li for li in lines if below and li.box[3] < below.box[1] and _over(li, below)]
        return max(over, key=lambda li: li.box[3], default=None), below

    def _on_page(self, given: PlaceGiven, spot: Spot, pages: Sequence[Page]) -> Spot | None:
        """Where the drafter said, if that is on the paper."""
        page = pages[given.page - 1] if given.page <= len(pages) else None
        if (
            page is None
            or given.left + spot.width > page.width
            or given.top + spot.height > page.height
        ):
            self._problem(given.name, N_("{given} is not on the paper"), given=given.text)
            return None
        return replace(spot, page=given.page, left=given.left, top=given.top)

    def _found(self, name: str, spot: Spot, pages: Sequence[Page]) -> PlaceFound:
        return PlaceFound(
            name,
            spot.page,
            left=round(spot.left, 1),
            top=round(spot.top, 1),
            width=round(spot.width, 1),
            height=round(spot.height, 1),
            words=self._words.get(name, ""),
            given=name in self._given,
        )

    def _problem(self, place: str, template: str, **facts: object) -> None:
        self._problems.append(Problem(place, message(template, **facts)))


def _over(line: Line, other: Line) -> bool:
    """Whether one line stands above or below another, as in one column."""
    return line.box[0] < other.box[2] and line.box[2] > other.box[0]
