"""What is on a page but is not read: leaders, and headers and footers, which repeat (ISO 32000-1,
14.8.2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from weasyprint.pdf import pydyf

from workflow.render.tag_tree import Mark


def make_artifacts(streams: list[Any], artifacts: Mapping[Mark, str]) -> None:
    """Mark stretches of the pages as no part of the text.

    Parameters:
        streams: what is drawn on each page, WeasyPrint's.
        artifacts: the stretches, with "Header" or "Footer" where they are part of one.
    """
    pages = {mark.page for mark in artifacts}
    for number in sorted(pages):
        stream = streams[number].stream
        for place, entry in enumerate(stream):
            if isinstance(entry, pydyf.Dictionary) and "MCID" in entry:
                kind = artifacts.get(Mark(number, entry["MCID"]))
                if kind is not None:
                    stream[place - 1 : place + 2] = _begin(kind)


def _begin(kind: str) -> list[Any]:
    """The beginning of an artifact, in as many parts as that of a stretch that is read."""
    if not kind:
        return [b"/Artifact", b"", b"BMC"]
    said = {"Type": "/Pagination", "Subtype": f"/{kind}"}
    return [b"/Artifact", pydyf.Dictionary(said), b"BDC"]
