"""Files that other tools signed: what is proven, and never more than that."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from tests.pki_services import PkiServices
from tests.sign.many import signed_by_many
from workflow.model.verification import (
    Indication,
    PolicyName,
    Report,
    RevocationStatus,
    SignatureKind,
    SubIndication,
    Verdict,
)
from workflow.sign.validate import verify

pytestmark = pytest.mark.slow

YEAR = timedelta(days=365)


@cache
def blank() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return out.getvalue()


def signed(pki: PkiServices, data: bytes, holder: str = "person", **options: object) -> bytes:
    """Signed by pyHanko's own defaults, as PAdES or as the options say."""
    stamper = HTTPTimeStamper(pki.tsa_url) if options.pop("stamped", False) else None
    name = f"Sig-{holder}"
    settings = {"field_name": name, "subfilter": SigSeedSubFilter.PADES, "md_algorithm": "sha256"}
    if options.get("embed_validation_info"):
        options["validation_context"] = ValidationContext(
            trust_roots=pki.anchors, allow_fetching=True, other_certs=pki.chain(holder)
        )
    made = PdfSigner(
        PdfSignatureMetadata(**{**settings, **options}),  # type: ignore[arg-type]
        pki.signer(holder),
        timestamper=stamper,
        new_field_spec=SigFieldSpec(name, box=(50, 50, 150, 80)),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)))
    return bytes(made.getvalue())


def judged(pki: PkiServices, data: bytes, now: datetime | None = None) -> Report:
    return verify(data, pki.anchors, "it.pdf", now, policy=PolicyName.FOREIGN)


