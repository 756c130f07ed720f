"""Copies that others closed to this office's certificate, opened before anything is checked."""

from __future__ import annotations

from dataclasses import replace

from workflow.dispatch.channels import Brought
from workflow.model.errors import NoOpeningKey
from workflow.services.office import OpenOffice


def opened(office: OpenOffice, brought: Brought) -> Brought:
    """A message with its closed files opened, under their plain names. One that does not open stays
    as it is: what lacks its file is refused with the reason.

    Raises:
        NoOpeningKey: the office names no key that opens files.
        SigningError: the key cannot be used.
    """
    cover = brought.cover
    closed = [each for each in (cover.file, *cover.attachments) if each and each.encrypted]
    if not closed:
        return brought
    name = office.settings.opening_key or office.settings.receipt_key
    if not name:
        raise NoOpeningKey(document=cover.document.reference.official_number)
    from workflow.sign.opening import opening_key

    key = opening_key(office.settings.key(name), office.directory, office.secret)
    files = dict(brought.files)
    for each in closed:
        if each.encrypted in files and (plain := key.opened(files[each.encrypted])) is not None:
            files[each.name] = plain
            del files[each.encrypted]
    return replace(brought, files=files)
