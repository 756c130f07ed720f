"""Links as PDF/UA-1 wants them: one annotation for each, held by its Link element, and words that
tell where it leads (ISO 14289-1, 7.18.5).

WeasyPrint 70 lets what stands inside a link inherit it, so that each span in it gets an annotation
of its own, whose element is no Link; and it says only the name of the target.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

# Read aloud in the document's language.
_TO_NOTE, _TO_CALL = "Đến chú thích", "Về chỗ gọi chú thích"
_INSIDE = "Đến chỗ được dẫn trong văn bản này"


def mend_links(document: Pdf) -> None:
    """Take away the links inside links, and say in words where the others lead."""
    redundant = {
        annotation.objgen
        for element in document.objects
        if isinstance(element, Dictionary) and element.get("/Type") == Name.StructElem
        if element.get("/S") != Name.Link
        for annotation in _taken_links(element)
    }
    parents = set()
    for page in document.pages:
        kept = []
        for annotation in page.obj.get("/Annots", Array()):
            if annotation.objgen in redundant:
                parents.add(int(annotation.StructParent))
                continue
            kept.append(annotation)
            if annotation.get("/Subtype") == Name.Link and "/Dest" in annotation:
                annotation.Contents = String(_words(str(annotation.Dest)))
        if "/Annots" in page.obj and len(kept) != len(page.obj.Annots):
            page.obj.Annots = Array(kept)
    if parents:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        pairs = [(numbers[n], numbers[n + 1]) for n in range(0, len(numbers), 2)]
        kept = [part for pair in pairs if int(pair[0]) not in parents for part in pair]
        document.Root.StructTreeRoot.ParentTree.Nums = Array(kept)


def _taken_links(element: Object) -> list[Object]:
    """The annotations of links that an element which is none holds; it loses them."""
    kids = element.get("/K")
    if not isinstance(kids, Array):
        return []
    held = [kid for kid in kids if _is_link(kid)]
    if held:
        element.K = Array([kid for kid in kids if not _is_link(kid)])
    return [kid.Obj for kid in held]


def _is_link(kid: Object) -> bool:
    return (
        isinstance(kid, Dictionary)
        and kid.get("/Type") == Name.OBJR
        and kid.Obj.get("/Subtype") == Name.Link
    )


def _words(target: str) -> str:
    if target.startswith("note"):
        return _TO_NOTE
    return _TO_CALL if target.startswith("call") else _INSIDE
