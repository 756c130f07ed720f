"""Many at once: each document for itself, a key that goes away stops, and the rest can go on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import APPROVER, CLERK, KEY, SEAL, SIGNER
from tests.services import failing_source
from tests.services.joint import JOINT, PARTNER, PARTNER_SEAL, SECRETARY, JointStages, signed_by
from tests.services.stages import At, Standing, assert_sound
from workflow.ledger.journal import Entry
from workflow.model.errors import (
    ConcurrentChange,
    ContentDamaged,
    SealMissing,
    TokenLost,
    WrongRole,
)
from workflow.model.lifecycle import Act, State
from workflow.services import approval
from workflow.services.office import OpenOffice
from workflow.services.queue import (
    Outcome,
    issue_queue,
    sign_queue,
    waiting_for_seal,
    waiting_for_signature,
)
from workflow.services.sealing import named_seals, open_seals
from workflow.services.signing import key_of_person, ready_stamp

pytestmark = pytest.mark.slow

_IDS = count(1)


def as_many(standing: Standing, number: int) -> list[str]:
    """The ids of more documents like the one of this standing, at the same stage: its acts are
    recorded again under other ids, which is quicker than doing them."""
    office = standing.acting()
    events = office.ledger.events(standing.id)
    made = []
    for _ in range(number):
        id = f"{next(_IDS):016x}"
        for event in events:
            office.ledger.record(
                id, event.version - 1, [Entry(event.act, event.data)], at=standing.clock(),
                actor=event.actor,
            )  # fmt: skip
        made.append(id)
    return made


def signing_all(office: OpenOffice, key_name: str = KEY) -> Iterator[Outcome]:
    key = key_of_person(office, key_name)
    return sign_queue(office, waiting_for_signature(office), ready_stamp(office, key, key.image))


def issuing_all(office: OpenOffice, *seals: str) -> Iterator[Outcome]:
    stamps = open_seals(office, named_seals(office, seals or (SEAL,)))
    return issue_queue(office, waiting_for_seal(office), stamps)


def states(standing: Standing, ids: list[str]) -> list[State]:
    return [standing.document(id).state for id in ids]


def with_failing_key(standing: Standing, survives: int, key: str = KEY) -> None:
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    old = f'[keys.{key}]\nsource = "pkcs12"'
    assert old in text
    new = f'[keys.{key}]\nsource = "failing"\nsurvives = {survives}'
    settings.write_text(text.replace(old, new), "utf-8")


def test_the_list_says_what_a_person_wants_to_know(at: At) -> None:
    standing = at("approved")
    (waiting,) = waiting_for_signature(standing.acting(SIGNER))
    assert waiting.document == standing.document()
    assert (waiting.type, waiting.pages, waiting.approver) == ("Kết luận", 1, "Lương Quốc Bảo")
    (approved,) = standing.events(Act.APPROVED)
    assert waiting.since == approved.at


@pytest.mark.thorough
def test_thirty_documents_are_signed_with_one_opening_of_the_key(
    at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    standing = at("approved")
    source = failing_source.installed(monkeypatch, tmp_path / "packages")
    with_failing_key(standing, survives=99)
    ids = [standing.id, *as_many(standing, 29)]
    outcomes = list(signing_all(standing.acting(SIGNER)))
    assert [outcome.error for outcome in outcomes] == [None] * 30
    assert [outcome.document.id for outcome in outcomes] == ids  # the oldest first
    assert set(states(standing, ids)) == {State.SIGNED}
    assert source.opened == 1
    office = standing.acting()
    signed = [e for e in office.ledger.events() if e.act is Act.SIGNED]
    assert sorted(e.document for e in signed) == sorted(ids)
    assert waiting_for_signature(standing.acting(SIGNER)) == []
    assert_sound(standing.directory)


def test_one_that_fails_stops_none_of_the_others(at: At) -> None:
    """The second was rejected while the list was on the screen; of the third a file is missing."""
    standing = at("approved")
    ids = [standing.id, *as_many(standing, 3)]
    office = standing.acting(SIGNER)
    queue = waiting_for_signature(office)
    approval.reject(standing.acting(APPROVER), ids[1], "không được")
    text = standing.stored(standing.document().draft)
    key = key_of_person(office, KEY)
    going = sign_queue(office, queue, ready_stamp(office, key, key.image))
    outcomes = [next(going), next(going)]
    kept = text.read_bytes()
    text.unlink()
    outcomes.append(next(going))
    text.write_bytes(kept)
    outcomes += going
    assert [type(o.error) for o in outcomes] == [
        type(None),
        ConcurrentChange,
        ContentDamaged,
        type(None),
    ]
    assert states(standing, ids) == [State.SIGNED, State.DRAFT, State.APPROVED, State.SIGNED]
    assert [o.error for o in signing_all(standing.acting(SIGNER))] == [None]
    assert standing.document(ids[2]).state is State.SIGNED
    assert_sound(standing.directory)


def test_a_token_that_goes_away_stops_and_the_same_queue_goes_on(
    at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    standing = at("approved")
    failing_source.installed(monkeypatch, tmp_path / "packages")
    with_failing_key(standing, survives=2)
    ids = [standing.id, *as_many(standing, 4)]
    first = list(signing_all(standing.acting(SIGNER)))
    assert [(type(o.error), o.tried) for o in first] == [
        (type(None), True),
        (type(None), True),
        (TokenLost, True),
        (TokenLost, False),
        (TokenLost, False),
    ]
    assert states(standing, ids) == [State.SIGNED] * 2 + [State.APPROVED] * 3
    assert_sound(standing.directory)
    second = list(signing_all(standing.acting(SIGNER)))
    assert [o.document.id for o in second if o.error is None] == ids[2:4]
    assert [o.error for o in signing_all(standing.acting(SIGNER))] == [None]
    assert set(states(standing, ids)) == {State.SIGNED}
    assert_sound(standing.directory)


def test_only_what_waits_for_the_person_is_listed(joint: JointStages, tmp_path: Path) -> None:
    standing = joint.copy(tmp_path / "at", SECRETARY)
    assert waiting_for_signature(standing.acting(SECRETARY)) == []
    (waiting,) = waiting_for_signature(standing.acting(SIGNER))
    assert waiting.document.state is State.SIGNING
    assert waiting_for_signature(standing.acting(PARTNER)) == []
    with pytest.raises(WrongRole):
        waiting_for_signature(standing.acting(CLERK))


def test_whose_turn_is_not_yet_sees_nothing(joint: JointStages, tmp_path: Path) -> None:
    standing = joint.copy(tmp_path / "at")
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text + '\n[signing]\norder = "principal-last"\n', "utf-8")
    assert waiting_for_signature(standing.acting(SIGNER)) == []
    signed_by(standing, SECRETARY)
    assert len(waiting_for_signature(standing.acting(SIGNER))) == 1


def test_the_queue_of_the_clerk_numbers_in_the_order_of_signing(at: At) -> None:
    standing = at("signed")
    ids = [standing.id, *as_many(standing, 4)]
    outcomes = list(issuing_all(standing.acting(CLERK)))
    assert [outcome.error for outcome in outcomes] == [None] * 5
    assert [standing.document(id).number for id in ids] == [1, 2, 3, 4, 5]
    assert standing.official("05-KL-TU.pdf").exists()
    assert_sound(standing.directory)


def test_a_seal_that_goes_away_leaves_no_gap(
    at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    standing = at("signed")
    failing_source.installed(monkeypatch, tmp_path / "packages")
    with_failing_key(standing, survives=2, key="tinh-uy")
    as_many(standing, 3)
    first = list(issuing_all(standing.acting(CLERK)))
    assert [o.error is None for o in first] == [True, True, False, False]
    assert [line.number for line in standing.acting().ledger.register_lines()] == [1, 2]
    list(issuing_all(standing.acting(CLERK)))
    assert [line.number for line in standing.acting().ledger.register_lines()] == [1, 2, 3, 4]
    assert_sound(standing.directory)


def test_a_document_that_needs_another_seal_is_left_and_named(
    joint: JointStages, tmp_path: Path
) -> None:
    standing = joint.copy(tmp_path / "at", PARTNER, SIGNER, signed=JOINT)
    (left,) = issuing_all(standing.acting(CLERK))
    assert isinstance(left.error, SealMissing)
    (done,) = issuing_all(standing.acting(CLERK), SEAL, PARTNER_SEAL)
    assert done.error is None
    assert done.document.official_number == "01-KH/TU-HND"


def test_an_official_file_that_is_missing_is_put_back_first(at: At) -> None:
    standing = at("issued")
    standing.official().unlink()
    (done,) = issuing_all(standing.acting(CLERK))
    assert done.error is None
    assert standing.official().exists()
    assert waiting_for_seal(standing.acting(CLERK)) == []
