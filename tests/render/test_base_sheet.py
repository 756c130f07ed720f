"""The elements of our pages look as WeasyPrint's own sheet has them, and plain boxes are sized and
framed as it would."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from PIL import ImageOps
from weasyprint import HTML
from weasyprint.css import get_all_computed_styles
from weasyprint.css.counters import CounterStyle
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.css.targets import TargetCollector
from weasyprint.text.fonts import FontConfiguration

from workflow.render.pdf import Source, write_pdf

_PAGE = """<html lang="vi"><head><title>x</title><style>p { color: red }</style></head><body>
<header><p>a<br/>b</p></header><div><span>c</span> <a href="#x">d</a><a>e</a></div>
<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4><h5>5</h5><h6>6</h6><img src="vanban:image/it" alt=""/>
<table><colgroup><col/></colgroup><thead><tr><th>f</th></tr></thead>
<tbody><tr><td>g</td></tr></tbody></table><input type="checkbox" name="i"/></body></html>"""
_SCALE = 4  # pixels a pt
_NOT_COMPARED = ("bookmark_label",)  # read where it is used


def styles(source: Any) -> dict[tuple[int, str], dict[str, Any]]:
    """What each element, and what stands before it, looks like."""
    style_for = get_all_computed_styles(
        source, font_config=FontConfiguration(), counter_style=CounterStyle(),
        page_rules=[], color_profiles={}, layers=[], target_collector=TargetCollector(), forms=True,
    )  # fmt: skip
    found = {}
    for number, element in enumerate(source.etree_element.iter()):
        for pseudo in (None, "before"):
            if (style := style_for(element, pseudo)) is not None:
                kept = {k: style[k] for k in INITIAL_VALUES if k not in _NOT_COMPARED}
                found[number, f"{element.tag} {pseudo or ''}"] = kept
    return found


def test_every_element_looks_as_in_html() -> None:
    ours = styles(Source(_PAGE, {}))
    theirs = styles(HTML(string=_PAGE))
    assert len(ours) > 25
    different = {
        (where[1], name): (value, theirs[where][name])
        for where, style in ours.items()
        for name, value in style.items()
        if value != theirs[where][name]
    }
    assert different == {}


@pytest.mark.parametrize("kind", ["solid", "dashed", "double"])
def test_borders_stand_around_a_box(kind: str) -> None:
    css = f"width: 90pt; height: 30pt; margin: 20pt; border: 3pt {kind} black"
    page = (
        "<html><style>@page { size: 200pt 100pt; margin: 0 }</style>"
        f"<body style='margin: 0'><div style='{css}'></div></body></html>"
    )
    with pypdfium2.PdfDocument(write_pdf(page, archival=False)) as document:
        drawn = ImageOps.invert(document[0].render(scale=_SCALE).to_pil().convert("L")).getbbox()
    assert drawn == pytest.approx([_SCALE * edge for edge in (20, 20, 116, 56)], abs=1)
