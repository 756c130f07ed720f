"""What blocks need to know of the place that they are written into."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.render.page_tree import PageSetup, PageTree


@dataclass(frozen=True)
class Area:
    """A column of text: its width in pt, the page that it is on, and the document's settings.

    `flowing`: it goes on from page to page, unlike a header, a cell or a text box.
    """

    tree: PageTree
    page: PageSetup
    width: float
    flowing: bool = True


def text_area(tree: PageTree, page: PageSetup) -> Area:
    """The area between the margins of a page."""
    return Area(tree, page, page.width - page.left - page.right)
