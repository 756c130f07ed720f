"""Sections of a Word file: paper, margins, headers, and where page numbers begin."""

from __future__ import annotations

from collections.abc import Callable

from workflow.model.messages import N_, message
from workflow.render.ooxml import (
    Element,
    Package,
    elements,
    on,
    points,
    relation,
    short_name,
    value,
    w,
)
from workflow.render.page_tree import Block, Margin, PageSetup, Section, Table
from workflow.render.refusals import Refusals


class Sections:
    """Reads the sections of one package in their order; `blocks` reads what stands in a header."""

    def __init__(
        self,
        package: Package,
        blocks: Callable[[Element], tuple[Block, ...]],
        refusals: Refusals,
        *,
        mirrored: bool,
    ) -> None:
        self._package, self._blocks, self._refusals = package, blocks, refusals
        self._mirrored = mirrored
        self._header: tuple[Block, ...] = ()

    def read(self, properties: Element, blocks: tuple[Block, ...]) -> Section:
        """A section with its text; it keeps the header of the one before unless it has its own."""
        self._read_headers(properties)
        return Section(self._page(properties), blocks, Margin(self._header))

    def _page(self, properties: Element) -> PageSetup:
        size, margins = properties.find(w("pgSz")), properties.find(w("pgMar"))
        if size is None or margins is None:
            raise self._package.broken(N_("it has no page size or no margins"))
        first_number: int | None = None
        for element in elements(properties):
            match short_name(element):
                case "w:cols" if value(element, "num") not in (None, "0", "1"):
                    self._refusals.add(message(N_("text in columns")))
                case "w:pgBorders" | "w:lnNumType":
                    self._refusals.element(element)
                case "w:pgNumType":
                    kind, start = value(element, "fmt"), value(element, "start")
                    first_number = 1 if start == "1" else None
                    if kind not in (None, "decimal") or start not in (None, "1"):
                        self._refusals.add(
                            message(N_("page numbers of another kind, or from another start"))
                        )
                case "w:type" if value(element) not in (None, "nextPage"):
                    self._refusals.add(message(N_("a section that does not begin a page")))
                case "w:vAlign" if value(element) not in (None, "top"):
                    self._refusals.add(
                        message(N_("text that does not begin at the top of the page"))
                    )
                case "w:pgMar" if points(value(element, "gutter")):
                    self._refusals.add(message(N_("a gutter beside the margin")))
        top, right, bottom, left, header = (
            points(value(margins, side)) for side in ("top", "right", "bottom", "left", "header")
        )
        first = properties.find(w("titlePg"))
        return PageSetup(
            width=points(value(size, "w")), height=points(value(size, "h")),
            top=top, right=right, bottom=bottom, left=left, header=header,
            different_first=first is not None and on(first),
            mirrored=self._mirrored, start=first_number,
        )  # fmt: skip

    def _read_headers(self, properties: Element) -> None:
        for reference in elements(properties):
            if reference.tag not in (w("headerReference"), w("footerReference")):
                continue
            name = self._package.related(relation(reference), reference)
            with self._refusals.at(name.removeprefix("word/")):
                part = self._package.part(name)
                found = self._blocks(part) if part is not None else ()
                empty = not any(isinstance(b, Table) or b.children for b in found)
                header = reference.tag == w("headerReference")
                if header and value(reference, "type") == "default":
                    self._header = found
                elif not empty:
                    self._refusals.add(
                        message(N_("text in a footer or in the header of the first page"))
                    )
