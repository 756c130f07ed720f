"""Somebody else's certificate or key, and containers that say more than they should."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from asn1crypto import cms
from cryptography import x509
from pyhanko.sign.signers import Signer

from tests.sign import forge
from tests.sign.hostile.base import Base, Hostile
from tests.sign.pki import Authority, Holder, curve_key, rsa_key
from tests.sign.test_substitution import (
    adds_a_certificate,
    adds_an_algorithm,
    adds_an_unsigned_attribute,
    brings_content,
    changes_the_signers_version,
    changes_the_version,
    nameless,
    repeats_the_certificate,
    repeats_the_signer,
    with_certificate,
)
from workflow.sign.signer import LoadedKeySigner

SUBSTITUTED = "a certificate or key substituted"
ALTERED = "a container altered"


def files(base: Base) -> Iterator[Hostile]:
    stranger = Authority(base.issued.moment).root
    yield from _strangers(base, stranger)
    holder = stranger.certify("Tỉnh uỷ Lam Giang (MẪU)", curve_key())
    alterations = (
        adds_a_certificate, adds_an_algorithm, adds_an_unsigned_attribute, brings_content,
        changes_the_signers_version, changes_the_version, repeats_the_certificate,
        repeats_the_signer,
    )  # fmt: skip
    for alter in alterations:
        # No signature protects these words, and no other tool need mind them.
        fair, name = alter not in (brings_content, repeats_the_signer), alter.__name__
        sealed = base.sealed(make_cms=_altered(alter, holder))
        yield Hostile(ALTERED, name, sealed, fair=fair)
        early = base.signed(make_cms=_altered(alter, holder))
        yield Hostile(ALTERED, f"{name} by the person", early, beginning=True, fair=fair)
    makers: dict[str, forge.MakeCms] = {
        "with SHA-1": _weak,
        "over another digest": lambda signer, _: forge.pades(signer, bytes(32)),
        "that names no certificate": nameless,
        "with a stranger's certificate": lambda signer, digest: with_certificate(
            forge.pades(signer, digest), holder
        ),
        "that names none, with a stranger's": lambda signer, digest: with_certificate(
            nameless(signer, digest), holder
        ),
    }
    for name, make in makers.items():
        yield Hostile(SUBSTITUTED, f"a seal {name}", base.sealed(make_cms=make))
        yield Hostile(SUBSTITUTED, f"a signature {name}", base.signed(make_cms=make), True)


def _strangers(base: Base, stranger: Holder) -> Iterator[Hostile]:
    """Signed by those whom no trust anchor knows, or who may not sign."""
    names = ("Tỉnh uỷ Lam Giang (MẪU)", "CA MẪU - không có giá trị pháp lý")
    for name in names:
        yield from _both(base, f"a stranger called {name}", stranger.certify(name, curve_key()))
    yield from _both(base, "a stranger's own authority", stranger)
    yield from _both(base, "a small key", stranger.certify("A", rsa_key(1024)))
    late = stranger.certify("A", curve_key(), start=base.issued.moment - timedelta(days=999))
    yield from _both(base, "an expired certificate", late)
    guest = _below(base.issued.organ)
    yield from _both(base, "somebody whom the organ certified", guest)


def _both(base: Base, name: str, holder: Holder) -> Iterator[Hostile]:
    moment = base.issued.moment
    sealed = forge.append_by_hand(
        base.r1, holder.signer, forge.ORGAN, moment, kind=forge.PlainWriter
    )
    yield Hostile(SUBSTITUTED, f"a seal by {name}", sealed)
    signed = forge.append_by_hand(
        base.r0, holder.signer, forge.PERSON, moment, kind=forge.PlainWriter
    )
    yield Hostile(SUBSTITUTED, f"a signature by {name}", signed, beginning=True)


def _below(organ: Signer) -> Holder:
    """A certificate that the organ's own key made: it is no authority."""
    assert isinstance(organ, LoadedKeySigner)
    assert organ.signing_cert is not None
    own = x509.load_der_x509_certificate(organ.signing_cert.dump())
    return Holder(organ.private, own).certify("Khách", curve_key())


def _altered(alter: Callable[[Any, Holder], None], holder: Holder) -> forge.MakeCms:
    def make(signer: Signer, digest: bytes) -> cms.ContentInfo:
        container = forge.pades(signer, digest)
        alter(container["content"], holder)
        return cms.ContentInfo.load(container.dump(force=True))

    return make


def _weak(signer: Signer, _: bytes) -> cms.ContentInfo:
    return asyncio.run(signer.async_sign(bytes(20), digest_algorithm="sha1", use_pades=True))
