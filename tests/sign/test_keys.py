"""Keys and certificates that cannot sign are refused by name, and nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import KEY, SIGNER, As, Line
from tests.sign.pki import Authority, Holder, curve_key, rsa_key
from workflow.model.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateUntrusted,
    CertificateUsage,
    KeyUnreadable,
    NoTrustAnchor,
    SigningError,
    UnknownKeySource,
    WrongPassword,
)
from workflow.model.lifecycle import State
from workflow.model.office import Key
from workflow.services import signing
from workflow.sign.keys import open_key
from workflow.sign.trust import certificates_of, check_may_sign, read_anchors

PASSWORD = "một mật khẩu"
NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority(NOW)


# -- signing with the whole program ------------------------------------------------------------


MakeHolder = Callable[[Authority], Holder]


def on_a_curve(authority: Authority) -> Holder:
    return authority.root.certify("Một người", curve_key())


def with_rsa(authority: Authority) -> Holder:
    return authority.root.certify("Một người", rsa_key(2048))


def below_another(authority: Authority) -> Holder:
    middle = authority.root.certify("CA cấp dưới", curve_key(), authority=True)
    return middle.certify("Một người", curve_key())


def expired(authority: Authority) -> Holder:
    return authority.root.certify("Một người", curve_key(), lifetime=timedelta(hours=1))


def not_yet_valid(authority: Authority) -> Holder:
    return authority.root.certify("Một người", curve_key(), start=NOW + DAY)


def not_for_signing(authority: Authority) -> Holder:
    return authority.root.certify("Một người", curve_key(), may_sign=False)


def of_another_authority(_: Authority) -> Holder:
    return Authority(NOW).root.certify("Một người", curve_key())


def of_a_holder(authority: Authority) -> Holder:
    return on_a_curve(authority).certify("Khách", curve_key())


def self_signed(_: Authority) -> Holder:
    return Authority(NOW, "Một người").root


def too_small(authority: Authority) -> Holder:
    return authority.root.certify("Một người", rsa_key(1024))


class Attempt:
    """An approved document, and the signer's key file to be exchanged."""

    def __init__(self, directory: Path, acting: As, line: Line, authority: Authority) -> None:
        self.directory, self._acting, self._authority = directory, acting, authority
        self._document = line.approved()
        for anchor in (directory / "keys" / "trust").iterdir():
            anchor.unlink()
        (directory / "keys" / "trust" / "ca.pem").write_bytes(authority.pem)

    def take(self, p12: bytes, password: str = PASSWORD) -> None:
        (self.directory / "keys" / f"{KEY}.p12").write_bytes(p12)
        (self.directory / "keys" / f"{KEY}.password").write_text(f"{password}\n", "utf-8")

    def sign(self) -> State:
        return signing.sign(self._acting(SIGNER), self._document.id, KEY).state

    @property
    def untouched(self) -> bool:
        office = self._acting(SIGNER)
        now = office.ledger.find(self._document.id)
        return now == self._document and now.state is State.APPROVED


@pytest.fixture
def attempt(directory: Path, acting: As, line: Line, authority: Authority) -> Attempt:
    return Attempt(directory, acting, line, authority)


@pytest.mark.slow
@pytest.mark.parametrize("make", [on_a_curve, with_rsa, below_another])
def test_a_good_key_signs(attempt: Attempt, authority: Authority, make: MakeHolder) -> None:
    attempt.take(make(authority).p12(PASSWORD))
    assert attempt.sign() is State.SIGNED


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "error", "word"),
    [
        (expired, CertificateExpired, "Một người"),
        (not_yet_valid, CertificateNotYetValid, "Một người"),
        (not_for_signing, CertificateUsage, "Một người"),
        (of_another_authority, CertificateUntrusted, "trust anchor"),
        (of_a_holder, CertificateUntrusted, "Khách"),
        (self_signed, CertificateUntrusted, "Một người"),
        (too_small, SigningError, "1024"),
    ],
)
def test_a_certificate_that_may_not_sign_is_refused(
    attempt: Attempt, authority: Authority, make: MakeHolder, error: type[SigningError], word: str
) -> None:
    attempt.take(make(authority).p12(PASSWORD))
    with pytest.raises(error, match=word):
        attempt.sign()
    assert attempt.untouched


