"""What is drawn in a paragraph of a Word file: pictures, lines, rectangles and text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workflow.render.drawing_features import UNSEEN, refused_drawing, refused_element
from workflow.render.drawing_values import Looks, child, emu, inside, local
from workflow.render.ooxml import Element, Package, elements, short_name
from workflow.render.page_tree import Drawing, Line, Picture, RunStyle, TextBox
from workflow.render.refusals import Refusals
from workflow.render.word_anchors import standing
from workflow.render.word_groups import members
from workflow.render.word_pictures import Pictures
from workflow.render.word_shapes import ReadBlocks, Shapes
from workflow.render.word_theme import Theme
from workflow.render.word_vml import Vml


class Drawings:
    """Reads the drawings of one package; `blocks` reads what stands in a text box."""

    def __init__(
        self, package: Package, theme: Theme, blocks: ReadBlocks, refusals: Refusals
    ) -> None:
        self._refusals = refusals
        self._pictures = Pictures(package, refusals)
        self._shapes = Shapes(blocks, Looks(theme, refusals), refusals)
        self._vml = Vml(self._pictures, blocks, refusals)

    def read(self, element: Element, style: RunStyle) -> Iterator[Picture | Drawing]:
        """What a `w:drawing`, `w:pict` or `w:object` shows: several things where it is a group,
        nothing where it was refused.

        Parameters:
            style: of the run that it stands in.

        Raises:
            ValueError: a number in it is none.
        """
        kind = short_name(element)
        if kind == "w:object":
            self._refusals.element(element)
        elif not self._is_known(element):
            pass
        elif kind == "w:drawing":
            holder = next(elements(element), None)
            if holder is not None:
                yield from self._drawn(holder, style)
        elif (drawn := self._vml.read(element, style)) is not None:
            yield drawn

    def _is_known(self, element: Element) -> bool:
        """Whether everything in a drawing is on the closed list; what is not is refused once."""
        known, waiting = True, list(elements(element))
        while waiting:
            part = waiting.pop(0)
            if refusal := refused_element(local(part)):
                self._refusals.add(refusal)
                known = False
            elif local(part) not in UNSEEN:
                waiting.extend(elements(part))
        return known

    def _drawn(self, holder: Element, style: RunStyle) -> Iterator[Picture | Drawing]:
        extent, words = child(holder, "extent"), child(holder, "docPr")
        if extent is None:
            self._refusals.add(refused_drawing("no_size"))
            return
        if any(
            each is not None and each.get("hidden") in ("1", "true") for each in (holder, words)
        ):
            self._refusals.add(refused_drawing("hidden"))
            return
        size = (emu(extent, "cx"), emu(extent, "cy"))
        group = child(inside(child(holder, "graphic"), "graphicData"), "wgp")
        if group is not None:
            yield from self._grouped(holder, group, size, style)
            return
        content = self._content(holder, words, size, style)
        if content is None or local(holder) == "inline":
            if content is not None and not isinstance(content, Picture):
                self._refusals.add(refused_drawing("in_line"))
            elif content is not None:
                yield content
        elif (place := standing(holder, self._refusals)) is not None:
            yield Drawing(
                content, place.across, place.down, style, place.wrap, place.side, place.around,
                place.behind,
            )  # fmt: skip

    def _grouped(
        self, holder: Element, group: Element, size: tuple[float, float], style: RunStyle
    ) -> Iterator[Drawing]:
        """The members of a group, each at its own place; text may not go around them."""
        if local(holder) == "inline":
            self._refusals.add(refused_drawing("in_line"))
            return
        place = standing(holder, self._refusals)
        if place is None:
            return
        if place.wrap != "none" or place.across.align or place.down.align:
            self._refusals.add(refused_drawing("group"))
            return
        for member in members(group, size, self._refusals):
            content = self._shapes.read(member.shape, member.size)
            if content is not None:
                across = replace(place.across, offset=place.across.offset + member.left)
                down = replace(place.down, offset=place.down.offset + member.top)
                yield Drawing(content, across, down, style, behind=place.behind)

    def _content(
        self, holder: Element, words: Element | None, size: tuple[float, float], style: RunStyle
    ) -> Picture | Line | TextBox | None:
        data = inside(child(holder, "graphic"), "graphicData")
        if (picture := child(data, "pic")) is not None:
            if min(size) <= 0:
                self._refusals.add(refused_drawing("no_size"))
                return None
            return self._pictures.drawn(picture, words, size, style)
        if (shape := child(data, "wsp")) is not None:
            return self._shapes.read(shape, size)
        self._refusals.add(refused_drawing("no_size"))
        return None
