"""The structure tree in the PDF (ISO 32000-1, 14.7.2 to 14.7.4)."""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import pydyf

from workflow.render.tag_tree import Held, Mark, Tag

_OWNED_BY_TABLES = ("Table", "TH", "TD")


def write_tags(pdf: Any, root: Tag, pages: int) -> None:
    """
    Parameters:
        pdf: pydyf's document, with all its pages.
        pages: how many there are.
    """
    writer = _Writer(pdf, pages)
    writer.tree(root)


class _Writer:
    def __init__(self, pdf: Any, pages: int) -> None:
        self._pdf, self._pages = pdf, pdf.page_references  # reckoned anew each time
        self._owners: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self._held: list[tuple[Any, bytes]] = []
        self._names: dict[str, bytes] = {}

    def tree(self, root: Tag) -> None:
        top = self._object({"Type": "/StructTreeRoot"})
        top["K"] = pydyf.Array([self._element(root, top.reference)])
        top["ParentTree"] = self._object({"Nums": self._parents()}).reference
        if self._names:
            pairs = [
                part for name in sorted(self._names)
                for part in (pydyf.String(name), self._names[name])
            ]  # fmt: skip
            top["IDTree"] = self._object({"Names": pydyf.Array(pairs)}).reference
        self._pdf.catalog["StructTreeRoot"] = top.reference

    def _element(self, tag: Tag, parent: bytes) -> bytes:
        element = self._object({"Type": "/StructElem", "S": f"/{tag.kind}", "P": parent})
        reference: bytes = element.reference
        page = next((kid.page for kid in tag.kids if not isinstance(kid, Tag)), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        for name, text in tag.entries.items():
            if text:
                element[name] = pydyf.String(text)
        if "ID" in tag.entries:
            self._names[tag.entries["ID"]] = reference
        if tag.attributes:
            element["A"] = _attributes(tag)
        kids = [self._kid(kid, page, reference) for kid in tag.kids]
        # pyHanko's policy of allowed changes knows a field only where its element holds it alone.
        element["K"] = kids[0] if tag.kind == "Form" else pydyf.Array(kids)
        return reference

    def _kid(self, kid: Tag | Mark | Held, page: int | None, parent: bytes) -> Any:
        if isinstance(kid, Tag):
            return self._element(kid, parent)
        on = self._pages[kid.page]
        if isinstance(kid, Held):
            self._held.append((kid.annotation, parent))
            held = {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": on}
            return self._object(held).reference
        self._owners[kid.page][kid.number] = parent
        if kid.page == page:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": on, "MCID": kid.number})

    def _parents(self) -> Any:
        """What each mark of each page, and each annotation, belongs to."""
        numbers: list[Any] = []
        for number, owners in enumerate(self._owners):
            marks = range(max(owners, default=-1) + 1)
            numbers += [number, pydyf.Array([owners.get(mark, b"null") for mark in marks])]
        for number, (annotation, owner) in enumerate(self._held, start=len(self._owners)):
            annotation["StructParent"] = number
            numbers += [number, owner]
        return pydyf.Array(numbers)

    def _object(self, entries: dict[str, Any]) -> Any:
        made = pydyf.Dictionary(entries)
        self._pdf.add_object(made)
        return made


def _attributes(tag: Tag) -> Any:
    owner = {"O": "/Table"} if tag.kind in _OWNED_BY_TABLES else {}
    values = {
        name: pydyf.Array(value) if isinstance(value, list)
        else value if isinstance(value, int) or value.startswith("/")
        else pydyf.String(value)
        for name, value in {**owner, **tag.attributes}.items()
    }  # fmt: skip
    return pydyf.Dictionary(values)
