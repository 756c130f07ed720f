"""Verify a file from its bytes and the trust anchors alone."""

from __future__ import annotations

import asyncio
import hashlib
import io
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError, optimal_pss_params
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, PathValidationError, ValidationError

from workflow.model.messages import N_, Message, message
from workflow.model.verification import Report, SignatureFacts
from workflow.sign.bounds import OutOfBounds, bounded
from workflow.sign.objects import entry, form_fields, is_signature_field
from workflow.sign.plan import capacity_of, missing
from workflow.sign.revisions import check_revisions
from workflow.sign.trust import MAY_SIGN, common_name, path_of

_LEAST_RSA_BITS = 2048  # TT 15/2025/TT-BKHCN, annex I
_LEAST_EC_BITS = 256
_HASHES = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
_SECONDS, _MEBIBYTES = 10, 500


def verify(
    data: bytes,
    anchors: Sequence[x509.Certificate],
    file: str,
    now: datetime | None = None,
    complete: bool = True,
) -> Report:
    """Facts about every signature of a file, and whether its revisions are exactly the planned.

    Parameters:
        now: the moment of verification (UTC); certificates expired by then leave a doubt.
        complete: the whole plan must be there; False accepts the beginning of it.
    """
    moment = now or datetime.now(UTC)
    try:
        return bounded(
            lambda: _verify(data, anchors, file, moment, complete),
            seconds=_SECONDS,
            mebibytes=_MEBIBYTES,
        )
    except OutOfBounds:
        return _unreadable(
            data, file, message(N_("reading it takes more time or memory than any document"))
        )


def _verify(
    data: bytes,
    anchors: Sequence[x509.Certificate],
    file: str,
    moment: datetime,
    complete: bool,
) -> Report:
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # its tracebacks are our findings
    try:
        reader = PdfFileReader(io.BytesIO(data))
        found = [
            EmbeddedPdfSignature(reader, field, name)
            for _, name, field in form_fields(reader)
            if is_signature_field(field) and "/V" in field
        ]
        found.sort(key=lambda signature: signature.signed_revision)
        check = check_revisions(data, reader, found)
        facts = [_facts(signature, anchors, moment) for signature in found]
        declared = [name for _, name, _ in form_fields(reader)]
        number, date = _filled(reader, "Number"), _filled(reader, "Date")
    except Exception as error:  # hostile bytes can make a reader fail in any way that Python can
        problem = message(N_("it cannot be read as a PDF ({error})"), error=_short(error))
        return _unreadable(data, file, problem)
    problems = list(check.problems)
    if complete:
        for field in missing(declared, [signature.field_name for signature in found]):
            problems.append(message(N_("the signature “{field}” is missing"), field=field))
    return Report(
        file,
        hashlib.sha256(data).hexdigest(),
        len(data),
        revisions=check.revisions,
        signatures=tuple(facts),
        number=number,
        date=date,
        problems=tuple(problems),
        notes=(
            message(N_("signing times are claimed by the signers; no timestamp proves them")),
            message(N_("revocation was not checked: the file holds no revocation data")),
        ),
    )


def _unreadable(data: bytes, file: str, problem: Message) -> Report:
    sha256 = hashlib.sha256(data).hexdigest()
    return Report(file, sha256, len(data), revisions=0, signatures=(), problems=(problem,))


def _filled(reader: PdfFileReader, name: str) -> str:
    return next((str(entry(f, "/V") or "") for _, n, f in form_fields(reader) if n == name), "")


def _facts(
    signature: EmbeddedPdfSignature, anchors: Sequence[x509.Certificate], now: datetime
) -> SignatureFacts:
    certificate = signature.signer_cert
    names = certificate.subject.native
    claimed = signature.self_reported_timestamp
    problems, doubts = _judge(signature, anchors, claimed, now)
    ranges = [int(n) for n in signature.byte_range]
    return SignatureFacts(
        field=signature.field_name,
        capacity=capacity_of(signature.field_name),
        signer=common_name(certificate),
        organization=_text(names.get("organization_name", "")),
        issuer=_text(certificate.issuer.native.get("common_name", "")),
        serial=f"{certificate.serial_number:x}",
        claimed_at=claimed,
        algorithm=_algorithm(signature),
        covers_bytes=sum(ranges[1::2]),
        problems=tuple(problems),
        doubts=tuple(doubts),
    )


