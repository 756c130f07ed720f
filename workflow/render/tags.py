"""What makes a PDF accessible besides its words: its structure, instead of WeasyPrint's.

WeasyPrint 70 makes an element of every box and anew on every page: paragraphs and tables end with
their page, lines and groups that only set the page are read as parts of the text, headers and
leaders are spoken, and notes are read in the middle of a sentence. So the tree is made here, from
the same boxes.
"""

from __future__ import annotations

from typing import Any

import weasyprint.pdf
from weasyprint.pdf import pydyf

from workflow.render.tag_artifacts import make_artifacts
from workflow.render.tag_boxes import read_boxes
from workflow.render.tag_contents import make_contents
from workflow.render.tag_headings import number_headings
from workflow.render.tag_links import mend_links
from workflow.render.tag_lists import make_lists
from workflow.render.tag_notes import place_notes
from workflow.render.tag_outline import add_outline
from workflow.render.tag_tree import Tag
from workflow.render.tag_writing import write_tags

_MAY_BE_EMPTY = ("Document", "Table", "THead", "TBody", "TR", "TH", "TD")


def tag_ourselves() -> None:
    """Teach WeasyPrint to write this structure."""
    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: Any, document: Any, version: Any, streams: list[Any]) -> None:
    """Write the structure of a document into its PDF.

    Parameters:
        pdf: pydyf's document. The others are WeasyPrint's: its laid out pages, and what is drawn
            on each of them.
    """
    reading = read_boxes(document.pages, [stream._tags for stream in streams])
    root = reading.root
    make_lists(root)
    _leave_out_empty(root)
    make_contents(root)
    place_notes(root, reading.calls)
    number_headings(root)
    mend_links(pdf, root)
    add_outline(pdf, root)
    make_artifacts(streams, reading.artifacts)
    write_tags(pdf, root, len(document.pages))
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _leave_out_empty(tag: Tag) -> None:
    """No element for that in which nothing is read, such as an empty paragraph."""
    for kid in tag.tags:
        _leave_out_empty(kid)
    tag.kids = [
        kid for kid in tag.kids if not isinstance(kid, Tag) or kid.kids or kid.kind in _MAY_BE_EMPTY
    ]
