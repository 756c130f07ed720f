"""What verifying a file finds: facts about each signature, and a verdict in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflow.model.messages import N_, Message


class Verdict(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    INSUFFICIENT = "insufficient"


VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.VALID: N_("VALID"),
    Verdict.INVALID: N_("NOT VALID"),
    Verdict.INSUFFICIENT: N_("CANNOT BE DECIDED"),
}


class Capacity(StrEnum):
    """As whom a signature was made."""

    PERSON = "person"
    ORGAN = "organ"


CAPACITY_NAMES: dict[Capacity, str] = {
    Capacity.PERSON: N_("the person with authority"),
    Capacity.ORGAN: N_("the organ (seal)"),
}


@dataclass(frozen=True)
class SignatureFacts:
    """One signature as found in a file. `claimed_at` is the signer's own clock, not proven."""

    field: str
    capacity: Capacity | None
    signer: str
    organization: str
    issuer: str
    serial: str
    claimed_at: datetime | None
    algorithm: str
    covers_bytes: int
    problems: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.problems:
            return Verdict.INVALID
        return Verdict.INSUFFICIENT if self.doubts else Verdict.VALID


@dataclass(frozen=True)
class Report:
    """The result of verifying one file. `number` and `date` are the filled fields' values;
    `problems` concern the file as a whole; `notes` say what was not checked."""

    file: str
    sha256: str
    size: int
    revisions: int
    signatures: tuple[SignatureFacts, ...]
    number: str = ""
    date: str = ""
    problems: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.problems:
            return Verdict.INVALID
        verdicts = {signature.verdict for signature in self.signatures}
        for verdict in (Verdict.INVALID, Verdict.INSUFFICIENT):
            if verdict in verdicts:
                return verdict
        return Verdict.VALID if self.signatures else Verdict.INVALID