@pytest.mark.slow
def test_a_wrong_password_is_refused(attempt: Attempt, authority: Authority) -> None:
    attempt.take(on_a_curve(authority).p12(PASSWORD), "một mật khẩu khác")
    with pytest.raises(WrongPassword, match=KEY):
        attempt.sign()
    assert attempt.untouched


@pytest.mark.slow
def test_a_missing_key_file_is_named(attempt: Attempt) -> None:
    (attempt.directory / "keys" / f"{KEY}.p12").unlink()
    with pytest.raises(KeyUnreadable, match=rf"{KEY}\.p12"):
        attempt.sign()
    assert attempt.untouched


@pytest.mark.slow
def test_after_a_refusal_the_right_key_still_signs(attempt: Attempt, authority: Authority) -> None:
    attempt.take(expired(authority).p12(PASSWORD))
    with pytest.raises(CertificateExpired):
        attempt.sign()
    attempt.take(on_a_curve(authority).p12(PASSWORD))
    assert attempt.sign() is State.SIGNED


# -- key files ---------------------------------------------------------------------------------


def key_of(file: str, source: str = "pkcs12") -> Key:
    return Key("it", source, "organ", settings={"file": file, "password": "prompt"})


def opened(folder: Path, data: bytes, password: str = PASSWORD) -> object:
    (folder / "it.p12").write_bytes(data)
    return open_key(key_of("it.p12"), folder, lambda *_: password)


def without_key(authority: Authority) -> bytes:
    certificate = on_a_curve(authority).certificate
    secret = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"it", None, certificate, None, secret)


def without_certificate(_: Authority) -> bytes:
    secret = BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"it", curve_key(), None, None, secret)


def of_an_unknown_kind(_: Authority) -> bytes:
    secret = BestAvailableEncryption(PASSWORD.encode())
    key = ed25519.Ed25519PrivateKey.generate()
    return pkcs12.serialize_key_and_certificates(b"it", key, None, None, secret)


def of_an_old_kind(_: Authority) -> bytes:
    secret = BestAvailableEncryption(PASSWORD.encode())
    key = dsa.generate_private_key(1024)
    return pkcs12.serialize_key_and_certificates(b"it", key, None, None, secret)


@pytest.mark.parametrize(
    "make", [without_key, without_certificate, of_an_unknown_kind, of_an_old_kind]
)
def test_a_file_without_a_usable_key_is_refused(
    authority: Authority, tmp_path: Path, make: Callable[[Authority], bytes]
) -> None:
    with pytest.raises(KeyUnreadable, match=r"it\.p12"):
        opened(tmp_path, make(authority))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"0",
        b"\x30\x82",
        b"\x30\x80\x00\x00",
        b"-----BEGIN CERTIFICATE-----\n",
        bytes(99),
    ],
)
def test_what_is_no_key_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(KeyUnreadable, match=r"it\.p12"):
        opened(tmp_path, data)


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    (tmp_path / "it.p12").mkdir()
    with pytest.raises(KeyUnreadable, match=r"it\.p12"):
        open_key(key_of("it.p12"), tmp_path, lambda *_: PASSWORD)


def test_a_file_that_is_no_key_file_is_found_before_the_password_is_asked(tmp_path: Path) -> None:
    (tmp_path / "it.p12").write_bytes(b"no key")

    def ask(*_: object) -> str:
        raise AssertionError("asked for a password of nothing")

    with pytest.raises(KeyUnreadable):
        open_key(key_of("it.p12"), tmp_path, ask)


@pytest.mark.parametrize("wrong", ["", " ", PASSWORD + " ", PASSWORD.upper(), "x" * 5000, "\x00"])
def test_no_other_password_opens_a_key(authority: Authority, tmp_path: Path, wrong: str) -> None:
    with pytest.raises(WrongPassword):
        opened(tmp_path, on_a_curve(authority).p12(PASSWORD), wrong)


