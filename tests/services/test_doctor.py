"""Doctor: what keeps the office from working is found and named, the rest is well."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import CLERK
from tests.services.stages import At, Standing
from workflow.services import distribution
from workflow.services.doctor import examine
from workflow.sign.specimen import SpecimenAuthority

pytestmark = pytest.mark.slow
of_something_else = pytest.mark.usefixtures("no_layouts_drawn")


def troubles(standing: Standing) -> dict[str, str]:
    """What is wrong, by what was looked at. Free space is the machine's, not the office's."""
    return {
        str(finding.what): f"{finding.trouble} {finding.trouble.hint_text()}"
        for finding in examine(standing.acting())
        if finding.trouble and str(finding.what) != "free space"
    }


def template(standing: Standing) -> Path:
    return standing.directory / "templates" / "party-named.docx"


@pytest.mark.parametrize("stage", ["empty", "drafted", "issued", "distributed"])
def test_an_office_in_order_is_well(at: At, stage: str) -> None:
    assert troubles(at(stage)) == {}


def test_a_missing_template_is_named(at: At) -> None:
    standing = at("empty")
    template(standing).unlink()
    assert "party-named.docx" in troubles(standing)["templates"]


@pytest.mark.parametrize("data", [b"", b"not a Word file", b"PK\x03\x04 nor this"])
def test_a_template_that_is_no_word_file_is_named(at: At, data: bytes) -> None:
    standing = at("empty")
    template(standing).write_bytes(data)
    assert "party-named.docx" in troubles(standing)["templates"]


@pytest.mark.parametrize(
    ("right", "wrong"), [("{{ type_name }}", "{{ type_nmae }}"), ("vanban_seal", "vanban_seel")]
)
def test_a_template_that_cannot_be_filled_is_named(at: At, right: str, wrong: str) -> None:
    """Better the doctor finds a misspelt field than the first drafter who submits."""
    standing = at("empty")
    file = template(standing)
    with zipfile.ZipFile(file) as old:
        parts = {info: old.read(info) for info in old.infolist()}
    assert any(right.encode() in data for data in parts.values())
    with zipfile.ZipFile(file, "w") as new:
        for info, data in parts.items():
            new.writestr(info, data.replace(right.encode(), wrong.encode()))
    assert "party-named.docx" in troubles(standing)["templates"]


@of_something_else
def test_a_mistake_among_the_recipients_is_named_with_its_line(at: At) -> None:
    standing = at("empty")
    groups = standing.directory / "recipients" / "groups.toml"
    lines = len(groups.read_text("utf-8").splitlines())
    with groups.open("a", encoding="utf-8") as file:
        file.write('\n[groups.x]\nname = "X"\nmembers = ["so-noi-vuu"]\n')
    said = troubles(standing)["recipients"]
    assert f"groups.toml:{lines + 4}" in said
    assert "so-noi-vu" in said


@of_something_else
def test_a_missing_key_is_named(at: At) -> None:
    standing = at("empty")
    (standing.directory / "keys" / "minh-khang.p12").unlink()
    assert "minh-khang.p12" in troubles(standing)["key files"]


@of_something_else
def test_a_damaged_key_is_named(at: At) -> None:
    standing = at("empty")
    (standing.directory / "keys" / "minh-khang.p12").write_bytes(b"no key")
    assert "minh-khang" in troubles(standing)["key files"]


@of_something_else
def test_a_missing_password_file_is_named(at: At) -> None:
    standing = at("empty")
    (standing.directory / "keys" / "tinh-uy.password").unlink()
    assert "tinh-uy" in troubles(standing)["key files"]


@of_something_else
def test_an_expired_certificate_is_named(at: At) -> None:
    """The key opens without a question, so its certificate can be looked at."""
    standing = at("empty")
    now = standing.clock.now
    authority = SpecimenAuthority(now, bits=2048)
    data = authority.issue(
        "Trần Minh Khang", "X", "x", start=now - timedelta(days=9), lifetime=timedelta(days=8)
    )
    (standing.directory / "keys" / "minh-khang.p12").write_bytes(data)
    (standing.directory / "keys" / "minh-khang.password").write_text("x\n")
    assert "Trần Minh Khang" in troubles(standing)["key files"]


@of_something_else
def test_a_missing_picture_of_the_seal_is_named(at: At) -> None:
    standing = at("empty")
    (standing.directory / "keys" / "tinh-uy-dau.png").unlink()
    assert "tinh-uy-dau.png" in troubles(standing)["key files"]


@of_something_else
def test_missing_trust_anchors_are_found(at: At) -> None:
    standing = at("empty")
    (standing.directory / "keys" / "trust" / "specimen.pem").unlink()
    assert "trust anchors" in troubles(standing)


@of_something_else
def test_a_damaged_stored_file_is_named(at: At) -> None:
    standing = at("issued")
    stored = standing.stored(standing.document().signed)
    stored.write_bytes(b"")
    assert stored.name in troubles(standing)["stored files"]


@pytest.mark.parametrize("name", ["01-KL-TU.pdf", "01-KL-TU.json"])
@of_something_else
def test_an_issue_that_was_cut_off_is_named(at: At, name: str) -> None:
    """Number and seal are recorded, the official file or its evidence is not there yet."""
    standing = at("issued")
    standing.official(name).unlink()
    assert "01-KL/TU" in troubles(standing)["unfinished acts"]


@of_something_else
def test_an_official_file_that_was_changed_is_named(at: At) -> None:
    standing = at("issued")
    standing.official().write_bytes(standing.official().read_bytes() + b"\n")
    assert "01-KL" in " ".join(troubles(standing).values())


@of_something_else
def test_a_distribution_that_was_cut_off_is_named(at: At) -> None:
    """Some bodies have the document, the others were never tried."""
    standing = at("issued")
    going = distribution.distribute(standing.acting(CLERK), standing.id)
    next(going)
    going.close()
    assert "01-KL/TU" in troubles(standing)["unfinished acts"]


@of_something_else
def test_an_unknown_channel_is_named(at: At) -> None:
    standing = at("empty")
    bodies = standing.directory / "recipients" / "bodies.toml"
    named = "[bodies.so-noi-vu]\n"
    text = bodies.read_text("utf-8")
    assert named in text
    bodies.write_text(text.replace(named, named + 'channel = "pigeon"\n'), "utf-8")
    assert "pigeon" in troubles(standing)["channels"]


@of_something_else
def test_a_database_that_is_none_is_found(at: At) -> None:
    standing = at("empty")
    (standing.directory / "signed" / "vanban.db").write_bytes(b"not a database at all " * 100)
    assert "vanban.db" in troubles(standing)["database and journal"]


def test_the_doctor_changes_nothing(at: At) -> None:
    standing = at("issued")
    before = {f: f.read_bytes() for f in standing.directory.rglob("*") if f.is_file()}
    list(examine(standing.acting()))
    left = {f: f.read_bytes() for f in before}
    assert left == before
    assert len(standing.events()) == 5
