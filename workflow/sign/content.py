"""R0: the declared fields and no others, empty signatures, nothing that acts by itself."""

from __future__ import annotations

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from workflow.model.messages import N_
from workflow.sign.check import Check
from workflow.sign.objects import form_fields, is_signature_field
from workflow.sign.plan import is_planned

ACTIVE = {
    "/A",
    "/AA",
    "/JS",
    "/JavaScript",
    "/OpenAction",
    "/XFA",
    "/OC",
    "/RichMedia",
    "/OCProperties",
}
"""Keys of what acts by itself, or is shown only sometimes."""

_LINK_KEYS = {"/Type", "/S", "/URI"}
_ADDRESSES = ("https://", "http://", "mailto:")


def check_content(reader: PdfFileReader, check: Check) -> tuple[str, ...]:
    """Check R0, and give the names of the fields that it declares."""
    content = reader.get_historical_resolver(0)
    fields = form_fields(content)
    names = tuple(name for _, name, _ in fields)
    if not is_planned(names):
        check.refuse(
            N_("the content declares the fields {found}, which is not what the plan needs"),
            found=", ".join(sorted(names)) or "–",
        )
        return names
    for _, name, field in fields:
        if is_signature_field(field) and "/V" in field:
            check.refuse(N_("the field “{field}” was filled in the content"), field=name)
    _check_graph(reader, content, check)
    return names


def _check_graph(reader: PdfFileReader, content: HistoricalResolver, check: Check) -> None:
    """Every object that R0 leads to is there already, and none of them acts by itself."""
    seen: set[generic.Reference] = set()
    waiting: list[generic.PdfObject] = [content.root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, generic.IndirectObject):
            if found.reference in seen:
                continue
            seen.add(found.reference)
            if reader.xrefs.get_historical_ref(found.reference, 0) is None:
                check.refuse(
                    N_("the content leads to the object {object}, which it does not hold"),
                    object=found.idnum,
                )
                continue
            waiting.append(content.get_object(found.reference))
        elif isinstance(found, generic.DictionaryObject):
            harmless = _says_how_it_looks(found) or _leads_to_an_address(found)
            for key in found:
                if key in ACTIVE and not (harmless and key == "/A"):
                    check.refuse(N_("the content has an active element ({name})"), name=key)
                waiting.append(found.raw_get(key))
        elif isinstance(found, generic.ArrayObject):
            waiting.extend(found.raw_get(n) for n in range(len(found)))


def _says_how_it_looks(found: generic.DictionaryObject) -> bool:
    """Whether the /A of a dictionary is that of a structure element."""
    return str(found.get("/Type", "")) == "/StructElem"


def _leads_to_an_address(found: generic.DictionaryObject) -> bool:
    """Whether the /A of a dictionary is a link of the text to the web or to a mailbox: it is
    followed by who clicks on it, and nothing else comes after it."""
    action = found.get("/A")
    if str(found.get("/Subtype", "")) != "/Link" or not isinstance(action, dict):
        return False
    address = str(action.get("/URI", ""))
    return (
        set(action) <= _LINK_KEYS and action.get("/S") == "/URI" and address.startswith(_ADDRESSES)
    )
