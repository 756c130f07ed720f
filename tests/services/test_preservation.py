"""Levels along the line: timestamps at signing, evidence at issue, and `preserve` later on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import CLERK, KEY, SEAL, SIGNER, As, Line
from tests.pki_services import CRL, OCSP, TSA, YEAR, PkiServices
from tests.services.stages import acknowledge
from workflow.cli.program import call
from workflow.model.document import Document
from workflow.model.errors import (
    CertificateRevoked,
    ContentDamaged,
    NoTimestamp,
    RevocationUnknown,
    VanbanError,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.model.signature_level import SignatureLevel, shortfall_of
from workflow.model.verification import Verdict
from workflow.services import distribution, issuing, preservation, signing
from workflow.services.office import OpenOffice, open_office
from workflow.services.preservation import Done, preserve
from workflow.services.publishing import publish, published_place, unpublished
from workflow.services.tracking import track
from workflow.services.verification import verify_file

pytestmark = pytest.mark.slow
DUE = timedelta(days=90)
LTA, LT, T = SignatureLevel.B_LTA, SignatureLevel.B_LT, SignatureLevel.B_T


@pytest.fixture(scope="module")
def approved(
    specimen_office: Path, running_pki: PkiServices, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An office whose keys are of the PKI, with one approved document; copied by every test."""
    folder = tmp_path_factory.mktemp("approved") / "office"
    directory = Path(shutil.copytree(specimen_office, folder))
    running_pki.equip(directory)
    settings = directory / "office.toml"
    text = settings.read_text("utf-8").replace("[trust]\n", '[trust]\nrevocation = "off"\n')
    settings.write_text(text + f'\n[signing]\ntsa = "{running_pki.tsa_url}"\nlevel = "B-B"\n')
    Line(lambda person: open_office(directory, person)).approved()
    return directory


