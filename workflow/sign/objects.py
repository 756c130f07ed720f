"""Reading PDF objects through pyHanko: values behind their references."""

from __future__ import annotations

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler


def entry(dictionary: generic.DictionaryObject, key: str) -> generic.PdfObject | None:
    """The value of a key behind its reference; None where the key is missing."""
    return dictionary[key] if key in dictionary else None  # noqa: SIM401 - .get() would not follow


def is_signature_field(field: generic.DictionaryObject) -> bool:
    return str(entry(field, "/FT")) == "/Sig"


def form_fields(
    document: PdfHandler,
) -> list[tuple[generic.Reference, str, generic.DictionaryObject]]:
    """The top-level form fields: reference, name, dictionary."""
    form = entry(document.root, "/AcroForm")
    if not isinstance(form, generic.DictionaryObject):
        return []
    pointers = entry(form, "/Fields")
    found = []
    for pointer in pointers if isinstance(pointers, generic.ArrayObject) else ():
        if not isinstance(pointer, generic.IndirectObject):
            raise ValueError("a form field is not an object of its own")
        field = document.get_object(pointer.reference)
        if not isinstance(field, generic.DictionaryObject):
            raise ValueError("a form field is not a dictionary")
        found.append((pointer.reference, str(entry(field, "/T")), field))
    return found


def written(value: generic.PdfObject) -> bytes:
    """An object as it stands in a file: equal objects give equal bytes."""
    out = io.BytesIO()
    value.write_to_stream(out, None)
    return out.getvalue()
