"""What blocks need to know of the place that they are written into."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.render.page_tree import PageSetup, PageTree


@dataclass(frozen=True)
class Area:
    """A column of text: its width in pt, the page that it is on, and the document's settings.

    `flowing`: it goes on from page to page, unlike a header, a cell or a text box. `origin`: how
    far below the upper edge of the paper drawings that are placed on the page are counted from, pt;
    None in cells and text boxes, which everything in them is placed in.
    """

    tree: PageTree
    page: PageSetup
    width: float
    flowing: bool = True
    origin: float | None = None

    @property
    def own_page(self) -> PageSetup | None:
        """The page that drawings can be placed on; None in cells and text boxes."""
        return self.page if self.origin is not None else None


def text_area(tree: PageTree, page: PageSetup) -> Area:
    """The area between the margins of a page."""
    return Area(tree, page, page.width - page.left - page.right, origin=abs(page.top))
