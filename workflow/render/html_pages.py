"""Paper, margins and page numbers as CSS for WeasyPrint."""

from __future__ import annotations

from workflow.render.page_tree import PageSetup


def page_css(number: int, page: PageSetup) -> str:
    """The pages of one section; the first section's are those without a name.

    Its header is the running element `header` with the section's number. A named section's own
    first page is told by `:nth`, as `:first` is the document's.
    """
    name = f" section{number}" if number else ""
    first = f":nth(1 of section{number})" if number else ":first"
    rules = [f"@page{name} {{ {_box(page)} {_header(page, number)} }}"]
    if page.mirrored:
        rules.append(
            f"@page{name}:left {{ margin-left: {page.right:.2f}pt; "
            f"margin-right: {page.left:.2f}pt }}"
        )
    if page.different_first:
        rules.append(f"@page {first} {{ @top-center {{ content: none }} }}")
    if page.start is not None and number:
        rules.append(f"@page {first} {{ counter-reset: page {page.start} }}")
    return "\n".join(rules) + "\n"


def _box(page: PageSetup) -> str:
    return (
        f"size: {page.width:.2f}pt {page.height:.2f}pt; "
        f"margin: {page.top:.2f}pt {page.right:.2f}pt {page.bottom:.2f}pt {page.left:.2f}pt;"
    )


def _header(page: PageSetup, number: int) -> str:
    return (
        f"@top-center {{ content: element(header{number}); width: 100%; vertical-align: top; "
        f"padding-top: {page.header:.2f}pt }}"
    )
