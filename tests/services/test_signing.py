"""Sign: by the named person, with their own key, exactly what was approved, dated in Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import APPROVER, CLERK, DRAFTER, KEY, SIGNER
from tests.services.stages import At, Standing, conclusion, take_on
from workflow.model.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateUntrusted,
    CertificateUsage,
    ContentDamaged,
    KeyUnreadable,
    NoTrustAnchor,
    NotTheKeyHolder,
    NotTheNamedSigner,
    SecretMissing,
    UnknownKey,
    VanbanError,
    WrongPassword,
    WrongRole,
    WrongState,
)
from workflow.model.lifecycle import Act, State
from workflow.services import signing
from workflow.services.starter import add_signer
from workflow.services.submission import submit
from workflow.services.verification import verify_file
from workflow.sign.specimen import SpecimenAuthority

pytestmark = pytest.mark.slow


def date_in_the_field(standing: Standing) -> str:
    signed = standing.stored(standing.document().signed)
    return verify_file(signed, standing.directory / "keys" / "trust", standing.clock.now).date


def assert_not_signed(standing: Standing, expected: type[VanbanError], key: str = KEY) -> str:
    before = standing.document()
    with pytest.raises(expected) as caught:
        signing.sign(standing.acting(SIGNER), standing.id, key)
    assert standing.document() == before
    return f"{caught.value}\n{caught.value.hint_text()}"


def replace_key(standing: Standing, key: str = KEY, **how: object) -> None:
    """A key of another kind for the signer, its authority a trust anchor like the first."""
    authority = SpecimenAuthority(standing.clock.now, bits=2048)
    keys = standing.directory / "keys"
    (keys / "trust" / "other.pem").write_bytes(authority.pem)
    data = authority.issue("Trần Minh Khang", "Tỉnh uỷ", "mật khẩu", **how)  # type: ignore[arg-type]
    (keys / f"{key}.p12").write_bytes(data)
    (keys / f"{key}.password").write_text("mật khẩu\n", "utf-8")


def test_the_signature_is_appended_to_what_was_approved(at: At) -> None:
    standing = at("approved")
    document = take_on(standing, "signed")
    content, signed = (standing.stored(s).read_bytes() for s in (document.content, document.signed))
    assert document.state is State.SIGNED
    assert document.signer == "Trần Minh Khang"
    assert signed.startswith(content)
    assert len(signed) > len(content)


@pytest.mark.parametrize("person", [DRAFTER, APPROVER, CLERK])
def test_who_is_no_signer_may_not_sign(at: At, person: str) -> None:
    standing = at("approved")
    with pytest.raises(WrongRole):
        signing.sign(standing.acting(person), standing.id, KEY)
    assert standing.document().state is State.APPROVED


def test_another_signer_than_the_named_one_may_not_sign(at: At) -> None:
    standing = at("approved")
    other = add_signer(standing.directory, "Lê Văn Khác", "Bí thư Tỉnh uỷ")
    with pytest.raises(NotTheNamedSigner) as caught:
        signing.sign(standing.acting(other), standing.id, other)
    assert "Trần Minh Khang" in str(caught.value)
    assert "Lê Văn Khác" in str(caught.value)
    assert standing.events(Act.SIGNED) == []


def test_the_named_signer_may_not_use_anothers_key(at: At) -> None:
    standing = at("approved")
    add_signer(standing.directory, "Lê Văn Khác", "Bí thư Tỉnh uỷ")
    said = assert_not_signed(standing, NotTheKeyHolder, "le-van-khac")
    assert "Lê Văn Khác" in said


def test_a_person_may_not_sign_with_the_organs_key(at: At) -> None:
    assert_not_signed(at("approved"), NotTheKeyHolder, "tinh-uy")


def test_an_unknown_key_names_the_known_ones(at: At) -> None:
    said = assert_not_signed(at("approved"), UnknownKey, "khong-co")
    assert "khong-co" in said
    assert "minh-khang" in said


@pytest.mark.parametrize("stage", ["drafted", "submitted", "signed", "issued", "distributed"])
def test_only_what_is_approved_is_signed(at: At, stage: str) -> None:
    assert_not_signed(at(stage), WrongState)


def test_pages_changed_after_the_approval_are_not_signed(at: At) -> None:
    standing = at("approved")
    content = standing.stored(standing.document().content)
    content.write_bytes(content.read_bytes().replace(b"%PDF-1.", b"%PDF-2.", 1))
    assert_not_signed(standing, ContentDamaged)


def test_the_signers_name_may_be_written_with_the_tone_elsewhere(at: At) -> None:
    """Tuỳ and Tùy are one name."""
    standing = at("empty")
    key = add_signer(standing.directory, "Hoàng Minh Tuỳ", "Bí thư Tỉnh uỷ")
    replace_key(standing, key)
    keys = standing.directory / "keys"
    (keys / f"{key}.png").write_bytes((keys / "minh-khang.png").read_bytes())
    standing.id = standing.draft(conclusion(signer="Hoàng Minh Tùy")).id
    submit(standing.acting(DRAFTER), standing.id, "tên riêng")  # two ways of writing uỷ
    take_on(standing, "approved")
    assert signing.sign(standing.acting(key), standing.id, key).signer == "Hoàng Minh Tuỳ"


def next_day_at(hour: int, minute: int) -> datetime:
    """A moment in the near future, when the specimen certificates are valid."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "later"), [(0, 30, 0), (16, 59, 0), (17, 0, 1), (18, 30, 1), (23, 59, 1)]
)
def test_the_date_is_the_day_of_signing_in_vietnam(
    at: At, hour: int, minute: int, later: int
) -> None:
    standing = at("approved")
    standing.clock.now = next_day_at(hour, minute)
    day = standing.clock.now.date() + timedelta(days=later)
    document = take_on(standing, "signed")
    assert document.signed_on == day
    months = f"{day.month:02d}" if day.month < 3 else str(day.month)
    expected = f"Lam Giang, ngày {day.day:02d} tháng {months} năm {day.year}"
    assert date_in_the_field(standing) == expected


