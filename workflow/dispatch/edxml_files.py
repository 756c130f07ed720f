"""The files of an edXML message: manifest, attachments and hashes must tell the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from workflow.dispatch import edxml_form as form
from workflow.dispatch.channels import attachment_place
from workflow.dispatch.edxml_contents import decoded
from workflow.dispatch.edxml_elements import all_of, text_of
from workflow.dispatch.edxml_parts import unreadable
from workflow.model.exchange import FileFacts
from workflow.model.messages import N_, message

_SHA256 = re.compile(r"[0-9a-f]{64}")


def attached_files(
    root: etree._Element,
    envelope: etree._Element,
    note: Mapping[str, Any],
    contents: Sequence[bytes],
) -> tuple[dict[str, bytes], list[FileFacts]]:
    """The files that the manifest names, by their places in a parcel, the document first; and what
    a cover says of each.

    Parameters:
        contents: of the attachments, in their order, still encoded.

    Raises:
        MessageUnreadable: manifest, attachments and the hashes in the note do not fit together.
    """
    references = all_of(envelope, "edXMLBody/edXMLManifest/Reference")
    attachments = all_of(root, "AttachmentEncoded/Attachment")
    ids = [_content_id(text_of(each, "ContentId")) for each in attachments]
    wanted = [_content_id(text_of(each, "ContentId")) for each in references]
    for told in (ids, wanted):
        if double := next((id for id in told if told.count(id) > 1), None):
            sentence = message(N_("the content “{name}” stands twice"), name=double)
            raise unreadable("ContentId", sentence)
    if lost := sorted(set(ids) ^ set(wanted)):
        sentence = message(N_("a reference and its attachment do not fit: “{name}”"),
                           name=lost[0])  # fmt: skip
        raise unreadable("edXMLManifest/Reference", sentence)
    names = {id: text_of(each, "AttachmentName")
             for id, each in zip(wanted, references, strict=True)}  # fmt: skip
    for id, each in zip(ids, attachments, strict=True):
        if text_of(each, "AttachmentName") != names[id]:
            sentence = message(N_("the manifest calls it “{name}”"), name=names[id])
            raise unreadable(form.place_of(each), sentence)
    data = dict(zip(ids, decoded([names[id] for id in ids], contents), strict=True))
    _check_hashes(names, data, note)
    files: dict[str, bytes] = {}
    for id in wanted:
        place = attachment_place(names[id]) if files else names[id]
        if place in files:
            sentence = message(N_("two files are called “{name}”"), name=names[id])
            raise unreadable("edXMLManifest/Reference", sentence)
        files[place] = data[id]
    return files, _facts(wanted, files, note.get("closed", {}))


def _facts(ids: Sequence[str], files: Mapping[str, bytes], closed: Any) -> list[FileFacts]:
    """By the place of each file; of one that is closed to its recipient the envelope tells the
    hash of the plain file, and its name lacks the last ending."""
    if not isinstance(closed, dict) or not closed.keys() <= set(ids):
        raise unreadable(form.NOTE, message(N_("it tells the hashes of other files")))
    facts = []
    for id, (place, data) in zip(ids, files.items(), strict=True):
        plain = closed.get(id)
        name = place.rpartition(".")[0]
        if plain is None:
            facts.append(FileFacts(place, hashlib.sha256(data).hexdigest()))
        elif isinstance(plain, str) and _SHA256.fullmatch(plain) and name:
            facts.append(FileFacts(name, plain, place))
        else:
            sentence = message(N_("it does not have the form that this field has"))
            raise unreadable(f"{form.NOTE}/closed", sentence)
    return facts


def _check_hashes(
    names: Mapping[str, str], data: Mapping[str, bytes], note: Mapping[str, Any]
) -> None:
    """Where the envelope tells the hashes of the files, it tells all of them."""
    told = note.get("files", {} if note else None)
    if told is None:
        return
    if not isinstance(told, dict) or told.keys() != data.keys():
        raise unreadable(form.NOTE, message(N_("it tells the hashes of other files")))
    for id, each in data.items():
        if hashlib.sha256(each).hexdigest() != told[id]:
            sentence = message(N_("the file is not the one that the envelope names"))
            raise unreadable(names[id], sentence)


def _content_id(told: str) -> str:
    return told.removeprefix("cid:")
