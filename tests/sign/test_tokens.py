"""PKCS#11 tokens: which of several is meant, the PIN, and a token that is pulled out."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem
from pyhanko.sign.signers import Signer

from tests.conftest import KEY, SIGNER, As, Line
from tests.pki_services import PkiServices
from tests.sign.softhsm import BARE, MODULE, ORGAN, PERSON, PIN, TWIN, SoftTokens
from tests.sign.sources import Tokens, key_of
from tests.sign.test_sources import PSS, equipped, openssl_accepts
from workflow.model.errors import (
    KeyNotOnToken,
    KeyUnreadable,
    TokenAbsent,
    TokenAmbiguous,
    TokenCannotSign,
    TokenCertificateMissing,
    TokenLost,
    TokenModuleUnusable,
    WrongPin,
)
from workflow.model.lifecycle import State
from workflow.model.office import Key
from workflow.services import queue, signing
from workflow.sign.keys import look_at_key, open_key
from workflow.sign.pkcs11 import certificates_on_tokens
from workflow.sign.trust import certificates_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("tokens")]

HERE = Path()


def key(**settings: Any) -> Key:
    return key_of("pkcs11", {"module": MODULE, **settings})


def right(*_: object) -> str:
    return PIN


def never(*_: object) -> str:
    raise AssertionError("a PIN was asked for")


def signature(signer: Signer, data: bytes = b"it") -> bytes:
    return asyncio.run(signer.async_sign_raw(data, "sha256"))


# -- which token, which key --------------------------------------------------------------------


def test_several_tokens_are_told_apart_by_label() -> None:
    for token, label in ((PERSON, "person"), (ORGAN, "organ")):
        assert signature(open_key(key(token=token, label=label), HERE, right))


def test_without_a_word_which_token_is_meant_all_are_named() -> None:
    with pytest.raises(TokenAmbiguous) as refused:
        open_key(key(label="person"), HERE, never)
    assert PERSON in refused.value.text()
    assert ORGAN in refused.value.text()


def test_tokens_of_one_label_are_told_apart_by_serial_number(tokens: SoftTokens) -> None:
    with pytest.raises(TokenAmbiguous):
        open_key(key(token=TWIN), HERE, never)
    for serial in tokens.serials(TWIN):
        with pytest.raises(KeyNotOnToken, match=TWIN):  # it is empty, but it opens
            open_key(key(token=TWIN, serial=serial), HERE, right)


def test_a_token_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(TokenAbsent, match="Token khác") as refused:
        open_key(key(token="Token khác"), HERE, never)
    assert PERSON in refused.value.hint_text()


@pytest.mark.parametrize("module", ["/nowhere/libtoken.so", "office.toml", "libnothing.so"])
def test_a_module_that_is_none_is_named(module: str) -> None:
    with pytest.raises(TokenModuleUnusable, match=module):
        open_key(key_of("pkcs11", {"module": module}), Path(__file__).parents[2], never)


def test_one_of_several_keys_must_be_named() -> None:
    with pytest.raises(KeyNotOnToken) as refused:
        open_key(key(token=PERSON), HERE, right)
    assert refused.value.facts["count"] == 5
    assert "person-2 (02)" in refused.value.hint_text()


def test_a_key_is_found_by_its_id(pki: PkiServices) -> None:
    signer = open_key(key(token=PERSON, id="02"), HERE, right)
    assert certificates_of(signer)[0].dump() == pki.certificate("person-2").dump()


def test_a_key_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyNotOnToken, match="nobody"):
        open_key(key(token=PERSON, label="nobody"), HERE, right)


# -- certificates ------------------------------------------------------------------------------


def test_certificates_are_seen_without_a_pin(pki: PkiServices) -> None:
    found, others = look_at_key(key(token=PERSON, label="person"), HERE, never)
    assert found.dump() == pki.certificate("person").dump()
    assert pki.certificate("issuing").dump() in [other.dump() for other in others]


def test_a_certificate_may_lie_in_a_file_beside_the_token(pki: PkiServices, tmp_path: Path) -> None:
    with pytest.raises(TokenCertificateMissing, match=BARE):
        open_key(key(token=BARE), tmp_path, right)
    file = tmp_path / "person-3.pem"
    certificates = [pki.certificate("person-3"), *pki.chain("person-3")]
    file.write_bytes(b"".join(pem.armor("CERTIFICATE", c.dump()) for c in certificates))
    signer = open_key(key(token=BARE, certificate=file.name), tmp_path, right)
    certificate, others = certificates_of(signer)
    assert openssl_accepts(tmp_path, certificate, b"it", signature(signer))
    assert [other.dump() for other in others] == [c.dump() for c in pki.chain("person-3")]


def test_a_file_without_a_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "it.pem").write_text("nothing")
    with pytest.raises(KeyUnreadable, match=r"it\.pem"):
        open_key(key(token=BARE, certificate="it.pem"), tmp_path, right)


def test_the_tokens_and_certificates_of_a_module_are_listed() -> None:
    found = {(shown.token, shown.label, shown.id) for shown in certificates_on_tokens(MODULE, HERE)}
    assert (PERSON, "person", "01") in found
    assert (ORGAN, "organ-2", "02") in found
    assert not any(label.startswith("CA") for _, label, _ in found)


# -- the PIN -----------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["", "1", PIN.upper(), "9" * 300, "\x00"])
def test_a_wrong_pin_is_said_with_what_the_token_tells_of_the_tries(wrong: str) -> None:
    gc.collect()
    with pytest.raises(WrongPin, match="the token"):
        open_key(key(token=PERSON, label="person"), HERE, lambda *_: wrong)


def test_a_token_that_is_open_does_not_take_a_wrong_pin_either() -> None:
    first = open_key(key(token=PERSON, label="person"), HERE, right)
    with pytest.raises(WrongPin, match="was not asked"):
        open_key(key(token=PERSON, label="person-2"), HERE, lambda *_: "0000")
    assert signature(first)


def test_two_keys_of_one_token_sign_side_by_side(pki: PkiServices, tmp_path: Path) -> None:
    one = open_key(key(token=PERSON, label="person"), HERE, right)
    two = open_key(key(token=PERSON, label="person-2"), HERE, right)
    for signer in (one, two, one):
        certificate = certificates_of(signer)[0]
        padding = PSS if certificate.public_key.algorithm == "rsa" else ()
        assert openssl_accepts(tmp_path, certificate, b"it", signature(signer), *padding)
    del one
    gc.collect()
    assert signature(two)


def test_the_question_names_key_and_token() -> None:
    asked = []

    def ask(key: Key, setting: str, question: object) -> str:
        asked.append((setting, str(question)))
        return PIN

    open_key(key(token=PERSON, label="person"), HERE, ask)
    assert asked == [("pin", f"PIN for the key “it” (token “{PERSON}”)")]


# -- how a token signs -------------------------------------------------------------------------


def test_a_token_that_only_signs_hashes_is_told_so_by_a_setting(
    pki: PkiServices, tmp_path: Path
) -> None:
    for label, padding in (("person", PSS), ("person-2", ())):
        signer = open_key(key(token=PERSON, label=label, raw=True), HERE, right)
        certificate = certificates_of(signer)[0]
        assert openssl_accepts(tmp_path, certificate, b"it", signature(signer), *padding)


def test_what_a_token_cannot_do_is_said_with_the_setting_that_helps() -> None:
    signer = open_key(key(token=PERSON, label="person-2", raw=False), HERE, right)
    with pytest.raises(TokenCannotSign) as refused:
        signature(signer)
    assert "raw = true" in refused.value.hint_text()


# -- pulled out --------------------------------------------------------------------------------


def test_a_token_pulled_out_in_the_middle_is_said_and_the_next_opening_works(
    tokens: SoftTokens,
) -> None:
    meant = key(token=PERSON, label="person-2")
    signer = open_key(meant, HERE, right)
    signature(signer)
    with tokens.pulled_out():
        with pytest.raises(TokenLost, match=PERSON):
            signature(signer)
        with pytest.raises(TokenAbsent):
            open_key(meant, HERE, right)
    with pytest.raises(TokenLost):
        signature(signer)
    assert signature(open_key(meant, HERE, right))


def test_a_token_pulled_out_while_a_document_is_signed_leaves_nothing_half_done(
    pki: PkiServices,
    tokens: SoftTokens,
    acting: As,
    line: Line,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = line.approved()
    equipped(acting(None), Tokens(pki, tmp_path, tokens), "person-2")
    stored = sorted((acting(None).directory / "signed").rglob("*"))
    append = signing.append_signature

    def pulled_out_first(*given: Any) -> bytes:
        with tokens.pulled_out():
            return append(*given)

    with monkeypatch.context() as pulled:
        pulled.setattr(signing, "append_signature", pulled_out_first)
        with pytest.raises(TokenLost):
            signing.sign(acting(SIGNER), document.id, KEY)
    assert acting(SIGNER).ledger.find(document.id) == document
    assert sorted((acting(None).directory / "signed").rglob("*")) == stored
    assert signing.sign(acting(SIGNER), document.id, KEY).state is State.SIGNED


def test_a_queue_goes_on_where_the_token_went_away(
    pki: PkiServices,
    tokens: SoftTokens,
    acting: As,
    line: Line,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents = [line.approved().id for _ in range(3)]
    equipped(acting(None), Tokens(pki, tmp_path, tokens), "person-2")
    append, done = signing.append_signature, []

    def pulled_out_later(*given: Any) -> bytes:
        if not done:
            done.append(append(*given))
            return done[0]
        with tokens.pulled_out():
            return append(*given)

    def take_up() -> list[queue.Outcome]:
        office = acting(SIGNER)
        key = office.settings.key(KEY)
        stamp = signing.ready_stamp(office, key, key.image)
        return list(queue.sign_queue(office, queue.waiting_for_signature(office), stamp))

    with monkeypatch.context() as pulled:
        pulled.setattr(signing, "append_signature", pulled_out_later)
        first = take_up()
    assert [type(outcome.error) for outcome in first] == [type(None), TokenLost, TokenLost]
    assert [outcome.tried for outcome in first] == [True, True, False]
    again = take_up()
    assert [outcome.document.id for outcome in again] == documents[1:]
    assert all(outcome.error is None for outcome in again)
