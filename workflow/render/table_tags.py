"""A table that goes over pages as one table for a screen reader, with heads that it can follow.

WeasyPrint 70 tags each page's part as a table of its own: rows spanned over the end of a page are
then missing, and names of columns that are printed again are read again. It also loses count of
columns behind merged cells when it says which heads a cell has. So the parts are joined while the
tags are made, repeated heads become artifacts, and each head tells the direction it is for
(ISO 14289-1, 7.5).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import pydyf
from weasyprint.pdf import tags as tagging

_NAME = "joins_tables"


def join_tables() -> None:
    """Teach WeasyPrint to tag tables over pages as one; done once in a process."""
    if not hasattr(tagging._build_box_tree, _NAME):
        tagging._build_box_tree = _joining(tagging._build_box_tree)
        weasyprint.pdf.add_tags = _remembering(weasyprint.pdf.add_tags)


def _remembering(add_tags: Callable[..., None]) -> Callable[..., None]:
    def remembering(pdf: Any, document: Any, version: Any, streams: Any) -> None:
        pdf.joined_parts = {}
        pdf.streams_of_tags = {id(stream._tags): stream for stream in streams}
        add_tags(pdf, document, version, streams)

    return remembering


def _joining(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    def joining(
        box: Any, parent: Any, pdf: Any, page: Any, nums: Any, annotations: Any, tags: Any
    ) -> Iterator[Any]:
        box = box._box if isinstance(box, AbsolutePlaceholder) else box
        if not _is_part(box):
            yield from build(box, parent, pdf, page, nums, annotations, tags)
            return
        first = pdf.joined_parts.get(box.element)
        if first is not None and getattr(box, "is_header", False):
            _make_artifact(box, pdf.streams_of_tags[id(tags)], nums, tags)
            return
        (element,) = build(box, parent, pdf, page, nums, annotations, tags)
        if box.element_tag == "table":
            _tell_directions(box)
            if first is None and (words := box.element.get("summary")):
                said = {"O": "/Table", "Summary": pydyf.String(words)}
                element["A"] = pydyf.Dictionary(said)
        if first is None:
            pdf.joined_parts[box.element] = element
            yield element
        else:
            _move(pdf, element, first)

    setattr(joining, _NAME, True)
    return joining


def _is_part(box: Any) -> bool:
    """Whether a box is (a part of) a table, a group of rows, a row or a cell that is read as one;
    boxes within them go by the same element."""
    match box.element_tag if box.element is not None else None:
        case "table":
            return bool(box.is_table_wrapper)
        case "thead" | "tbody":
            return isinstance(box, boxes.TableRowGroupBox)
        case "tr":
            return isinstance(box, boxes.TableRowBox)
        case "td" | "th":
            return isinstance(box, boxes.TableCellBox)
        case _:
            return False


def _move(pdf: Any, element: Any, first: Any) -> None:
    """What a later part holds becomes the first one's."""
    for kid in element["K"]:
        held = pdf.objects[int(bytes(kid).split()[0])]
        held["P"] = first.reference
        first["K"].append(kid)


def _make_artifact(head: Any, stream: Any, nums: Any, tags: Any) -> None:
    """Repeated names of columns are on the page, but not in the text."""
    marks = {
        entry["MCID"]: index
        for index, entry in enumerate(stream.stream)
        if isinstance(entry, pydyf.Dictionary) and "MCID" in entry
    }
    for box in head.descendants():
        if isinstance(box, boxes.TableCellBox):
            box.mark = pydyf.Dictionary({"A": pydyf.Dictionary({})})
        if box in tags:
            number = tags.pop(box)["mcid"]
            index = marks[number]
            stream.stream[index - 1 : index + 2] = [b"/Artifact", b"", b"BMC"]
            nums[number] = b"null"


def _tell_directions(table: Any) -> None:
    for cell in table.descendants():
        if isinstance(cell, boxes.TableCellBox) and hasattr(cell, "mark"):
            cell.mark.pop("ID", None)
            cell.mark["A"].pop("Headers", None)
            if cell.mark.get("S") == "/TH":
                cell.mark["A"]["Scope"] = "/Column"
