"""The role of each object of a document: what it is in the tree that the catalog leads to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver

from workflow.model.messages import N_


class Role(Enum):
    """What an object is in the document's tree."""

    CATALOG = N_("the catalog")
    FORM = N_("the form")
    FIELD = N_("a field")
    SIGNATURE = N_("a signature")
    VALIDATION_DATA = N_("the validation data")
    METADATA = N_("the metadata")
    STRUCTURE = N_("the structure")
    PAGE_TREE = N_("the order of the pages")
    PAGE = N_("a page")
    PAGE_CONTENT = N_("the text of a page")
    PAGE_RESOURCE = N_("a font or picture of a page")
    ANNOTATIONS = N_("the annotations of a page")
    APPEARANCE = N_("the appearance of a field")
    OTHER = N_("the document")


_KEYS: dict[Role, dict[str, Role]] = {
    Role.CATALOG: {
        "/DSS": Role.VALIDATION_DATA,
        "/Metadata": Role.METADATA,
        "/AcroForm": Role.FORM,
        "/Pages": Role.PAGE_TREE,
        "/StructTreeRoot": Role.STRUCTURE,
    },
    Role.FORM: {"/Fields": Role.FIELD, "/DR": Role.PAGE_RESOURCE},
    Role.FIELD: {"/V": Role.SIGNATURE, "/AP": Role.APPEARANCE, "/Kids": Role.FIELD},
    Role.PAGE_TREE: {"/Kids": Role.PAGE, "/Resources": Role.PAGE_RESOURCE},
    Role.PAGE: {
        "/Kids": Role.PAGE,  # a page tree of several levels
        "/Contents": Role.PAGE_CONTENT,
        "/Resources": Role.PAGE_RESOURCE,
        "/Annots": Role.ANNOTATIONS,
    },
}
_BACK = {"/Parent", "/P", "/Pg", "/Prev", "/Obj"}  # they lead to what has a role already

Pointer = tuple[generic.PdfObject, "Role"]


class Roles:
    """Roles of objects, given when they are first reached and kept from then on."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Role] = {}

    def of(self, reference: generic.Reference) -> Role | None:
        return self._known.get((reference.idnum, reference.generation))

    def forget(self) -> None:
        self._known.clear()

    def give(self, document: HistoricalResolver, changed: Iterable[generic.Reference]) -> None:
        """Roles for all that the trailer and the changed objects lead to now, nearest first."""
        trailer = document.trailer_view
        waiting: list[Pointer] = [(trailer.raw_get("/Root"), Role.CATALOG)]
        if "/Info" in trailer:
            waiting.append((trailer.raw_get("/Info"), Role.METADATA))
        for reference in changed:
            role = self.of(reference)
            if role is not None:
                waiting += _below(document.get_object(reference), role)
        for found, role in waiting:  # grows
            if isinstance(found, generic.IndirectObject):
                key = (found.idnum, found.generation)
                if key in self._known:
                    continue
                self._known[key] = role
                found = document.get_object(found.reference)
            waiting += _below(found, role)


def _below(found: generic.PdfObject, role: Role) -> list[Pointer]:
    """What an object leads to, and as what."""
    if isinstance(found, generic.ArrayObject):
        return [(found.raw_get(n), role) for n in range(len(found))]
    if not isinstance(found, generic.DictionaryObject):
        return []
    named = _KEYS.get(role, {})
    # The named entries first: what is a field is not an annotation too.
    keys = [*(key for key in named if key in found), *(key for key in found if key not in named)]
    rest = _inherited(role)
    return [(found.raw_get(key), named.get(key, rest)) for key in keys if key not in _BACK]


def _inherited(role: Role) -> Role:
    """The role of what hangs below an object without being named there."""
    if role in (Role.CATALOG, Role.PAGE_TREE, Role.FORM):
        return Role.OTHER
    if role in (Role.PAGE, Role.ANNOTATIONS):
        return Role.ANNOTATIONS if role is Role.ANNOTATIONS else Role.PAGE_RESOURCE
    return Role.APPEARANCE if role is Role.FIELD else role
