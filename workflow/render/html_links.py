"""Links, the places they lead to, and the numbers of pages, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from workflow.render.html_area import Area
from workflow.render.page_tree import (
    Bookmark,
    Link,
    PageNumber,
    PageReference,
    PageTree,
    inlines_of,
    paragraphs_of,
)

_FORMS = ("decimal", "decimal-leading-zero", "lower-roman", "upper-roman", "lower-alpha",
          "upper-alpha")  # fmt: skip
_COUNTED = {"page": "counter(page, {form})", "pages": "counter(pages, {form})",
            "to": "target-counter(attr(data-to url), page, {form})"}  # fmt: skip
_DASHED = '"- " {number} " -"'


def _rules() -> str:
    rules = ["a { color: inherit; text-decoration: inherit }"]
    for kind, counter in _COUNTED.items():
        for form in _FORMS:
            content = counter.format(form=form)
            rules.append(f".{kind}-{form}::before {{ content: {content} }}")
        dashed = _DASHED.format(number=counter.format(form="decimal"))
        rules.append(f".{kind}-dashed::before {{ content: {dashed} }}")
    return "\n".join(rules) + "\n"


CSS = _rules()


class LinkWriter:
    """Writes the links of one document."""

    def __init__(self, tree: PageTree) -> None:
        self._forms = _forms_of(tree)
        self._names: dict[str, str] = {}

    def link(self, link: Link, inner: str) -> str:
        """
        Parameters:
            inner: what stands in the link, as HTML.
        """
        target = link.target
        if target.startswith("#"):
            target = f"#{self._name(target[1:])}"
        return f'<a href="{escape(target)}">{inner}</a>'

    def bookmark(self, bookmark: Bookmark) -> str:
        return f'<span id="{self._name(bookmark.name)}"></span>'

    def page_number(self, number: PageNumber, area: Area, css: str) -> str:
        """
        Parameters:
            css: how the number looks, "" for as the text around it.
        """
        form = number.form or area.page.numbers
        return f'<span class="{number.kind}-{form}"{_style(css)}></span>'

    def page_reference(self, reference: PageReference, css: str) -> str:
        """The number is that of the target's section."""
        form = self._forms.get(reference.bookmark, "decimal")
        to = f' data-to="#{self._name(reference.bookmark)}"'
        return f'<span class="to-{form}"{_style(css)}{to}></span>'

    def _name(self, bookmark: str) -> str:
        return self._names.setdefault(bookmark, f"to{len(self._names) + 1}")


def _style(css: str) -> str:
    return f' style="{css}"' if css else ""


def _forms_of(tree: PageTree) -> Mapping[str, str]:
    """How the pages of each bookmark are numbered."""
    return {
        child.name: section.page.numbers
        for section in tree.sections
        for paragraph in paragraphs_of(section.blocks)
        for child in inlines_of(paragraph.children)
        if isinstance(child, Bookmark)
    }
