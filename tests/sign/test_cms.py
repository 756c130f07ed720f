"""The kept container is, byte for byte, what the library would have made anew."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import UTC, datetime

import pytest
from asn1crypto import cms, core
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.sign.signers import Signer

from tests.sign.pki import Authority, Holder, curve_key, parsed, rsa_key
from workflow.sign.cms import with_last_value
from workflow.sign.signer import LoadedKeySigner

pytestmark = pytest.mark.slow

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def holders() -> dict[str, Holder]:
    middle = Authority(NOW).root.certify("CA cấp dưới", curve_key(), authority=True)
    keys = {"rsa": rsa_key(2048), "ec": curve_key()}
    return {name: middle.certify("Một người", key) for name, key in keys.items()}


def signer(holder: Holder, *, pss: bool = True) -> LoadedKeySigner:
    chain = [parsed(c) for c in holder.chain]
    return LoadedKeySigner(holder.key, parsed(holder.certificate), chain, prefer_pss=pss)


def made(ours: Signer, data: bytes) -> bytes:
    digest = hashlib.sha256(data).digest()
    return asyncio.run(ours.async_sign(digest, "sha256", use_pades=True)).dump()


def by_the_library(ours: LoadedKeySigner, data: bytes) -> bytes:
    digest = hashlib.sha256(data).digest()
    return asyncio.run(Signer.async_sign(ours, digest, "sha256", use_pades=True)).dump()


def test_a_repeatable_signature_is_the_librarys(holders: dict[str, Holder]) -> None:
    ours = signer(holders["rsa"], pss=False)  # PKCS#1 v1.5 has no random part
    for data in (b"", b"one", b"two", b"x" * 9999):
        assert made(ours, data) == by_the_library(ours, data)


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_all_but_the_signature_is_the_librarys(holders: dict[str, Holder], kind: str) -> None:
    ours = signer(holders[kind])
    for data in (b"one", b"two", b"three", b"four"):
        mine, theirs = made(ours, data), by_the_library(ours, data)
        assert with_last_value(mine, b"") == with_last_value(theirs, b"")
        assert cms.ContentInfo.load(mine, strict=True).dump(force=True) == mine


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_the_rehearsal_is_never_too_small(holders: dict[str, Holder], kind: str) -> None:
    ours = signer(holders[kind])
    rehearsal = asyncio.run(ours.async_sign(bytes(32), "sha256", dry_run=True, use_pades=True))
    assert all(len(made(ours, bytes([n]))) <= len(rehearsal.dump()) for n in range(20))


class _Pair(core.Sequence):
    _fields = [("first", core.OctetString), ("last", core.OctetString)]  # noqa: RUF012


class _Nested(core.Sequence):
    _fields = [("before", core.OctetString), ("pair", _Pair)]  # noqa: RUF012


SIZES = st.integers(0, 70_000).map(lambda n: b"x" * n) | st.binary(max_size=300)


@given(before=SIZES, first=SIZES, old=SIZES, new=SIZES)
def test_the_last_value_is_replaced_whatever_the_lengths(
    before: bytes, first: bytes, old: bytes, new: bytes
) -> None:
    def nested(last: bytes) -> bytes:
        return bytes(_Nested({"before": before, "pair": {"first": first, "last": last}}).dump())

    assert with_last_value(nested(old), new) == nested(new)
