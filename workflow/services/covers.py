"""Covers: what is said of a document beside its file, for each body that it goes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from workflow.dispatch.channels import Parcel, attachment_place
from workflow.model.delivery import Delivery
from workflow.model.document import Document, Draft
from workflow.model.events import Event
from workflow.model.exchange import (
    Correspondent,
    Cover,
    DocumentFacts,
    DocumentReference,
    FileFacts,
    MessageKind,
    Receiver,
)
from workflow.model.lifecycle import Act
from workflow.model.parties import Purpose
from workflow.services.attachments import attachments_of
from workflow.services.office import OpenOffice
from workflow.services.publishing import file_name
from workflow.services.recipients import planned_recipients


@dataclass
class Package:
    """A document ready to be sent to anybody; what all its parcels share is read once."""

    office: OpenOffice
    document: Document

    def parcel(self, delivery: Delivery, sha256: str, at: datetime) -> Parcel:
        """What goes to one body.

        Parameters:
            sha256: of the file that is sent.
            at: when it is sent, UTC.
        """
        brings = delivery.kind.brings_a_file
        cover = Cover(
            delivery=delivery.id,
            kind=delivery.kind,
            sender=Correspondent(self.office.settings.organ.id, self.office.settings.organ.name),
            recipient=Correspondent(
                self._organ_ids.get(delivery.body, ""), delivery.name, delivery.body
            ),
            purpose=delivery.purpose,
            document=self.facts,
            sent_at=at,
            file=FileFacts(file_name(self.document), sha256) if brings else None,
            attachments=self._attachment_facts if brings else (),
            about=self._about(delivery),
            reason=self._reason(delivery),
            receivers=self._receivers if delivery.kind is MessageKind.UPDATE else (),
        )
        if not brings:
            return Parcel(cover, delivery.address)
        pdf = self._file(sha256)
        return Parcel(cover, delivery.address, file_name(self.document), pdf, self._attachments)

    def _about(self, delivery: Delivery) -> DocumentReference | None:
        if not delivery.about:
            return None
        meant = self.office.ledger.find(delivery.about)
        return reference_to(self.office, meant)

    def _reason(self, delivery: Delivery) -> str:
        """Why something is taken back, changed or replaced."""
        acts = {
            MessageKind.RECALL: Act.RECALLED,
            MessageKind.UPDATE: Act.UPDATED,
            MessageKind.REPLACE: Act.REPLACING,
        }
        return str(self._said[acts[delivery.kind]]["reason"]) if delivery.kind in acts else ""

    @cached_property
    def facts(self) -> DocumentFacts:
        document, said = self.document, self._said
        told = said[Act.ISSUED].get("cover") or self._read_again()
        return DocumentFacts(
            reference=reference_to(self.office, document),
            number=document.number or 0,
            type=document.type,
            subject=document.subject,
            pages=int(said[Act.SUBMITTED]["pages"]),
            copies=int(said[Act.ISSUED]["copies"]),
            due=self._due,
            **{**told, "recipients": tuple(told["recipients"])},
        )

    def _read_again(self) -> dict[str, Any]:
        """Journals of older programs: the act of issuing did not say it."""
        from workflow.services.drafting import parse_draft

        return cover_facts(self.office, parse_draft(self.office, self.document))

    @cached_property
    def _due(self) -> date | None:
        """When it wants to be dealt with, as the last update that names a day says."""
        told = [e.data["due"] for e in self._updates if e.data["due"]]
        return date.fromisoformat(told[-1]) if told else None

    @cached_property
    def _receivers(self) -> tuple[Receiver, ...]:
        return tuple(
            Receiver(self._organ_ids.get(told["body"], ""), told["name"], Purpose(told["purpose"]))
            for told in self._updates[-1].data["receivers"]
        )

    @cached_property
    def _updates(self) -> list[Event]:
        return self.office.ledger.events(self.document.id, Act.UPDATED)

    @cached_property
    def _organ_ids(self) -> dict[str, str]:
        """As they were when the document was submitted, as long as the directory says no other."""
        planned = planned_recipients(self.office, self.document)
        bodies = self.office.recipients.bodies
        return {r.body: r.organ_id for r in planned} | {
            id: body.organ_id for id, body in bodies.items()
        }

    @cached_property
    def _said(self) -> dict[Act, Any]:
        """The facts of the last event of each act."""
        return {event.act: event.data for event in self.office.ledger.events(self.document.id)}

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return {}

    def _file(self, sha256: str) -> bytes:
        if sha256 not in self._files:
            self._files[sha256] = self.office.store.get(sha256)
        return self._files[sha256]

    @cached_property
    def _attachments(self) -> dict[str, bytes]:
        named = attachments_of(self.office, self.document)
        return {name: self.office.store.get(sha256) for name, sha256 in named.items()}

    @cached_property
    def _attachment_facts(self) -> tuple[FileFacts, ...]:
        named = attachments_of(self.office, self.document)
        return tuple(FileFacts(attachment_place(name), sha256) for name, sha256 in named.items())


def cover_facts(office: OpenOffice, draft: Draft) -> dict[str, Any]:
    """What a cover says of the text itself, as the act of issuing records it: nobody need read the
    text again to send it."""
    return {
        "type_name": office.rules.document_type(draft.type).name,
        "place": office.settings.organ.place,
        "signer": draft.signature.name,
        "signer_title": draft.signature.title,
        "authority": draft.signature.authority,
        "recipients": list(draft.recipients),
        "urgency": draft.marks.urgency,
        "circulation": draft.marks.circulation,
        "not_for_media": draft.marks.not_for_media,
        "secrecy": draft.marks.secrecy,
    }


def reference_to(office: OpenOffice, document: Document) -> DocumentReference:
    """How others name an issued document of this office."""
    assert document.signed_on is not None
    return DocumentReference(office.settings.organ.id, document.official_number, document.signed_on)
