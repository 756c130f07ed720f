"""Elements of edXML, by the paths of their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from lxml import etree

from workflow.dispatch import edxml_form as form
from workflow.dispatch.edxml_parts import unreadable
from workflow.model.messages import N_, message
from workflow.model.vietnamese import squeeze

Value = TypeVar("Value")


def all_of(element: etree._Element, path: str) -> list[etree._Element]:
    steps = "/".join(f"{{{form.NAMESPACE}}}{name}" for name in path.split("/"))
    return element.findall(steps)


def maybe(element: etree._Element, path: str) -> etree._Element | None:
    return next(iter(all_of(element, path)), None)


def one_of(element: etree._Element, path: str) -> etree._Element:
    """One that the schema wants."""
    return all_of(element, path)[0]


def text_of(element: etree._Element, path: str) -> str:
    """Its text in one line, "" where it is not there."""
    found = maybe(element, path)
    return squeeze(found.text or "") if found is not None else ""


def value_of(element: etree._Element, how: Callable[[str], Value]) -> Value:
    """
    Raises:
        MessageUnreadable: it is no such day or time.
    """
    try:
        return how(squeeze(element.text or ""))
    except ValueError:
        sentence = message(N_("there is no such day or time"))
        raise unreadable(form.place_of(element), sentence) from None