def updated(data: bytes, meddle: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    meddle(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def turns_the_page(writer: IncrementalPdfFileWriter) -> None:
    pointer = writer.root["/Pages"]["/Kids"].raw_get(0)
    pointer.get_object()[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.mark_update(pointer.reference)


def said(report: Report) -> str:
    found = [*report.problems, *report.doubts]
    found += [text for s in report.signatures for text in (*s.problems, *s.doubts)]
    return " | ".join(map(str, found))


def test_a_file_that_another_tool_signed_is_valid(pki: PkiServices) -> None:
    report = judged(pki, signed(pki, blank()))
    assert said(report) == ""
    assert (report.verdict, report.indication) == (Verdict.VALID, Indication.PASSED)
    (signature,) = report.signatures
    assert signature.capacity is None
    assert [c.anchor for c in signature.chain] == [False, False, True]
    assert signature.proof is None
    assert signature.revocation.status is RevocationStatus.UNKNOWN
    assert signature.covers_all


def test_the_strict_policy_refuses_it(pki: PkiServices) -> None:
    report = verify(signed(pki, blank()), pki.anchors, "it.pdf")
    assert report.verdict is Verdict.INVALID


def test_several_signatures_do_not_hurt_each_other(pki: PkiServices) -> None:
    data = signed(pki, signed(pki, signed(pki, blank()), "person-2"), "organ")
    report = judged(pki, data)
    assert said(report) == ""
    assert [s.covers_all for s in report.signatures] == [False, False, True]
    assert "it is signed in the field “Sig-organ”" in [str(c.says) for c in report.steps[3].changes]


def test_an_unknown_authority_leaves_a_doubt(pki: PkiServices) -> None:
    data, _ = signed_by_many(1)
    report = judged(pki, data)
    assert report.verdict is Verdict.INSUFFICIENT
    assert report.sub_indication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_a_changed_byte_is_a_failure(pki: PkiServices) -> None:
    data = signed(pki, blank())
    report = judged(pki, data.replace(b"/MediaBox", b"/MediaBix", 1))
    assert report.verdict is Verdict.INVALID


def test_a_changed_hash_is_told_as_such(pki: PkiServices) -> None:
    data = bytearray(signed(pki, blank()))
    data[9] ^= 0x01  # in the remark behind the header, which nobody reads
    report = judged(pki, bytes(data))
    assert (report.indication, report.sub_indication) == (
        Indication.FAILED,
        SubIndication.HASH_FAILURE,
    )


def test_an_update_after_the_last_signature_leaves_a_doubt_that_says_what(
    pki: PkiServices,
) -> None:
    report = judged(pki, updated(signed(pki, blank()), turns_the_page))
    assert report.verdict is Verdict.INSUFFICIENT
    assert "/Rotate of a page" in said(report)
    assert "covered by no signature" in said(report)


def test_an_update_that_somebody_else_signed_leaves_a_doubt_about_the_first(
    pki: PkiServices,
) -> None:
    changed = updated(signed(pki, blank()), turns_the_page)
    report = judged(pki, signed(pki, changed, "person-2"))
    first, second = report.signatures
    assert (first.verdict, second.verdict) == (Verdict.INSUFFICIENT, Verdict.VALID)
    assert report.verdict is Verdict.INSUFFICIENT


def test_an_update_that_the_certification_forbids_is_a_failure(pki: PkiServices) -> None:
    data = signed(pki, blank(), certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    assert judged(pki, data).verdict is Verdict.VALID
    report = judged(pki, updated(data, turns_the_page))
    assert report.verdict is Verdict.INVALID
    assert "though it forbids that" in said(report)


def test_a_signature_after_a_certification_without_changes_is_a_failure(
    pki: PkiServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PdfSigner, "_enforce_certification_constraints", lambda *_: None)
    data = signed(pki, blank(), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES)
    report = judged(pki, signed(pki, data, "person-2"))
    assert report.signatures[0].sub_indication is SubIndication.FORMAT_FAILURE


def test_bytes_behind_the_file_leave_a_doubt(pki: PkiServices) -> None:
    report = judged(pki, signed(pki, blank()) + b"% more")
    assert report.verdict is Verdict.INSUFFICIENT


# -- time and revocation -----------------------------------------------------------------------


def test_a_timestamp_proves_the_time(pki: PkiServices) -> None:
    report = judged(pki, signed(pki, blank(), stamped=True))
    assert said(report) == ""
    (signature,) = report.signatures
    assert signature.proof is not None
    assert signature.proof.kind == "signature timestamp"
    assert abs(signature.proof.at - datetime.now(UTC)) < timedelta(minutes=5)
    assert signature.proof.authority


def test_what_a_timestamp_does_not_protect_in_its_own_container_is_told(pki: PkiServices) -> None:
    """The parameters of an algorithm: nothing reads them, and no signature covers them."""
    data = signed(pki, blank(), stamped=True)
    assert judged(pki, data).signatures[0].oddities == ()
    plain = b"608648016503040201" + b"0500"
    places = [m.start() + len(plain) - 3 for m in re.finditer(plain, data)]
    told = 0
    for place in places:
        flipped = data[:place] + bytes([data[place] ^ 0x01]) + data[place + 1 :]
        report = judged(pki, flipped)
        words = " ".join(map(str, report.signatures[0].oddities)) if report.signatures else ""
        told += "the timestamp's container" in words
        assert report.verdict is Verdict.INVALID or words
    assert told


def test_validation_data_says_that_nothing_was_revoked(pki: PkiServices) -> None:
    data = signed(pki, blank(), stamped=True, embed_validation_info=True)
    report = judged(pki, data)
    assert said(report) == ""
    (signature,) = report.signatures
    assert signature.revocation.status is RevocationStatus.GOOD
    assert signature.revocation.as_of is not None


def test_a_document_timestamp_is_a_signature_of_its_own_kind(pki: PkiServices) -> None:
    data = signed(pki, blank(), stamped=True, embed_validation_info=True, use_pades_lta=True)
    report = judged(pki, data)
    assert said(report) == ""
    assert [s.kind for s in report.signatures] == [
        SignatureKind.SIGNATURE,
        SignatureKind.DOCUMENT_TIMESTAMP,
    ]
    assert "it adds validation data" in [str(c.says) for s in report.steps for c in s.changes]


def test_proofs_outlive_the_certificate(pki: PkiServices) -> None:
    """Three years on the signer's certificate is past; the timestamps' still hold."""
    data = signed(pki, blank(), stamped=True, embed_validation_info=True, use_pades_lta=True)
    later = datetime.now(UTC) + 3 * YEAR
    report = judged(pki, data, later)
    assert said(report) == ""
    assert report.verdict is Verdict.VALID


def test_without_proof_an_expired_certificate_leaves_a_doubt(pki: PkiServices) -> None:
    report = judged(pki, signed(pki, blank()), datetime.now(UTC) + 3 * YEAR)
    assert report.verdict is Verdict.INSUFFICIENT
    assert report.sub_indication is SubIndication.OUT_OF_BOUNDS_NO_POE


# -- very many ---------------------------------------------------------------------------------


def test_fifty_one_signatures_are_verified_within_the_bounds(pki: PkiServices) -> None:
    """In five seconds of the processor's time; `bench/verify.py` says how far below."""
    import resource

    data, anchors = signed_by_many(51)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    report = verify(data, anchors, "it.pdf", policy=PolicyName.FOREIGN)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert said(report) == ""
    assert report.verdict is Verdict.VALID
    assert len(report.signatures) == 51
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5
