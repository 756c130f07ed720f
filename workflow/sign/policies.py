"""Policies: which facts about a file are problems, and which only leave a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pyhanko.sign.fields import FieldMDPSpec, MDPPerm

from workflow.model.messages import N_, Message, message
from workflow.model.verification import (
    Change,
    ChangeKind,
    Fault,
    Indication,
    PolicyName,
    RevisionFacts,
    SignatureFacts,
    SubIndication,
)


@dataclass(frozen=True)
class Rights:
    """What a signature lets later revisions do: its certification level, the fields it locks."""

    level: MDPPerm | None
    locks: FieldMDPSpec | None


@dataclass(frozen=True)
class Found:
    """All that the mechanism found in a file.

    `unreadable`: what of the file could not be read; `against_plan`: where its revisions differ
    from our plan; `missing`: what the plan still lacks; `rights`: one for each signature.
    """

    size: int
    signatures: Sequence[SignatureFacts]
    rights: Sequence[Rights]
    steps: Sequence[RevisionFacts]
    unreadable: Sequence[Message]
    against_plan: Sequence[Message]
    missing: Sequence[Message]


@dataclass(frozen=True)
class Judgement:
    """Signatures with their problems and doubts, and those of the file as a whole."""

    signatures: tuple[SignatureFacts, ...]
    problems: tuple[Message, ...] = ()
    doubts: tuple[Message, ...] = ()


class Policy(Protocol):
    """Makes a judgement of what was found."""

    name: PolicyName

    def judge(self, found: Found) -> Judgement: ...


class StrictPolicy:
    """A file of ours: exactly the plan, and every fault is a problem but the lack of a proof of
    time or of fresh validation data, which leaves a doubt."""

    name = PolicyName.STRICT
    _DOUBTS = frozenset(
        {
            SubIndication.OUT_OF_BOUNDS_NO_POE,
            SubIndication.OUT_OF_BOUNDS_NOT_REVOKED,
            SubIndication.REVOCATION_OUT_OF_BOUNDS_NO_POE,
            SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
            SubIndication.NO_POE,
            SubIndication.TRY_LATER,
        }
    )

    def judge(self, found: Found) -> Judgement:
        signatures = tuple(self._signature(facts) for facts in found.signatures)
        problems = (*found.against_plan, *found.unreadable, *found.missing)
        return Judgement(signatures, problems)

    def _signature(self, facts: SignatureFacts) -> SignatureFacts:
        doubts = [f for f in facts.faults if f.sub_indication in self._DOUBTS]
        problems = [f.says for f in facts.faults if f not in doubts]
        problems += facts.oddities
        # A doubt says nothing beside a problem.
        said = () if problems else tuple(fault.says for fault in doubts)
        return replace(facts, problems=tuple(problems), doubts=said)


class ForeignPolicy:
    """A file of any tool: what is proven to be wrong is a problem, what is not proven to be right
    a doubt, and so is a later change that no signature need expect."""

    name = PolicyName.FOREIGN

    def judge(self, found: Found) -> Judgement:
        signatures, form = [], False
        for facts, rights in zip(found.signatures, found.rights, strict=True):
            form = form or rights.level in (MDPPerm.FILL_FORMS, MDPPerm.ANNOTATE)
            later = _after(found.steps, facts.revision)
            signatures.append(self._signature(facts, rights, later, form))
        problems = () if signatures else (message(N_("it holds no signature")),)
        return Judgement(tuple(signatures), problems, (*found.unreadable, *_uncovered(found)))

    def _signature(
        self, facts: SignatureFacts, rights: Rights, later: Sequence[Change], form: bool
    ) -> SignatureFacts:
        """
        Parameters:
            form: the file is certified as a form that may still be filled.
        """
        faults = [*facts.faults, *_forbidden(rights, later)]
        problems = [f.says for f in faults if f.sub_indication.indication is Indication.FAILED]
        doubts = [f.says for f in faults if f.says not in problems]
        doubts += [
            message(N_("after it, without being signed by it: {change}"), change=change.says)
            for change in later
            if change.kind is ChangeKind.OTHER or (change.kind is ChangeKind.REFILLED and not form)
        ]
        return replace(facts, faults=tuple(faults), problems=tuple(problems), doubts=tuple(doubts))


def _after(steps: Sequence[RevisionFacts], revision: int) -> list[Change]:
    """What the revisions after this one do, each thing once."""
    changes = (change for step in steps[revision + 1 :] for change in step.changes)
    return list({str(change.says): change for change in changes}.values())


def _forbidden(rights: Rights, later: Sequence[Change]) -> list[Fault]:
    """Later changes that a signature forbids (ISO 32000-2, 12.8.2)."""
    found = []
    for change in later:
        locked = (
            rights.locks is not None
            and change.kind in (ChangeKind.FILLED, ChangeKind.REFILLED, ChangeKind.OTHER)
            and bool(change.field)
            and rights.locks.is_locked(change.field)
        )
        closed = rights.level is MDPPerm.NO_CHANGES and change.kind in (
            ChangeKind.SIGNED,
            ChangeKind.FILLED,
            ChangeKind.REFILLED,
        )
        changed = rights.level is not None and change.kind is ChangeKind.OTHER
        if locked or closed or changed:
            text = message(N_("after it, though it forbids that: {change}"), change=change.says)
            found.append(Fault(SubIndication.FORMAT_FAILURE, text))
    return found


def _uncovered(found: Found) -> list[Message]:
    """What of the file no signature covers, other than validation data."""
    if not found.signatures or any(s.covers_all for s in found.signatures):
        return []
    last = max(facts.revision for facts in found.signatures)
    signed_end = found.steps[last].end if last < len(found.steps) else 0
    end = found.steps[-1].end
    tail = found.steps[last + 1 :]
    if end >= found.size and tail and all(_only_validation_data(step) for step in tail):
        return []
    return [
        message(
            N_("{count} bytes at the end of the file are covered by no signature"),
            count=found.size - signed_end,
        )
    ]


def _only_validation_data(step: RevisionFacts) -> bool:
    """Tools that add validation data write a new time of change into the metadata."""
    kinds = {change.kind for change in step.changes}
    return ChangeKind.VALIDATION_DATA in kinds <= {ChangeKind.VALIDATION_DATA, ChangeKind.METADATA}


def policy_of(name: PolicyName) -> Policy:
    return StrictPolicy() if name is PolicyName.STRICT else ForeignPolicy()
