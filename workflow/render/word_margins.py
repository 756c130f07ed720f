"""Headers and footers of a Word file, section by section (ECMA-376 17.10)."""

from __future__ import annotations

from collections.abc import Callable

from workflow.render.ooxml import Element, Package, elements, relation, value, w
from workflow.render.page_tree import Block, Margin
from workflow.render.refusals import Refusals

ReadBlocks = Callable[[Element], tuple[Block, ...]]


class Margins:
    """Reads the headers and footers of one package; `blocks` reads what stands in one."""

    def __init__(self, package: Package, blocks: ReadBlocks, refusals: Refusals) -> None:
        self._package, self._blocks, self._refusals = package, blocks, refusals
        self._found: dict[tuple[str, str], tuple[Block, ...]] = {}

    def read(self, properties: Element) -> None:
        """Those of one section: it keeps what it does not replace (17.10.1)."""
        for reference in elements(properties):
            for kind in ("header", "footer"):
                if reference.tag == w(f"{kind}Reference"):
                    pages = value(reference, "type") or "default"
                    self._found[kind, pages] = self._part(reference)

    def margin(self, kind: str, *, first: bool, even: bool) -> Margin:
        """What repeats on the pages of the section that was read last.

        Parameters:
            kind: "header" or "footer".
            first, even: whether first and even pages have another one; it is empty where nothing
                was ever said of it.
        """
        return Margin(
            self._found.get((kind, "default"), ()),
            self._found.get((kind, "first"), ()) if first else None,
            self._found.get((kind, "even"), ()) if even else None,
        )

    def _part(self, reference: Element) -> tuple[Block, ...]:
        name = self._package.related(relation(reference), reference)
        with self._refusals.at(name.removeprefix("word/")):
            part = self._package.part(name)
            return self._blocks(part) if part is not None else ()