def test_a_key_without_a_password_opens_with_an_empty_one(
    authority: Authority, tmp_path: Path
) -> None:
    holder = on_a_curve(authority)
    data = pkcs12.serialize_key_and_certificates(
        b"it", holder.key, holder.certificate, None, NoEncryption()
    )
    assert opened(tmp_path, data, "") is not None


def test_a_key_of_an_unknown_source_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownKeySource, match="nobody") as caught:
        open_key(key_of("it.p12", "nobody"), tmp_path, lambda *_: PASSWORD)
    assert "pkcs12" in caught.value.hint_text()


_DAMAGED = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.slow
@_DAMAGED
@given(draw=st.data())
def test_a_damaged_key_file_is_refused_or_opens(
    authority: Authority, tmp_path: Path, draw: st.DataObject
) -> None:
    """Damage is said in words of ours; where it hits nothing that is used, the key opens."""
    data = bytearray(_p12_of(authority))
    places = st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255))
    for position, value in draw.draw(st.lists(places, min_size=1, max_size=4)):
        data[position] = value
    end = draw.draw(st.sampled_from([len(data)] * 3 + [len(data) // 2, len(data) - 1]))
    with suppress(KeyUnreadable, WrongPassword):
        assert opened(tmp_path, bytes(data[:end])) is not None


_KEPT: dict[int, bytes] = {}


def _p12_of(authority: Authority) -> bytes:
    if id(authority) not in _KEPT:
        _KEPT[id(authority)] = on_a_curve(authority).p12(PASSWORD)
    return _KEPT[id(authority)]


# -- certificates ------------------------------------------------------------------------------


def checked(holder: Holder, authority: Authority, moment: datetime = NOW) -> None:
    certificate, others = certificates_of(holder.signer)
    check_may_sign(certificate, others, authority.anchors, moment)


def test_a_certificate_may_sign_from_its_first_to_its_last_second(authority: Authority) -> None:
    holder = authority.root.certify("Một người", curve_key(), start=NOW, lifetime=DAY)
    checked(holder, authority, NOW)
    checked(holder, authority, NOW + DAY)
    with pytest.raises(CertificateNotYetValid):
        checked(holder, authority, NOW - timedelta(seconds=1))
    with pytest.raises(CertificateExpired):
        checked(holder, authority, NOW + DAY + timedelta(seconds=1))


def test_an_expired_authority_makes_its_certificates_useless(authority: Authority) -> None:
    middle = authority.root.certify(
        "CA cấp dưới", curve_key(), authority=True, start=NOW - DAY, lifetime=timedelta(hours=1)
    )
    holder = middle.certify("Một người", curve_key(), start=NOW - DAY)
    with pytest.raises(CertificateUntrusted):
        checked(holder, authority)


def test_a_certificate_without_its_authority_in_between_is_not_trusted(
    authority: Authority,
) -> None:
    holder = below_another(authority)
    with pytest.raises(CertificateUntrusted):
        checked(Holder(holder.key, holder.certificate), authority)


# -- trust anchors -----------------------------------------------------------------------------


def test_anchors_are_read_from_a_file_or_a_folder(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "one.pem").write_bytes(authority.pem)
    (tmp_path / "two.der").write_bytes(Authority(NOW, "CA khác").anchors[0].dump())
    (tmp_path / "README.txt").write_text("no certificate")
    assert len(read_anchors(tmp_path)) == 2
    assert len(read_anchors(tmp_path / "one.pem")) == 1


def test_a_file_of_several_anchors_gives_them_all(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "all.pem").write_bytes(authority.pem + Authority(NOW, "CA khác").pem)
    assert len(read_anchors(tmp_path)) == 2


@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_no_anchor_is_an_error(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoTrustAnchor):
        read_anchors(tmp_path / place)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no certificate",
        b"\x30\x03\x02\x01\x01",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\n",
        b"-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----\n",
    ],
)
def test_an_anchor_that_is_no_certificate_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "it.pem").write_bytes(data)
    with pytest.raises(KeyUnreadable, match=r"it\.pem"):
        read_anchors(tmp_path)
