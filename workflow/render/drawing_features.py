"""The closed list of drawings: what of them is carried, what is harmless, what is refused.

Names are local ones: DrawingML, VML and Word's shapes never use one name for two things that matter
here. `word_features.py` has the same for text.
"""

from __future__ import annotations

from workflow.model.messages import N_, Message, message

# Names, locks, guides of the editor, and the frames that Word and LibreOffice write around.
HARMLESS_DRAWING = frozenset(
    (
        "cNvGraphicFramePr", "graphicFrameLocks", "nvPicPr", "cNvPr", "cNvPicPr", "picLocks",
        "cNvSpPr", "cNvCnPr", "nvSpPr", "nvCxnSpPr", "spLocks", "cxnSpLocks", "off", "avLst",
        "useLocalDpi", "sizeRelH",
        "sizeRelV", "pctWidth", "pctHeight", "stretch", "fillRect", "round", "miter", "bevel",
        "fontRef", "shapetype", "formulas", "f", "path", "handles", "lock", "anchorlock",
        "signatureline", "prstTxWarp", "flatTx", "noAutofit", "creationId", "imgProps",
        "hlinkClick", "svgBlip", "hiddenFill", "hiddenLine", "hiddenEffects", "hiddenScene3d",
        "hiddenSp3d",
    )
)  # fmt: skip

# What stands in these is text, read as such, or kept by Word for the editor only.
UNSEEN = frozenset(
    ("txbxContent", "imgProps", "hiddenFill", "hiddenLine", "hiddenEffects", "hiddenScene3d",
     "hiddenSp3d", "shapetype", "cNvPr", "cNvSpPr", "cNvCnPr", "cNvPicPr", "cNvGraphicFramePr",
     "prstTxWarp", "svgBlip")
)  # fmt: skip

CARRIED_DRAWING = frozenset(
    (
        "inline", "anchor", "simplePos", "positionH", "positionV", "posOffset", "align", "extent",
        "effectExtent", "wrapNone", "wrapSquare", "wrapTopAndBottom", "wrapTight", "wrapThrough",
        "wrapPolygon", "start", "lineTo", "docPr", "decorative", "graphic", "graphicData", "pic",
        "blipFill", "blip", "srcRect", "spPr", "xfrm", "ext", "prstGeom", "ln", "noFill",
        "solidFill", "srgbClr", "schemeClr", "sysClr", "prstClr", "lumMod", "lumOff", "tint",
        "shade", "alpha", "prstDash", "headEnd", "tailEnd", "effectLst", "wsp", "style", "lnRef",
        "fillRef", "effectRef", "txbx", "txbxContent", "bodyPr", "spAutoFit", "normAutofit",
        "wgp", "cNvGrpSpPr", "grpSpPr", "chOff", "chExt",
        "line", "rect", "shape", "imagedata", "textbox", "stroke", "fill", "wrap", "extLst",
    )
)  # fmt: skip