def test_a_document_approved_in_the_old_year_is_dated_in_the_new_one(at: At) -> None:
    standing = at("approved")
    year = standing.clock.now.year
    standing.clock.now = datetime(year, 12, 31, 18, 30, tzinfo=UTC)
    assert take_on(standing, "signed").signed_on == date(year + 1, 1, 1)
    expected = f"Lam Giang, ngày 01 tháng 01 năm {year + 1}"
    assert date_in_the_field(standing) == expected


def test_an_expired_certificate_does_not_sign(at: At) -> None:
    standing = at("approved")
    replace_key(standing, start=standing.clock.now - timedelta(days=9), lifetime=timedelta(days=8))
    assert "Trần Minh Khang" in assert_not_signed(standing, CertificateExpired)


def test_a_certificate_of_the_future_does_not_sign(at: At) -> None:
    standing = at("approved")
    replace_key(standing, start=standing.clock.now + timedelta(days=1))
    assert_not_signed(standing, CertificateNotYetValid)


def test_a_certificate_not_made_for_signing_does_not_sign(at: At) -> None:
    standing = at("approved")
    replace_key(standing, may_sign=False)
    assert_not_signed(standing, CertificateUsage)


def test_a_certificate_of_an_unknown_authority_does_not_sign(at: At) -> None:
    standing = at("approved")
    replace_key(standing)
    (standing.directory / "keys" / "trust" / "other.pem").unlink()
    assert_not_signed(standing, CertificateUntrusted)


def test_without_a_trust_anchor_nothing_is_signed(at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "trust" / "specimen.pem").unlink()
    assert_not_signed(standing, NoTrustAnchor)


def test_a_key_on_an_elliptic_curve_signs(at: At) -> None:
    standing = at("approved")
    replace_key(standing, curve=True)
    assert take_on(standing, "signed").state is State.SIGNED


def test_a_wrong_password_signs_nothing(at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.password").write_text("sai\n", "utf-8")
    said = assert_not_signed(standing, WrongPassword)
    assert "minh-khang" in said
    assert "sai\n" not in said


def test_a_missing_password_names_where_it_should_be(at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.password").unlink()
    assert "keys/minh-khang.password" in assert_not_signed(standing, SecretMissing)


def test_a_password_file_that_is_no_text_is_said_to_be_so(at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.password").write_bytes(b"\xff\xfe\x00")
    said = assert_not_signed(standing, VanbanError)
    assert "minh-khang.password" in said


@pytest.mark.parametrize("data", [None, b"", b"not a key", b"\x30\x82"])
def test_a_key_file_that_is_missing_or_damaged_is_named(at: At, data: bytes | None) -> None:
    standing = at("approved")
    file = standing.directory / "keys" / "minh-khang.p12"
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)
    assert "keys/minh-khang.p12" in assert_not_signed(standing, KeyUnreadable)


def test_a_missing_picture_of_the_signature_is_named(at: At) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.png").unlink()
    assert "minh-khang.png" in assert_not_signed(standing, KeyUnreadable)


@pytest.mark.parametrize("data", [b"", b"no picture at all"])
def test_a_damaged_picture_of_the_signature_is_named(at: At, data: bytes) -> None:
    standing = at("approved")
    (standing.directory / "keys" / "minh-khang.png").write_bytes(data)
    assert "minh-khang.png" in assert_not_signed(standing, VanbanError)


def test_the_password_is_never_in_the_journal(at: At) -> None:
    standing = at("signed")
    files = list(standing.directory.glob("signed/*.db*"))
    assert files
    for name in ("minh-khang", "tinh-uy"):
        password = (standing.directory / "keys" / f"{name}.password").read_bytes().strip()
        assert len(password) > 8
        assert not any(password in file.read_bytes() for file in files)
