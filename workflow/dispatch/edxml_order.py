"""edXML of other programs brought into the form of the schema, where the difference means nothing:
the older name space, the order within a group, optional elements that are empty."""

from __future__ import annotations

from functools import cache

from lxml import etree

from workflow.dispatch import edxml_form as form

_XS = "{http://www.w3.org/2001/XMLSchema}"
_OTHER_NAMES = {("edXMLHeader", "Status"): "MessageStatus"}


def ordered(root: etree._Element) -> None:
    """Change a tree so that the schema can judge what it says."""
    for element in list(root.iter(f"{{{form.OLDER_NAMESPACE}}}*")):
        element.tag = f"{{{form.NAMESPACE}}}{etree.QName(element).localname}"
    for element in list(root.iter(f"{{{form.NAMESPACE}}}*")):
        parent = element.getparent()
        name = etree.QName(element).localname
        above = etree.QName(parent).localname if parent is not None else ""
        if (above, name) in _OTHER_NAMES:
            element.tag = f"{{{form.NAMESPACE}}}{_OTHER_NAMES[above, name]}"
        if parent is not None and name in _optional() and _is_empty(element):
            parent.remove(element)
    for element in list(root.iter(f"{{{form.NAMESPACE}}}*")):
        _put_in_order(element)


def _put_in_order(element: etree._Element) -> None:
    wanted = _orders().get(etree.QName(element).localname)
    if not wanted:
        return
    children = [c for c in element if isinstance(c.tag, str)]
    names = [etree.QName(child).localname for child in children]
    if set(names) <= wanted.keys():
        for child in sorted(children, key=lambda c: wanted[etree.QName(c).localname]):
            element.append(child)


def _is_empty(element: etree._Element) -> bool:
    return not len(element) and not (element.text or "").strip()


@cache
def _orders() -> dict[str, dict[str, int]]:
    """The order of the children of each group, as the schema has it; groups by their name."""
    schema = form.schema_document()
    found: dict[str, dict[str, int]] = {}
    for declared in schema.iter(f"{_XS}element"):
        kind = declared.get("type")
        group = (
            schema.find(f"{_XS}complexType[@name='{kind}']/{_XS}sequence")
            if kind
            else declared.find(f"{_XS}complexType/{_XS}sequence")
        )
        parts = [] if group is None else [c for c in group if isinstance(c.tag, str)]
        names = [c.get("name") for c in parts]
        if len(names) > 1 and all(names):  # without choices within
            found[str(declared.get("name"))] = {str(name): n for n, name in enumerate(names)}
    return found


@cache
def _optional() -> frozenset[str]:
    """The names of elements that hold one text and need not be there wherever they stand."""
    schema = form.schema_document()
    every = [e for e in schema.iter(f"{_XS}element") if e.get("type", "").startswith("Text")]
    needed = {e.get("name") for e in every if e.get("minOccurs") != "0"}
    return frozenset(str(e.get("name")) for e in every if e.get("minOccurs") == "0") - needed