REFUSED_DRAWINGS = {
    "chart": (N_("a chart"), N_("paste it as a picture (Paste Special → Picture (PNG))")),
    "diagram": (N_("SmartArt"), N_("paste it as a picture (Paste Special → Picture (PNG))")),
    "object": (N_("an embedded object"), N_("paste what it shows as a picture or as text")),
    "ink": (N_("handwriting in ink"), N_("paste it as a picture (Paste Special → Picture (PNG))")),
    "wordart": (N_("WordArt"), N_("write the words as text")),
    "group": (N_("drawings that are grouped"), N_("ungroup them, or paste the group as a picture")),
    "canvas": (
        N_("a drawing canvas"),
        N_("take the drawings out of it, or paste it as a picture"),
    ),
    "geometry": (
        N_("a drawn shape other than a line or a rectangle"),
        N_("paste it as a picture (Paste Special → Picture (PNG))"),
    ),
    "arrow": (N_("a line with an arrow head"), N_("take the arrow head away")),
    "effect": (N_("a shadow, glow or other effect"), N_("take the effect away (No Effects)")),
    "fill": (
        N_("a fill with a gradient, pattern, picture or transparency"),
        N_("take a solid fill or none"),
    ),
    "turned": (N_("a turned or mirrored picture or drawing"), N_("set its rotation to 0°")),
    "recoloured": (
        N_("a recoloured or transparent picture"),
        N_("reset it (Reset Picture) or save it as it is to look"),
    ),
    "clipped": (
        N_("a picture cut to a shape"),
        N_("cut it to a rectangle, or save it as it is to look"),
    ),
    "tiled": (N_("a picture that is repeated as tiles"), N_("put it in as one picture")),
    "outlined": (
        N_("a picture with a frame"),
        N_("take the frame away (No Outline)"),
    ),
    "linked": (
        N_("a linked picture, which is not in the file"),
        N_("put it into the file (Edit Links to Files → Break Link)"),
    ),
    "format": (
        N_("a picture of the kind {kind}"),
        N_("save it as PNG (Save as Picture) and put that in"),
    ),
    "no_words": (
        N_("a picture without alternative text"),
        N_("right-click it, Edit Alt Text, and tell what it shows, or mark it as decorative"),
    ),
    "no_size": (N_("a drawing without a size"), N_("take it out or give it a size")),
    "hidden": (N_("a hidden picture or drawing"), N_("show it or take it out")),
    "place": (
        N_("a drawing placed relative to “{what}”"),
        N_("place it relative to the page, the margin, the column or the paragraph"),
    ),
    "around_page": (
        N_("text around a drawing that is placed on the page"),
        N_("place it relative to its paragraph, or in front of or behind the text"),
    ),
    "around_above": (
        N_("text around a drawing that begins above its paragraph"),
        N_("move its anchor to the paragraph beside it"),
    ),
    "page_in_cell": (
        N_("a drawing in a cell, text box, footer or column of text that is placed on the page"),
        N_("place it relative to its paragraph"),
    ),
    "aligned_down": (
        N_("a drawing that is aligned vertically with its paragraph or line"),
        N_("give its vertical position in centimetres"),
    ),
    "beside_spot": (
        N_("a drawing placed relative to a line or character that text goes around, or a text box"),
        N_("place it relative to the column and the paragraph"),
    ),
    "in_note": (
        N_("a drawing with a place of its own in a footnote"),
        N_("set its text wrapping to “In Line with Text”"),
    ),
    "too_large": (N_("a picture larger than the text area"), N_("make it smaller")),
    "contour": (
        N_("text that follows the outline of a drawing"),
        N_("let the text flow around it as around a rectangle (Square)"),
    ),
    "in_line": (
        N_("a text box or drawn line in the line of text"),
        N_("set its text wrapping to “In Front of Text”"),
    ),
    "linked_box": (N_("linked text boxes"), N_("put their text into one box")),
    "turned_text": (N_("text in a box that is turned"), N_("set its direction to horizontal")),
    "box_text": (
        N_("a text box in columns, without wrapping or with text made smaller to fit"),
        N_("take “Wrap text in shape” and one column, and make the box large enough"),
    ),
    "rule": (
        N_("a horizontal line as a drawing"),
        N_("take the bottom border of a paragraph instead"),
    ),
    "compound": (N_("a line of several strokes"), N_("take a single or double line")),
    "in_exact_line": (
        N_("a picture in a line of fixed height"),
        N_("set the line spacing of its paragraph to single"),
    ),
}
"""What of drawings is refused: its words, and what to do instead."""

# Elements that make a drawing one of these, by their local names.
_ELEMENTS = {
    "chart": "chart", "relIds": "diagram", "OLEObject": "object", "contentPart": "ink",
    "inkAction": "ink", "textpath": "wordart", "group": "group", "grpSp": "group",
    "wpc": "canvas", "lockedCanvas": "canvas", "custGeom": "geometry", "oval": "geometry",
    "roundrect": "geometry", "arc": "geometry", "curve": "geometry", "polyline": "geometry",
    "gradFill": "fill", "pattFill": "fill", "grpFill": "fill", "shadow": "effect",
    "extrusion": "effect", "effectDag": "effect", "scene3d": "effect", "sp3d": "effect",
    "tile": "tiled", "linkedTxbx": "linked_box", "imgLayer": "recoloured", "custDash": "compound",
    "outerShdw": "effect", "innerShdw": "effect", "glow": "effect", "reflection": "effect",
    "softEdge": "effect", "prstShdw": "effect", "blur": "effect", "fillOverlay": "effect",
    "lum": "recoloured", "grayscl": "recoloured", "biLevel": "recoloured", "duotone": "recoloured",
    "clrChange": "recoloured", "alphaModFix": "recoloured", "clrRepl": "recoloured",
    "hsl": "recoloured",
}  # fmt: skip


def refused_drawing(feature: str, **facts: object) -> Message:
    """Why a drawing is refused, and what to do instead."""
    words, instead = REFUSED_DRAWINGS[feature]
    return message(N_("{feature}; {instead}"), feature=message(words, **facts),
                   instead=message(instead))  # fmt: skip


def refused_element(name: str) -> Message | None:
    """Why an element of a drawing is refused, by its local name; None where it is not."""
    if name in _ELEMENTS:
        return refused_drawing(_ELEMENTS[name])
    if name in HARMLESS_DRAWING or name in CARRIED_DRAWING:
        return None
    return message(N_("an unknown part of a drawing ({name})"), name=name)
