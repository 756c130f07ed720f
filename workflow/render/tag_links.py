"""Links as PDF/UA-1 wants them: one annotation for each, held by its Link element, and words that
tell where it leads (ISO 14289-1, 7.18.5).

WeasyPrint 70 lets what stands inside a link inherit it, so that each span in it gets an annotation
of its own; and it says only the name of the target.
"""

from __future__ import annotations

from typing import Any

from weasyprint.pdf import pydyf

from workflow.render.tag_tree import Held, Tag, tags_of

# Read aloud in the document's language.
_TO_NOTE, _TO_CALL = "Đến chú thích", "Về chỗ gọi chú thích"
_INSIDE = "Đến chỗ được dẫn trong văn bản này"


def mend_links(pdf: Any, root: Tag) -> None:
    """Take away the links inside links, and say in words where the others lead.

    Parameters:
        pdf: pydyf's document.
        root: its structure, which holds every link that is to be kept.
    """
    held = [kid.annotation for tag in tags_of(root) for kid in tag.kids if isinstance(kid, Held)]
    kept = {annotation.reference for annotation in held}
    links = {
        each.reference: each
        for each in pdf.objects
        if isinstance(each, pydyf.Dictionary) and each.get("Subtype") == "/Link"
    }
    for page in pdf.objects:
        if isinstance(page, pydyf.Dictionary) and "Annots" in page:
            page["Annots"][:] = [a for a in page["Annots"] if a in kept or a not in links]
    for link in links.values():
        if "Dest" in link:
            link["Contents"] = pydyf.String(_words(link["Dest"].string))


def _words(target: str) -> str:
    if target.startswith("note"):
        return _TO_NOTE
    return _TO_CALL if target.startswith("call") else _INSIDE