def _judge(
    signature: EmbeddedPdfSignature,
    anchors: Sequence[x509.Certificate],
    claimed: datetime | None,
    now: datetime,
) -> tuple[list[Message], list[Message]]:
    """What makes a signature invalid, and what leaves a doubt."""
    problems: list[Message] = []
    if claimed is None:
        problems.append(message(N_("it claims no signing time")))
    if claimed and claimed > now:
        problems.append(message(N_("it claims a signing time in the future")))
    problems += _integrity(signature, anchors, claimed or now)
    problems += _strength(signature)
    problems += _container(signature, anchors, claimed or now)
    doubts: list[Message] = []
    expires = signature.signer_cert["tbs_certificate"]["validity"]["not_after"].native
    if not problems and now > expires:
        doubts.append(
            message(N_("the certificate has expired since, and no timestamp proves when it signed"))
        )
    return problems, doubts


def _integrity(
    signature: EmbeddedPdfSignature, anchors: Sequence[x509.Certificate], moment: datetime
) -> list[Message]:
    context = ValidationContext(
        trust_roots=list(anchors), allow_fetching=False, moment=moment, revocation_mode="soft-fail"
    )
    try:
        status = asyncio.run(
            async_validate_pdf_signature(
                signature, context, key_usage_settings=MAY_SIGN, skip_diff=True
            )
        )
    except (SignatureValidationError, SigningError, ValidationError) as e:
        return [message(N_("it cannot be validated ({error})"), error=_short(e))]
    if not status.intact:
        return [message(N_("the bytes that it covers were changed after signing"))]
    if not status.valid:
        return [message(N_("the signature value does not fit the certificate"))]
    if not status.trusted:
        return [
            message(N_("its certificate does not lead to a trust anchor, or was not valid then"))
        ]
    return []


def _strength(signature: EmbeddedPdfSignature) -> list[Message]:
    key = signature.signer_cert.public_key
    least = _LEAST_EC_BITS if key.algorithm == "ec" else _LEAST_RSA_BITS
    problems = []
    if key.algorithm not in ("rsa", "ec") or key.bit_size < least:
        problems.append(message(N_("its key is too weak ({bits} bits)"), bits=key.bit_size))
    if signature.md_algorithm not in _HASHES:
        problems.append(
            message(N_("its hash algorithm {name} is too weak"), name=signature.md_algorithm)
        )
    return problems


def _container(
    signature: EmbeddedPdfSignature, anchors: Sequence[x509.Certificate], moment: datetime
) -> list[Message]:
    """The parts of the CMS that no signature protects must say nothing of their own."""
    signed: cms.SignedData = signature.signed_data
    info = signature.signer_info
    certificates = [choice.chosen for choice in signed["certificates"]]
    try:
        path = path_of(signature.signer_cert, certificates, anchors, moment)
        known = {bytes(c.dump()) for c in path} | {bytes(a.dump()) for a in anchors}
    except (PathBuildingError, PathValidationError, ValidationError):
        return []  # the integrity check has said so already
    unused = [c for c in certificates if bytes(c.dump()) not in known]
    algorithms = [a.dump() for a in signed["digest_algorithms"]]
    plain = (
        len(signed["signer_infos"]) == 1
        and len({c.dump() for c in certificates}) == len(certificates)
        and "signing_certificate_v2" in [a["type"].native for a in info["signed_attrs"]]
        and algorithms == [info["digest_algorithm"].dump()]
        and info["signature_algorithm"].dump() == _usual_algorithm(signature)
        and signed["version"].native == "v1"
        and info["version"].native == "v1"
        and not signed["crls"]
        and not info["unsigned_attrs"]
        and signed["encap_content_info"]["content"].native is None
    )
    if unused or not plain:
        return [message(N_("its container was changed, or holds what does not belong there"))]
    return []


def _usual_algorithm(signature: EmbeddedPdfSignature) -> bytes:
    """How the signature's algorithm is written when its parameters say nothing more than they must.

    No signature covers these bytes, and readers are lenient about them.
    """
    written = signature.signer_info["signature_algorithm"]
    if written.signature_algo == "rsassa_pss":
        parameters = optimal_pss_params(signature.signer_cert, signature.md_algorithm)
        usual = cms.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})
    else:
        usual = cms.SignedDigestAlgorithm({"algorithm": written["algorithm"].native})
    encoded: bytes = usual.dump()
    return encoded


def _algorithm(signature: EmbeddedPdfSignature) -> str:
    name = signature.signer_info["signature_algorithm"].signature_algo
    readable = {"rsassa_pss": "RSASSA-PSS", "rsassa_pkcs1v15": "RSA PKCS#1 v1.5", "ecdsa": "ECDSA"}
    bits = signature.signer_cert.public_key.bit_size
    return f"{readable.get(name, name)} {bits}, {signature.md_algorithm.upper()}"


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _short(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return (text[0] if text else type(error).__name__)[:200]
