"""Who signs and who seals a document: the people and organs behind its signature blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workflow.model.document import Draft
from workflow.model.errors import DraftError, Problem
from workflow.model.messages import N_, Message, message
from workflow.model.office import PRINCIPAL_LAST
from workflow.model.parties import Person, Role
from workflow.model.vietnamese import matching_key, nearest
from workflow.services.office import OpenOffice

_NO_BREAK = "\N{NO-BREAK SPACE}"
# So many letters find room on one line of the letterhead's narrow column in any case.
_PLACE = re.compile(r"(?<=\S )(?:TỈNH|THÀNH PHỐ|PHƯỜNG|XÃ|ĐẶC KHU) .{1,18}$")


def signers_of(office: OpenOffice, draft: Draft, label: str) -> list[Person]:
    """The person of each signature block, in the order of the blocks.

    The first block is that of the organ in charge, from whose series the number comes
    (HD36 II.1.3.1): this office's. For every organ there must be a seal.

    Parameters:
        label: how messages name the draft.

    Raises:
        DraftError: naming every block that nobody can sign.
    """
    found: list[Person] = []
    problems: list[Problem] = []
    for block in draft.signatures:
        person = _signer_called(office, block.name)
        if person is None:
            sentence = _unknown(office, block.name)
        elif person in found:
            sentence = message(N_("“{name}” stands in two signature blocks"), name=person.name)
        elif person.organ and not found:
            sentence = message(
                N_("the first block is that of the organ in charge, this office: not of {organ}"),
                organ=office.settings.organ_name(person.organ),
            )
        elif person.organ and office.settings.seal_of(person.organ) is None:
            sentence = message(
                N_("there is no seal of {organ} under [seals]"),
                organ=office.settings.organ_name(person.organ),
            )
        else:
            found.append(person)
            continue
        file = draft.as_is.name if draft.as_is else f"{label}.md"
        place = f"{file}:{block.line}" if block.line else file
        problems.append(Problem(place, sentence))
    if problems:
        raise DraftError(problems=problems)
    return found


def organs_of(office: OpenOffice, draft: Draft) -> list[str]:
    """The organ of each signature block, "" for the office's own, as far as they are known."""
    people = (_signer_called(office, block.name) for block in draft.signatures)
    return [person.organ if person else "" for person in people]


def sealing_organs(organs: Sequence[str]) -> list[str]:
    """Each organ once, in the order in which they seal: an organ seals where its first person
    signs, and several people of one organ need one seal."""
    return list(dict.fromkeys(organs))


def numbered_place(place: str, number: int) -> str:
    """What the place of the n-th signature or seal is called: signature, signature_2, …"""
    return place if number == 1 else f"{place}_{number}"


def whose_turn(
    office: OpenOffice, signers: Sequence[str], awaiting: Sequence[str]
) -> tuple[str, ...]:
    """Of those who still have to sign, the names of those who may now (office.toml, [signing]).

    Parameters:
        signers: all who sign, the principal first.
    """
    if office.settings.order == PRINCIPAL_LAST:
        return tuple(name for name in awaiting if name != signers[0]) or tuple(awaiting)
    return tuple(awaiting)


def organ_lines(office: OpenOffice, draft: Draft) -> tuple[str, ...]:
    """The organs as the letterhead prints them: the one in charge first, joined by hyphens
    (HD36 II.1.2); a name that needs two lines is parted before the place that it ends with."""
    names = [office.settings.organ_name(o) for o in sealing_organs(organs_of(office, draft))]
    lines = " -\n".join(names).upper().split("\n")
    return tuple(_PLACE.sub(lambda place: place[0].replace(" ", _NO_BREAK), line) for line in lines)


def abbreviations(office: OpenOffice, draft: Draft) -> str:
    """The organ's part of the symbol; of several organs joined by a hyphen (HD36 II.1.3.2)."""
    settings = office.settings
    return "-".join(
        settings.partners[organ].abbreviation if organ else settings.organ.abbreviation
        for organ in sealing_organs(organs_of(office, draft))
    )


def _signer_called(office: OpenOffice, name: str) -> Person | None:
    signers = office.settings.people_with(Role.SIGNER)
    return next((p for p in signers if matching_key(p.name) == matching_key(name)), None)


def _unknown(office: OpenOffice, name: str) -> Message:
    names = [person.name for person in office.settings.people_with(Role.SIGNER)]
    return message(
        N_("“{name}” of the signature block is not a signer of this office; nearest: {near}"),
        name=name,
        near=", ".join(nearest(name, names) or names) or "–",
    )
