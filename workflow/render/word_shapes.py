"""Drawn lines, rectangles and text boxes of a Word file (`wps:wsp`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from workflow.render.drawing_features import refused_drawing
from workflow.render.drawing_values import Looks, attributes, child, emu, number_of
from workflow.render.ooxml import Element, w
from workflow.render.page_tree import BLACK, SIDES, Block, Borders, Line, TextBox
from workflow.render.refusals import Refusals

ReadBlocks = Callable[[Element, Sequence[Element]], tuple[Block, ...]]

_LINES = ("line", "straightConnector1")
_HALF_TURN = 10_800_000  # 60000ths of a degree
_INSETS = {"tIns": 45720, "rIns": 91440, "bIns": 45720, "lIns": 91440}  # EMU, 21.1.2.1.1
_ALIGN = {"t": "top", "ctr": "center", "b": "bottom"}
_NO = (None, "0", "false")


class Shapes:
    """Reads the shapes of one package; `blocks` reads what stands in a text box."""

    def __init__(self, blocks: ReadBlocks, looks: Looks, refusals: Refusals) -> None:
        self._blocks, self._looks, self._refusals = blocks, looks, refusals

    def read(self, shape: Element, size: tuple[float, float]) -> Line | TextBox | None:
        """A shape; None when it was refused, or draws nothing.

        Parameters:
            size: width and height, pt.
        """
        properties, style = child(shape, "spPr"), child(shape, "style")
        frame, geometry = child(properties, "xfrm"), child(properties, "prstGeom")
        kind = geometry.get("prst") if geometry is not None else ""
        if properties is None or kind not in (*_LINES, "rect"):
            self._refusals.add(refused_drawing("geometry"))
            return None
        stroke = self._looks.stroke(properties, style)
        self._looks.effects(properties, style)
        turn = number_of(frame, "rot") if frame is not None else 0.0
        if turn and (kind == "rect" or turn != _HALF_TURN):
            self._refusals.add(refused_drawing("turned"))
        if kind in _LINES:
            flips = [
                frame is not None and frame.get(name) not in _NO for name in ("flipH", "flipV")
            ]
            return Line(*size, stroke, flips[0] != flips[1]) if stroke else None
        borders = tuple((side, stroke) for side in SIDES) if stroke else ()
        fill = self._looks.fill(properties, style)
        if (text := child(shape, "txbx")) is not None:
            content = child(text, "txbxContent")
            return self._box(content, child(shape, "bodyPr"), style, size, borders, fill)
        return TextBox(*size, (), borders, fill) if borders or fill else None

    def _box(
        self, content: Element | None, body: Element | None, style: Element | None,
        size: tuple[float, float], borders: Borders, fill: str,
    ) -> TextBox:  # fmt: skip
        says = attributes(body)
        if number_of(body, "rot") if body is not None else 0:
            self._refusals.add(refused_drawing("turned"))
        if says.get("vert") not in (None, "horz"):
            self._refusals.add(refused_drawing("turned_text"))
        shrunk = child(body, "normAutofit")
        warp = child(body, "prstTxWarp")
        if (
            says.get("wrap") == "none"
            or says.get("numCol") not in (None, "0", "1")
            or says.get("anchorCtr") not in _NO
            or says.get("anchor") not in (None, *_ALIGN)
            or (shrunk is not None and shrunk.get("fontScale") not in (None, "100000"))
        ):
            self._refusals.add(refused_drawing("box_text"))
        if warp is not None and warp.get("prst") != "textNoShape":
            self._refusals.add(refused_drawing("wordart"))
        top, right, bottom, left = (
            emu(body, name) if body is not None and name in says else usual / 12700
            for name, usual in _INSETS.items()
        )
        blocks = self._blocks(content, self._colour(style)) if content is not None else ()
        grows = child(body, "spAutoFit") is not None
        return TextBox(
            *size, blocks, borders, fill, (top, right, bottom, left),
            _ALIGN.get(says.get("anchor") or "t", "top"), grows,
        )  # fmt: skip

    def _colour(self, style: Element | None) -> Sequence[Element]:
        """The colour of the text in a shape (`a:fontRef`), as a style that lies under its own."""
        colour = self._looks.colour(child(style, "fontRef"))
        if not colour or colour == BLACK:
            return ()
        under = etree.Element(w("style"))
        element = etree.SubElement(etree.SubElement(under, w("rPr")), w("color"))
        element.set(w("val"), colour)
        return (under,)
