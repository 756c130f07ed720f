"""Which seals a document takes, and the keys behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflow.model.document import Document
from workflow.model.errors import NotTheKeyHolder, SealMissing, SealNotWanted
from workflow.model.office import ORGAN_HOLDER, Seal
from workflow.services.office import OpenOffice
from workflow.services.signing import ready_stamp, submitted_facts
from workflow.services.stamps import Stamp

Stamps = Mapping[str, Stamp]
"""Opened seals by their organ, "" being the office's own."""


def seals_wanted(office: OpenOffice, document: Document) -> list[str]:
    """The organs that seal a document, in their order; the first gives the number."""
    return list(submitted_facts(office, document)["seals"])


def check_seals(office: OpenOffice, document: Document, names: Sequence[str]) -> list[Seal]:
    """The named seals, which must be exactly those that the document takes.

    Raises:
        UnknownKey, NotTheKeyHolder: no such seal, or its key is a person's.
        SealMissing, SealNotWanted
    """
    wanted, found = seals_wanted(office, document), named_seals(office, names)
    for number, seal in enumerate(found):
        again = seal.organ in [other.organ for other in found[:number]]
        if again or seal.organ not in wanted:
            raise SealNotWanted(
                document=document.label,
                seal=seal.id,
                organ=office.settings.organ_name(seal.organ),
                organs=_organ_names(office, wanted),
            )
    check_none_missing(office, document, [seal.organ for seal in found])
    return found


def check_none_missing(office: OpenOffice, document: Document, organs: Sequence[str]) -> None:
    """
    Raises:
        SealMissing: the document takes the seal of an organ that is not among these.
    """
    missing = [o for o in seals_wanted(office, document) if o not in organs]
    if missing:
        seals = [seal.id for seal in office.settings.seals.values() if seal.organ in missing]
        raise SealMissing(
            document=document.label,
            organs=_organ_names(office, missing),
            seals=", ".join(seals) or "–",
        )


def named_seals(office: OpenOffice, names: Sequence[str]) -> list[Seal]:
    """
    Raises:
        UnknownKey, NotTheKeyHolder: no such seal, or its key is a person's.
    """
    seals = [office.settings.seal(name) for name in names]
    for seal in seals:
        key = office.settings.key(seal.key)
        if key.holder != ORGAN_HOLDER:
            holder = office.settings.person(key.holder).name
            organ = office.settings.organ_name(seal.organ)
            raise NotTheKeyHolder(key=key.id, holder=holder, person=organ)
    return seals


def open_seals(office: OpenOffice, seals: Sequence[Seal]) -> Stamps:
    """The opened seals, each key asked for once.

    Raises:
        SigningError: a key, its certificate or an image cannot be used.
    """
    return {seal.organ: _open_seal(office, seal) for seal in seals}


def _open_seal(office: OpenOffice, seal: Seal) -> Stamp:
    stamp = ready_stamp(office, office.settings.key(seal.key), seal.image)
    return replace(stamp, name=seal.id, seal=seal)


def _organ_names(office: OpenOffice, organs: Sequence[str]) -> str:
    return ", ".join(office.settings.organ_name(organ) for organ in organs)
