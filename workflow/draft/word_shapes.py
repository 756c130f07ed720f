"""How the paragraphs of a Word file stand, what is bold, and which tables have lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Element = etree._Element


@dataclass(frozen=True)
class Shape:
    """How a paragraph stands; `indent` in pt."""

    centred: bool = False
    right: bool = False
    listed: bool = False
    indent: float = 0.0


class Styles:
    """What the styles of a file say of alignment, weight and numbering."""

    def __init__(self, part: Element) -> None:
        self._by_id = {style.get(W + "styleId"): style for style in part.iter(W + "style")}
        self._usual = next(
            (id for id, style in self._by_id.items()
             if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")),
            None,
        )  # fmt: skip

    def shape(self, paragraph: Element) -> Shape:
        jc, listed, indent = "", False, 0.0
        for properties in self._paragraph_properties(paragraph):
            if not jc and (found := reference(properties, "jc")):
                jc = found
            if not listed and (numbers := properties.find(f"{W}numPr/{W}numId")) is not None:
                listed = numbers.get(W + "val") != "0"
            if not indent and (ind := properties.find(W + "ind")) is not None:
                indent = _points(ind.get(W + "left") or ind.get(W + "start"))
                indent += _points(ind.get(W + "firstLine"))
        return Shape(jc == "center", jc in ("right", "end"), listed, indent)

    def bold(self, paragraph: Element) -> bool:
        named = reference(paragraph.find(W + "pPr"), "pStyle") or self._usual
        return self.named_bold(named, False)

    def named_bold(self, style: str | None, usual: bool) -> bool:
        """Whether a style is bold; `usual` where it does not say."""
        for each in self._chain(style):
            if (found := toggle(each.find(W + "rPr"), "b")) is not None:
                return found
        return usual

    def borders(self, style: str | None) -> bool:
        return any(_draws(each.find(f"{W}tblPr/{W}tblBorders")) for each in self._chain(style))

    def _paragraph_properties(self, paragraph: Element) -> Iterator[Element]:
        direct = paragraph.find(W + "pPr")
        if direct is not None:
            yield direct
        for style in self._chain(reference(direct, "pStyle") or self._usual):
            if (properties := style.find(W + "pPr")) is not None:
                yield properties

    def _chain(self, style: str | None) -> Iterator[Element]:
        seen: set[str] = set()
        while style and style not in seen and style in self._by_id:
            seen.add(style)
            yield self._by_id[style]
            style = reference(self._by_id[style], "basedOn")


def reference(parent: Element | None, name: str) -> str | None:
    found = parent.find(W + name) if parent is not None else None
    return found.get(W + "val") if found is not None else None


def toggle(properties: Element | None, name: str) -> bool | None:
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(W + "val") not in ("0", "false", "off", "none")


def _points(twentieths: str | None) -> float:
    try:
        return float(twentieths or 0) / 20
    except ValueError:
        return 0.0


def has_borders(table: Element, styles: Styles) -> bool:
    direct = table.find(f"{W}tblPr/{W}tblBorders")
    if direct is not None and len(direct):
        return _draws(direct)
    return styles.borders(reference(table.find(W + "tblPr"), "tblStyle")) or any(
        _draws(borders) for borders in table.iter(W + "tcBorders")
    )


def _draws(borders: Element | None) -> bool:
    kinds = [side.get(W + "val") for side in borders] if borders is not None else []
    return any(kind not in (None, "nil", "none") for kind in kinds)
