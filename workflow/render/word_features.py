"""The closed list: which parts of a Word file are harmless, and how refused ones are named.

What is neither carried (by `word_reader.py` and `word_styles.py`) nor harmless is refused.
"""

from __future__ import annotations

from workflow.model.messages import N_, Message, message
from workflow.render.feature_index import feature_of, harmless_in
from workflow.render.feature_list import REFUSED
from workflow.render.ooxml import Element, short_name

# Marks of editing sessions, spelling and bookmarks: nothing of these shows in print.
INVISIBLE = frozenset(
    (
        "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd",
    )
)  # fmt: skip

# Complex scripts, spelling and revision marks: nothing of these shows in print.
HARMLESS_RUN = harmless_in("rPr") | {"rStyle"}

# Grid, hyphenation and punctuation of East Asian text: the same. Numbers and sections are read
# where they stand.
HARMLESS_PARAGRAPH = harmless_in("pPr") | {"pStyle", "rPr", "numPr", "sectPr"}

_NAMES = {
    "w:tab": N_("a tab"),
    "w:br": N_("a line or page break inside a paragraph"),
    "w:drawing": N_("a picture or drawing"),
    "w:pict": N_("a picture or drawing"),
    "w:object": N_("an embedded object"),
    "w:footnoteReference": N_("a footnote"),
    "w:endnoteReference": N_("an endnote"),
    "w:hyperlink": N_("a hyperlink"),
    "w:sym": N_("a symbol from a special font"),
    "w:hMerge": N_("cells merged as in old versions of Word"),
    "w:tblpPr": N_(
        "a floating table on the page or in another table; set its text wrapping to “None”"
    ),
    "w:bidiVisual": N_("a table from right to left"),
    "w:tblCellSpacing": N_("space between cells"),
    "w:textDirection": N_("turned text"),
    "w:tcFitText": N_("text fitted into its cell"),
    "w:tl2br": N_("a line across a cell"),
    "w:tr2bl": N_("a line across a cell"),
    "w:hidden": N_("a hidden row"),
    "w:sectPr": N_("a second section"),
    "w:sdt": N_("a content control of an unknown kind"),
    "m:oMath": N_("an equation"),
    "w:strike": N_("strike-through"),
    "w:dstrike": N_("double strike-through"),
    "w:smallCaps": N_("small capitals"),
    "w:vanish": N_("hidden text"),
    "w:color": N_("coloured text"),
    "w:highlight": N_("highlighted text"),
    "w:shd": N_("shading"),
    "w:spacing": N_("letter spacing"),
    "w:vertAlign": N_("superscript or subscript"),
    "w:u": N_("an underline other than a single line"),
    "w:numPr": N_("automatic numbering"),
    "w:jc": N_("an alignment other than left, centre, right or justified"),
    "w:framePr": N_("a text frame"),
}

FOREIGN_PARTS = {
    "vbaProject.bin": N_("macros"),
    "embeddings/": N_("embedded objects"),
    "charts/": N_("charts"),
    "diagrams/": N_("SmartArt"),
}


def named(element: Element) -> Message:
    """How a refusal names an element: in words where there are any, and as the file has it; with
    what to do instead where the whole feature is refused."""
    name = short_name(element)
    feature = feature_of(element)
    if feature is not None and feature.state == REFUSED:
        return message(
            N_("{feature} ({name}); {instead}"),
            feature=message(feature.words), name=name, instead=message(feature.instead),
        )  # fmt: skip
    words = message(_NAMES[name]) if name in _NAMES else message(N_("an element"))
    return message("{feature} ({name})", feature=words, name=name)
