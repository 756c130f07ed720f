"""What verifying a file finds: facts about each signature, and a verdict in words.

The facts do not depend on a policy. A policy says which of them are problems and which only
leave a doubt; from that follows the verdict.
"""

from __future__ import annotations

from collections.abc import Iterable
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


class PolicyName(StrEnum):
    """By which policy a file is judged: as one of ours, or as made by any tool."""

    STRICT = "strict"
    FOREIGN = "foreign"


POLICY_NAMES: dict[PolicyName, str] = {
    PolicyName.STRICT: N_("strict: exactly the planned revisions"),
    PolicyName.FOREIGN: N_("foreign: a file of any tool"),
}


class Capacity(StrEnum):
    """As whom a signature was made."""

    PERSON = "person"
    ORGAN = "organ"


CAPACITY_NAMES: dict[Capacity, str] = {
    Capacity.PERSON: N_("the person with authority"),
    Capacity.ORGAN: N_("the organ (seal)"),
}


class Indication(StrEnum):
    """What validation says of a signature (ETSI EN 319 102-1, 5.1.3)."""

    PASSED = "TOTAL-PASSED"
    FAILED = "TOTAL-FAILED"
    INDETERMINATE = "INDETERMINATE"


class SubIndication(StrEnum):
    """Why validation does not pass (ETSI EN 319 102-1, table 6)."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    EXPIRED = "EXPIRED"
    POLICY_PROCESSING_ERROR = "POLICY_PROCESSING_ERROR"
    SIGNATURE_POLICY_NOT_AVAILABLE = "SIGNATURE_POLICY_NOT_AVAILABLE"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    REVOCATION_OUT_OF_BOUNDS_NO_POE = "REVOCATION_OUT_OF_BOUNDS_NO_POE"
    OUT_OF_BOUNDS_NOT_REVOKED = "OUT_OF_BOUNDS_NOT_REVOKED"
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    NO_POE = "NO_POE"
    TRY_LATER = "TRY_LATER"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"
    GENERIC = "GENERIC"

    @property
    def indication(self) -> Indication:
        return Indication.FAILED if self in _FAILED else Indication.INDETERMINATE


_FAILED = {
    SubIndication.FORMAT_FAILURE,
    SubIndication.HASH_FAILURE,
    SubIndication.SIG_CRYPTO_FAILURE,
    SubIndication.REVOKED,
    SubIndication.NOT_YET_VALID,
}


class SignatureKind(StrEnum):
    SIGNATURE = "signature"
    DOCUMENT_TIMESTAMP = "document timestamp"


class RevocationStatus(StrEnum):
    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Fault:
    """What validation holds against a signature, in the standard's term and in a sentence."""

    sub_indication: SubIndication
    says: Message


@dataclass(frozen=True)
class CertificateFacts:
    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    anchor: bool = False
    """Whether it is one of the trust anchors."""


@dataclass(frozen=True)
class ProofOfTime:
    """A timestamp that proves that the signature was there at that moment."""

    at: datetime
    authority: str
    kind: str
    """`signature timestamp` or `document timestamp`."""


@dataclass(frozen=True)
class Revocation:
    """What the validation data in the file says of the signer's certificate.

    `as_of` is when the authority said so; `since` when it was revoked."""

    status: RevocationStatus = RevocationStatus.UNKNOWN
    as_of: datetime | None = None
    since: datetime | None = None


class ChangeKind(StrEnum):
    """What a revision does. A signature before it need not mind any but the last; REFILLED (a field
    that said something is filled for the first time since) only where it is certified so."""

    SIGNED = "signed"
    TIMESTAMPED = "timestamped"
    FILLED = "filled"
    REFILLED = "refilled"
    FIELD_ADDED = "field added"
    VALIDATION_DATA = "validation data"
    METADATA = "metadata"
    OTHER = "other"


@dataclass(frozen=True)
class Change:
    """What one revision does to the file; `field` where it is about one."""

    kind: ChangeKind
    says: Message
    field: str = ""


@dataclass(frozen=True)
class RevisionFacts:
    """One revision. `end`: the byte after its last one; `sha256`: of the file up to there."""

    number: int
    end: int
    sha256: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class SignatureFacts:
    """One signature as found in a file. `claimed_at` is the signer's own clock, not proven.

    `faults` are the mechanism's, `problems` and `doubts` what the policy makes of them.
    `oddities`: what no signature protects and says more than a signature needs.
    `covers_all`: the signature covers the file to its last byte.
    """

    field: str
    capacity: Capacity | None
    signer: str
    organization: str
    issuer: str
    serial: str
    claimed_at: datetime | None
    algorithm: str
    covers_bytes: int
    kind: SignatureKind = SignatureKind.SIGNATURE
    revision: int = 0
    covers_all: bool = False
    chain: tuple[CertificateFacts, ...] = ()
    proof: ProofOfTime | None = None
    revocation: Revocation = Revocation()
    faults: tuple[Fault, ...] = ()
    oddities: tuple[Message, ...] = ()
    problems: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.problems:
            return Verdict.INVALID
        return Verdict.INSUFFICIENT if self.doubts else Verdict.VALID

    @property
    def sub_indication(self) -> SubIndication | None:
        return _gravest(fault.sub_indication for fault in self.faults)

    @property
    def indication(self) -> Indication:
        return self.sub_indication.indication if self.sub_indication else Indication.PASSED


@dataclass(frozen=True)
class Comparison:
    """The file held against something outside it: an office's register, or evidence.

    `agrees` is None where there was nothing to compare it with.
    """

    agrees: bool | None
    says: Message


@dataclass(frozen=True)
class Report:
    """The result of verifying one file. `number` and `date` are the filled fields' values;
    `problems` and `doubts` concern the file as a whole; `notes` say what was not checked;
    `claims` are standards that the file says it keeps, which nobody checked here; `planned` tells
    whether it declares the fields of our plan, so that it is one of ours or says it is; `withdrawn`
    says that the document is no longer in force, which its signatures cannot know."""

    file: str
    sha256: str
    size: int
    revisions: int
    signatures: tuple[SignatureFacts, ...]
    number: str = ""
    date: str = ""
    problems: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    policy: PolicyName = PolicyName.STRICT
    steps: tuple[RevisionFacts, ...] = ()
    claims: tuple[str, ...] = ()
    planned: bool = False
    register: Comparison | None = None
    evidence: Comparison | None = None
    withdrawn: Message | None = None

    @property
    def verdict(self) -> Verdict:
        if self.problems:
            return Verdict.INVALID
        verdicts = {signature.verdict for signature in self.signatures}
        if Verdict.INVALID in verdicts or not self.signatures:
            return Verdict.INVALID
        return Verdict.INSUFFICIENT if self.doubts or len(verdicts) > 1 else verdicts.pop()

    @property
    def sub_indication(self) -> SubIndication | None:
        found = [s.sub_indication for s in self.signatures if s.sub_indication]
        if self.problems or not self.signatures:
            found.append(SubIndication.FORMAT_FAILURE)
        elif self.doubts:
            found.append(SubIndication.GENERIC)
        return _gravest(found)

    @property
    def indication(self) -> Indication:
        return self.sub_indication.indication if self.sub_indication else Indication.PASSED


def _gravest(found: Iterable[SubIndication]) -> SubIndication | None:
    """The first that fails, else the first."""
    said = list(found)
    failed = (sub for sub in said if sub.indication is Indication.FAILED)
    return next(failed, said[0] if said else None)