class Running:
    """The services' clock goes on; so does the office's, however far it was moved."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def __call__(self) -> datetime:
        return self.now


class Place:
    """A copy of that office that wants a level."""

    def __init__(self, directory: Path, clock: Running, pki: PkiServices) -> None:
        self.directory, self.clock, self.pki = directory, clock, pki
        self.acting: As = lambda person: open_office(directory, person, clock=clock)
        (self.id,) = (d.id for d in self.office.ledger.documents())

    def want(self, level: SignatureLevel, patience: float = 10.0) -> Place:
        settings = self.directory / "office.toml"
        text = settings.read_text("utf-8").replace('level = "B-B"', f'level = "{level}"')
        settings.write_text(text + f"patience = {patience}\ntries = 1\n", "utf-8")
        return self

    @property
    def office(self) -> OpenOffice:
        return self.acting(CLERK)

    @property
    def document(self) -> Document:
        return self.office.ledger.find(self.id)

    def sign(self, *, upgrade_later: bool = False, id: str = "") -> Document:
        office = self.acting(SIGNER)
        office.upgrade_later = upgrade_later
        return signing.sign(office, id or self.id, KEY)

    def issue(self, *, upgrade_later: bool = False, id: str = "") -> Document:
        office = self.office
        office.upgrade_later = upgrade_later
        return issuing.issue(office, id or self.id, [SEAL])[0]

    def issued(self) -> Document:
        self.sign()
        return self.issue()

    def preserve(self, due: timedelta = DUE) -> list[Done]:
        return [outcome.done for outcome in preserve(self.office, None, due)]

    def facts(self, act: Act) -> dict[str, object]:
        return dict([e for e in self.office.ledger.events(self.id) if e.act is act][-1].data)

    def verdict(self) -> Verdict:
        place = published_place(self.office, self.document)
        trust = self.directory / "keys" / "trust"
        return verify_file(place, trust, self.clock.now).verdict

    def move(self, span: timedelta) -> None:
        self.clock.ahead += span
        self.pki.move_clock(self.clock.now)


@pytest.fixture
def place(approved: Path, pki: PkiServices, tmp_path: Path) -> Place:
    return Place(Path(shutil.copytree(approved, tmp_path / "office")), Running(), pki)


@pytest.mark.parametrize("level", [T, LT, LTA])
def test_a_document_is_issued_at_the_wanted_level(place: Place, level: SignatureLevel) -> None:
    document = place.want(level).issued()
    assert place.facts(Act.SIGNED)["level"] == T
    assert place.facts(Act.ISSUED)["level"] == level
    assert shortfall_of(place.office.ledger.events(place.id)) is None
    assert place.verdict() is Verdict.VALID
    stored = place.office.store
    assert stored.get(document.issued).startswith(stored.get(document.signed))
    assert place.preserve() == [Done.NOTHING]
    assert place.document.version == document.version


def test_a_level_for_one_type_only(place: Place) -> None:
    settings = place.directory / "office.toml"
    types = '\n[signing.types]\nket-luan = "B-T"\n'
    settings.write_text(settings.read_text("utf-8") + types, "utf-8")
    place.issued()
    assert place.facts(Act.ISSUED)["level"] == T


def test_what_is_not_wanted_is_not_asked_for(place: Place) -> None:
    place.pki.asked.clear()
    place.issued()
    assert place.pki.asked == []
    assert "level" not in place.facts(Act.ISSUED)


# -- no silent downgrade ---------------------------------------------------------------------------


def test_without_a_timestamp_nothing_is_signed(place: Place) -> None:
    place.want(LTA)
    with place.pki.unavailable(TSA), pytest.raises(NoTimestamp, match="503"):
        place.sign()
    assert place.document.state is State.APPROVED


@pytest.mark.parametrize(
    ("services", "error"), [((TSA,), NoTimestamp), ((OCSP, CRL), RevocationUnknown)]
)
def test_without_evidence_nothing_is_issued(
    place: Place, services: tuple[str, ...], error: type[VanbanError]
) -> None:
    place.want(LTA).sign()
    with place.pki.unavailable(*services), pytest.raises(error):
        place.issue()
    assert place.document.state is State.SIGNED
    assert place.issue().number == 1  # no number was lost


def test_an_upgrade_later_is_recorded_shown_and_made(place: Place) -> None:
    place.want(LTA)
    with place.pki.unavailable():
        place.sign(upgrade_later=True)
        document = place.issue(upgrade_later=True)
    assert place.facts(Act.SIGNED)["level"] == "B-B"
    upgrade = place.facts(Act.ISSUED)["upgrade"]
    assert isinstance(upgrade, dict)
    assert upgrade["wanted"] == LTA
    assert "503" in upgrade["why"]
    tracking = track(place.office, place.id)
    assert tracking.shortfall is not None
    assert (tracking.shortfall.wanted, tracking.shortfall.reached) == (LTA, "B-B")
    assert place.preserve() == [Done.RAISED]
    preserved = place.document
    assert preserved.state is document.state
    assert track(place.office, place.id).shortfall is None
    assert place.facts(Act.PRESERVED)["before"] == document.issued
    assert place.verdict() is Verdict.VALID
    assert place.preserve() == [Done.NOTHING]


def test_a_lower_setting_does_not_forget_what_was_wanted(place: Place) -> None:
    place.want(LT)
    with place.pki.unavailable():
        place.sign(upgrade_later=True)
        place.issue(upgrade_later=True)
    settings = place.directory / "office.toml"
    text = settings.read_text("utf-8").replace('level = "B-LT"', 'level = "B-B"')
    settings.write_text(text, "utf-8")
    assert place.preserve() == [Done.RAISED]
    assert place.facts(Act.PRESERVED)["level"] == LTA  # only a timestamp over everything is left


# -- preserve --------------------------------------------------------------------------------------


def test_a_timestamp_is_renewed_before_it_ages(place: Place) -> None:
    issued = place.want(LTA).issued()
    place.move(4 * YEAR + timedelta(days=30))
    settings = place.directory / "office.toml"
    text = settings.read_text("utf-8").replace(place.pki.tsa_url, place.pki.next_tsa_url)
    settings.write_text(text, "utf-8")
    assert place.preserve() == [Done.NOTHING]  # it holds for almost a year yet
    assert place.preserve(due=timedelta(days=400)) == [Done.RENEWED]
    first = place.document
    assert place.office.store.get(first.preserved).startswith(place.office.store.get(issued.issued))
    assert place.preserve(due=timedelta(days=400)) == [Done.NOTHING]  # the next one holds long
    assert place.facts(Act.PRESERVED)["until"] > "2035"  # type: ignore[operator]


def test_what_was_sent_stays_bound_to_its_file(place: Place) -> None:
    issued = place.want(LT).issued()
    office = place.office
    list(distribution.distribute(office, place.id))
    one, other = office.ledger.deliveries(place.id)[:2]
    acknowledge(office, place.id, one.body)
    settings = place.directory / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('"B-LT"', '"B-LTA"'), "utf-8")
    assert place.preserve() == [Done.RAISED]
    assert place.document.official_file != issued.issued
    acknowledge(place.office, place.id, other.body)
    receipts = [
        e.data["sha256"]
        for e in place.office.ledger.events(place.id)
        if e.act is Act.DELIVERY_REPORTED
    ]
    assert receipts == [issued.issued] * 2
    assert place.office.ledger.audit().differing == []


def test_what_is_sent_is_the_newest_file(place: Place) -> None:
    place.want(LTA)
    with place.pki.unavailable():
        place.sign(upgrade_later=True)
        place.issue(upgrade_later=True)
    place.preserve()
    list(distribution.distribute(place.office, place.id))
    (cover,) = {
        json.loads(file.read_text("utf-8"))["cover"]["file"]["sha256"]
        for file in (place.directory / "outbox").rglob("cover.json")
    }
    assert cover == place.document.official_file
    assert {d.sha256 for d in place.office.ledger.deliveries(place.id)} == {cover}


def test_one_that_fails_stops_no_other(place: Place) -> None:
    Line(place.acting).approved()
    ids = [d.id for d in place.office.ledger.documents()]
    place.want(LTA)
    with place.pki.unavailable():
        for id in ids:
            place.sign(upgrade_later=True, id=id)
            place.issue(upgrade_later=True, id=id)
    broken = place.office.ledger.find(ids[0])
    kept = place.directory / "signed" / "content" / broken.issued[:2] / broken.issued
    kept.write_bytes(kept.read_bytes()[:-1])
    outcomes = {o.document.id: o for o in preserve(place.office, None, DUE)}
    assert {outcomes[ids[0]].done, outcomes[ids[1]].done} == {Done.FAILED, Done.RAISED}
    assert isinstance(outcomes[ids[0]].trouble, ContentDamaged)


def test_a_signer_who_was_revoked_since_is_told(place: Place) -> None:
    place.pki.equip(place.directory, person="revoked")
    place.want(LT)
    with place.pki.unavailable(TSA, OCSP, CRL):
        place.sign(upgrade_later=True)
        place.issue(upgrade_later=True)
    (outcome,) = preserve(place.office, None, DUE)
    assert isinstance(outcome.trouble, CertificateRevoked)
    assert place.document.preserved == ""


def test_only_issued_documents_can_be_preserved_and_only_by_the_clerk(place: Place) -> None:
    with pytest.raises(WrongState):
        list(preserve(place.office, [place.id], DUE))
    with pytest.raises(WrongRole):
        list(preserve(place.acting(SIGNER), None, DUE))
    assert list(preserve(place.office, None, DUE)) == []


# -- killed in between -----------------------------------------------------------------------------


def killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("act", ["sign", "issue", "preserve"])
def test_killed_between_timestamp_and_record_the_same_command_finishes(
    place: Place, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    acts: dict[str, Callable[[], object]] = {
        "sign": place.sign, "issue": place.issue, "preserve": place.preserve
    }  # fmt: skip
    place.want(LTA)
    if act != "sign":
        with place.pki.unavailable():
            place.sign(upgrade_later=True)
            if act == "preserve":
                place.issue(upgrade_later=True)
    before = place.document
    place.pki.asked.clear()
    with monkeypatch.context() as patch:
        patch.setattr(OpenOffice, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            acts[act]()
    assert TSA in place.pki.asked
    assert place.document == before
    acts[act]()
    assert place.document.version == before.version + 1


def test_killed_before_publishing_the_same_command_publishes(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.want(LTA)
    with place.pki.unavailable():
        place.sign(upgrade_later=True)
        place.issue(upgrade_later=True)
    acts: list[Callable[..., object]] = [publish, killed]
    times = iter(acts)
    with monkeypatch.context() as patch:
        patch.setattr(preservation, "publish", lambda *given: next(times)(*given))
        with pytest.raises(KeyboardInterrupt):
            place.preserve()
    assert place.document.preserved
    assert [d.id for d in unpublished(place.office)] == [place.id]
    assert place.preserve() == [Done.NOTHING]
    assert unpublished(place.office) == []
    assert place.verdict() is Verdict.VALID


# -- the command -----------------------------------------------------------------------------------


def test_the_command_tells_per_document_and_fails_if_one_failed(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.want(LTA)
    with place.pki.unavailable():
        place.sign(upgrade_later=True)
        place.issue(upgrade_later=True)
    words = ["preserve", "--all", "--office", str(place.directory), "--as", CLERK]
    with place.pki.unavailable(TSA):
        assert call([*words, "--json"]) == 8
    (told,) = json.loads(capsys.readouterr().out)
    assert told["done"] == "failed"
    assert "503" in told["error"]
    assert call(["track", place.id, "--office", str(place.directory)]) == 12
    assert "B-LTA" in capsys.readouterr().err
    assert call([*words, "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["done"], told["level"]) == ("raised", "B-LTA")
    assert call(words) == 0
    assert "nothing to do" in capsys.readouterr().out
    assert call(["preserve", "--office", str(place.directory), "--as", CLERK]) == 2
