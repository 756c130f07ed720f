"""Which feature of the closed list an element of a Word file is, and which values are refused."""

from __future__ import annotations

from functools import cache

from lxml import etree

from workflow.model.messages import N_, Message, message
from workflow.render.feature_attributes import ATTRIBUTES
from workflow.render.feature_list import FEATURES, HARMLESS, REFUSED, Feature
from workflow.render.ooxml import Element, W, elements, on, value

# What these hold is settings of the editor, whatever it is.
_CLOSED = frozenset(
    (
        "latentStyles", "rsids", "mailMerge", "docVars", "captions", "shapeDefaults",
        "hdrShapeDefaults", "background", "mathPr", "schemaLibrary", "customXmlPr", "smartTagPr",
        "placeholder", "documentProtection", "object", "ffData",
    )
)  # fmt: skip

# Effects on letters that Word 2010 brought; each may also say that there is none.
_EFFECTS = frozenset(
    ("glow", "shadow", "reflection", "textOutline", "textFill", "scene3d", "props3d")
)
_NONE = frozenset(("noFill", "solidFill", "round", "miter", "bevel", "prstDash"))
_MAIN = f"{{{W}}}"
_ON = ("1", "true", "on")
_EFFECT = N_("{feature}; {instead}")

# What a refused feature says where it is not used after all.
_NEUTRAL = {
    "textDirection": ("lrTb",), "vAlign": ("top",), "bdr": ("nil",),
    "bar": ("nil",), "tl2br": ("nil",), "tr2bl": ("nil",),
}  # fmt: skip

# Values that are refused, by element ("" for any) and attribute, with what they are and what to do
# instead.
_VALUES: dict[tuple[str, str], tuple[tuple[str, ...], str, str]] = {
    ("docGrid", "type"): (
        ("lines", "linesAndChars", "snapToChars"),
        N_("a grid for lines or letters"), N_("set it to none (Page Setup → Document Grid)"),
    ),
    ("", "shadow"): (
        _ON, N_("a border with a shadow"), N_("take a plain border"),
    ),
    ("", "frame"): (
        _ON, N_("a border like a frame"), N_("take a plain border"),
    ),
    ("framePr", "dropCap"): (
        ("drop", "margin"),
        N_("a drop cap"), N_("take it away (Insert → Drop Cap → None)"),
    ),
    ("tab", "leader"): (
        ("heavy",),
        N_("a tab filled with a thick line"), N_("take dots, dashes or a thin line"),
    ),
    ("type", "val"): (
        ("nextColumn",),
        N_("a section that begins in the next column"), N_("take a column break instead"),
    ),
}  # fmt: skip
_TOLD = frozenset(attribute for _, attribute in _VALUES)


def feature_of(element: Element) -> Feature | None:
    """The feature of an element of the main namespace; None for one that is not on the list."""
    holder = element.getparent()
    return _feature(str(element.tag), str(holder.tag) if holder is not None else "")


@cache
def _feature(tag: str, holder: str) -> Feature | None:
    name = tag.rpartition("}")[2]
    return _index().get(f"{holder.rpartition('}')[2]}/{name}") or _index().get(name)


def is_fine(element: Element) -> bool:
    """Whether an element is on the list as carried or harmless, with attributes that say nothing
    more; the others must be looked at."""
    holder = element.getparent()
    feature = _feature(str(element.tag), str(holder.tag) if holder is not None else "")
    if feature is None or feature.state == REFUSED or not str(element.tag).startswith(_MAIN):
        return False
    return all(_is_plain(str(element.tag), attribute) for attribute in element.attrib)


@cache
def _is_plain(tag: str, attribute: str) -> bool:
    space, _, name = attribute.rpartition("}")
    told = (tag.rpartition("}")[2], name) in _VALUES or ("", name) in _VALUES
    return space != _MAIN[:-1] or (name in ATTRIBUTES and not told)


def harmless_in(holder: str) -> frozenset[str]:
    """The names of what is harmless in a holder such as "rPr"."""
    names = (name.rpartition("/") for name, feature in _index().items()
             if feature.state == HARMLESS)  # fmt: skip
    return frozenset(name for of, _, name in names if of in ("", holder))


def is_neutral(element: Element) -> bool:
    """Whether an element of a refused feature switches it off, or leaves it as it always is."""
    name = etree.QName(element).localname
    if name == "tblCellSpacing":
        return value(element, "w") == "0"
    return not on(element) or value(element) in _NEUTRAL.get(name, ())


def is_open(element: Element) -> bool:
    """Whether what an element holds must be looked at too."""
    return str(element.tag).rpartition("}")[2] not in _CLOSED


def refused_value(element: Element) -> Message | None:
    """Why the values of an element are refused; None where none is."""
    space, _, local = str(element.tag).rpartition("}")
    if space != _MAIN[:-1]:
        return _refused_effect(element) if local in _EFFECTS else None
    for attribute, text in element.attrib.items():
        space, _, name = str(attribute).rpartition("}")
        if space != _MAIN[:-1]:
            continue
        if name not in ATTRIBUTES:
            return message(N_("an unknown attribute ({name})"), name=f"w:{local}@w:{name}")
        if name not in _TOLD:
            continue
        values, words, instead = _VALUES.get((local, name)) or _VALUES.get(("", name), ((), "", ""))
        if text in values:
            return message(_EFFECT, feature=message(words), instead=message(instead))
    return None


def _refused_effect(element: Element) -> Message | None:
    """An effect on letters that shows; an outline of no colour and a plain fill do not."""
    holds = {etree.QName(each).localname for each in elements(element)}
    shows = not holds <= _NONE or (
        etree.QName(element).localname == "textOutline" and "noFill" not in holds
    )
    if not shows:
        return None
    return message(
        _EFFECT,
        feature=message(N_("letters with an outline, a shadow, or raised")),
        instead=message(N_("take the effect away (Font → Text Effects)")),
    )


@cache
def _index() -> dict[str, Feature]:
    return {name: feature for feature in FEATURES for name in feature.names}
