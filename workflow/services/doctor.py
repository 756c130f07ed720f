"""Doctor: what keeps this office from working, found before it hurts."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from workflow.model.document import Draft, Paragraph, Run, SignatureBlock
from workflow.model.errors import LittleSpace, NoTerminal, NotFound, Unfinished, VanbanError
from workflow.model.lifecycle import State
from workflow.model.messages import N_, Message, message
from workflow.render.fonts import find_face
from workflow.services.attachments import approved_attachments, attachments_of
from workflow.services.channels import open_ways
from workflow.services.history import verify_journal
from workflow.services.images import known_images
from workflow.services.office import OpenOffice, no_prompt
from workflow.services.publishing import unpublished
from workflow.services.rendering import render
from workflow.services.signing import check_key_may_sign
from workflow.services.stamps import check_image
from workflow.sign.keys import look_at_key
from workflow.sign.trust import common_name, read_anchors

_LEAST_FREE = 1024**3


@dataclass(frozen=True)
class Finding:
    """One thing looked at: what is there, or what is wrong with it."""

    what: Message
    says: Message
    trouble: VanbanError | None = None


def examine(office: OpenOffice) -> Iterator[Finding]:
    """Look at everything a day's work needs; nothing is changed."""
    checks: list[tuple[str, Callable[[OpenOffice], Message]]] = [
        (N_("Python"), _python),
        (N_("font"), _font),
        (N_("rules in force"), _rules),
        (N_("templates"), _templates),
        (N_("recipients"), _recipients),
        (N_("trust anchors"), _anchors),
        (N_("key files"), _keys),
        (N_("database and journal"), _journal),
        (N_("stored files"), _stored),
        (N_("unfinished acts"), _unfinished),
        (N_("channels"), _channels),
        (N_("free space"), _space),
    ]
    for what, check in checks:
        try:
            yield Finding(message(what), check(office))
        except VanbanError as error:
            yield Finding(message(what), message("–"), error)
        except OSError as error:
            yield Finding(message(what), message("–"), NotFound(file=error.filename))


def _python(_: OpenOffice) -> Message:
    return message("{version}", version=platform.python_version())


def _font(_: OpenOffice) -> Message:
    face = find_face()
    return message("{name} ({folder})", name=face.name, folder=face.files[0].parent)


def _rules(office: OpenOffice) -> Message:
    return message("{id}", id=office.rules.id)


def _templates(office: OpenOffice) -> Message:
    """Every layout is filled and rendered with a few words, as a draft would be."""
    layouts = {kind.layout: kind.id for kind in office.rules.types.values()}
    blocks = (SignatureBlock("T/M", "T", "N"),)
    for kind in layouts.values():
        render(office, Draft(kind, ("a",), (Paragraph((Run("b"),)),), ("c", "d"), blocks, "e"))
    return message("{names}", names=", ".join(sorted(layouts)))


def _recipients(office: OpenOffice) -> Message:
    directory = office.recipients
    return message(
        N_("bodies: {bodies}; groups: {groups}"),
        bodies=len(directory.bodies),
        groups=len(directory.groups),
    )


def _anchors(office: OpenOffice) -> Message:
    anchors = read_anchors(office.directory / office.settings.trust)
    return message("{names}", names=", ".join(common_name(anchor) for anchor in anchors))


def _keys(office: OpenOffice) -> Message:
    """What can be seen of the keys without asking anybody, and whether it may sign today."""
    images = {seal.key: seal.image for seal in office.settings.seals.values()}
    unattended = replace(office, prompt=no_prompt)
    for key in office.settings.keys.values():
        for image in filter(None, (key.image, images.get(key.id))):
            check_image(key, (office.directory / image).read_bytes(), image)
        with suppress(NoTerminal):
            check_key_may_sign(office, *look_at_key(key, office.directory, unattended.secret))
    return message("{names}", names=", ".join(office.settings.keys))


def _journal(office: OpenOffice) -> Message:
    check = verify_journal(office)
    return message(
        N_("events: {events}; heads kept outside the database: {heads}"),
        events=check.events,
        heads=check.evidence,
    )


def _stored(office: OpenOffice) -> Message:
    names = {
        name
        for d in office.ledger.documents()
        for name in (
            d.draft,
            d.content,
            d.signed,
            d.official_file,
            *known_images(office, d).values(),
            *attachments_of(office, d).values(),
            *approved_attachments(office, d).values(),
        )
        if name
    }
    for name in names:
        office.store.get(name)
    return message(N_("files: {count}, all unchanged"), count=len(names))


def _unfinished(office: OpenOffice) -> Message:
    waiting = [document.label for document in unpublished(office)]
    waiting += [d.label for d in office.ledger.documents() if d.state is State.DISTRIBUTING]
    if waiting:
        raise Unfinished(documents=", ".join(waiting))
    return message(N_("none"))


def _channels(office: OpenOffice) -> Message:
    names = sorted({way.channel for body in office.recipients.bodies.values() for way in body.ways})
    with open_ways(office) as ways:
        for name in names:
            ways.channel(name)
    return message("{names}", names=", ".join(names))


def _space(office: OpenOffice) -> Message:
    free = shutil.disk_usage(Path(office.directory)).free
    if free < _LEAST_FREE:
        raise LittleSpace(free=free // 1024**2)
    return message("{size} GiB", size=round(free / 1024**3))
