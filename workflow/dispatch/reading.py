"""What came in by a channel, recognised by its files and read by who knows its form."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath

from workflow.dispatch.channels import Brought, Reported
from workflow.dispatch.cover_json import read_message
from workflow.model.errors import MessageUnreadable
from workflow.model.exchange import Arrival, Bounce, Cover
from workflow.model.messages import N_, message

COVER, RECEIPT, RECEIPT_SIGNATURE = "cover.json", "receipt.json", "receipt.json.p7s"
"""The names of our own form: a cover, a receipt, and the detached CMS over that."""

_EDXML = "workflow.dispatch.edxml_reading:read_edxml"
_READERS = {
    ".edxml": _EDXML,
    ".xml": _EDXML,
    ".eml": "workflow.dispatch.mail_reading:read_mail",
}
"""Who reads a file with such an ending: a function of its bytes, loaded when it is needed."""

Read = Brought | Reported | Bounce | Arrival


def read_found(files: Mapping[str, bytes]) -> Read | None:
    """What a message says; None for one that is nothing to this program, and left to people.

    Parameters:
        files: by their names, the one that says what it is first.

    Raises:
        MessageUnreadable: they are no message, or one that is not as its form wants it.
    """
    if RECEIPT in files:
        return _reported(files[RECEIPT], files.get(RECEIPT_SIGNATURE, b""))
    if COVER in files:
        return _brought(files)
    reader, data = _reader(files)
    if reader:
        module, _, function = reader.partition(":")
        found: Read | None = getattr(import_module(module), function)(data)
        return found
    reason = message(N_("no file in it says what it is"))
    raise MessageUnreadable(place=next(iter(files), "–"), reason=reason)


def edxml_in(files: Mapping[str, bytes]) -> bytes | None:
    """The edXML message that files are, None where they are something else: who sent it is told by
    its envelope's signature, which is checked where the trusted authorities are known."""
    if RECEIPT in files or COVER in files:
        return None
    reader, data = _reader(files)
    return data if reader == _EDXML else None


def _reader(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Who reads the first file of a known ending, and its bytes."""
    for name, data in files.items():
        if reader := _READERS.get(PurePath(name).suffix.lower()):
            return reader, data
    return "", b""


def _reported(data: bytes, signature: bytes) -> Reported:
    receipt = read_message(data)
    if isinstance(receipt, Cover):
        reason = message(N_("it is a cover, not a receipt"))
        raise MessageUnreadable(place=RECEIPT, reason=reason)
    return Reported(receipt, data, signature)


def _brought(files: Mapping[str, bytes]) -> Brought:
    cover = read_message(files[COVER])
    if not isinstance(cover, Cover):
        reason = message(N_("it is a receipt, not a cover"))
        raise MessageUnreadable(place=COVER, reason=reason)
    return Brought(cover, {name: data for name, data in files.items() if name != COVER})
