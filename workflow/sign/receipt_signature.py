"""Signatures of receipts: a detached CMS beside the file, made with the organ's key and verified
against the certificate that the directory names for the body."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import cms, x509
from pyhanko.sign.general import SigningError as CmsError
from pyhanko.sign.signers import Signer
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from workflow.model.messages import N_, Message, message
from workflow.sign.trust import MAY_SIGN

_HASH = "sha256"


def sign_receipt(data: bytes, signer: Signer) -> bytes:
    """A detached CMS (DER) over a receipt's file.

    Raises:
        SigningError: the key does not sign.
    """
    made = asyncio.run(signer.async_sign_general_data(data, _HASH, detached=True))
    container: bytes = made.dump()
    return container


def receipt_trouble(
    data: bytes, signature: bytes, certificates: Sequence[x509.Certificate], said_at: datetime
) -> Message | None:
    """Why a receipt's signature does not prove that the body said it; None when it does.

    Parameters:
        certificates: those that the directory names for the body; one of them must have signed.
        said_at: when the receipt says it was made, UTC; its certificate was valid then.
    """
    try:
        content = cms.ContentInfo.load(signature, strict=True)
        if content["content_type"].native != "signed_data":
            return message(N_("its signature is none"))
        signed = content["content"]
        (info,) = signed["signer_infos"]
        used = _certificate(info, certificates)
        if used is None:
            return message(N_("it was signed with another certificate than the directory names"))
        validity = used["tbs_certificate"]["validity"]
        if not validity["not_before"].native <= said_at <= validity["not_after"].native:
            return message(N_("the certificate was not valid when it was said"))
        context = ValidationContext(
            trust_roots=[used], allow_fetching=False, moment=said_at, revocation_mode="soft-fail"
        )
        status = asyncio.run(
            async_validate_detached_cms(data, signed, context, key_usage_settings=MAY_SIGN)
        )
    except (CmsError, SignatureValidationError, ValueError, TypeError, KeyError) as error:
        return message(N_("its signature cannot be read ({error})"), error=error)
    if not (status.intact and status.valid and status.signing_cert.dump() == used.dump()):
        return message(N_("its signature does not fit the file"))
    return None


def _certificate(
    info: cms.SignerInfo, certificates: Sequence[x509.Certificate]
) -> x509.Certificate | None:
    """The one of the certificates that the container says it was signed with."""
    sid = info["sid"].chosen
    if not isinstance(sid, cms.IssuerAndSerialNumber):
        return None
    told = (sid["issuer"].dump(), sid["serial_number"].native)
    known = {(c.issuer.dump(), c.serial_number): c for c in certificates}
    return known.get(told)
