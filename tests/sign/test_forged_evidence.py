"""Revisions of evidence in which anything else is hidden: every one is refused, and says why."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp

from tests.pki_services import PkiServices
from tests.sign import forge
from tests.sign.conftest import refused
from tests.sign.levels import Levels, authority, now, verified
from workflow.model.verification import Verdict
from workflow.sign.evidence import append_evidence

pytestmark = pytest.mark.slow

Meddle = Callable[[forge.Writer], object]


def stream(writer: forge.Writer, data: bytes) -> generic.IndirectObject:
    return writer.add_object(generic.StreamObject(stream_data=data))


def put(writer: forge.Writer, key: str, value: generic.PdfObject) -> None:
    """Set a key of the catalog."""
    writer.root[pdf_name(key)] = value
    writer.update_root()


def store(writer: forge.Writer) -> generic.DictionaryObject:
    """The /DSS, marked as changed."""
    pointer = writer.root.raw_get("/DSS")
    writer.mark_update(pointer.reference)
    found = pointer.get_object()
    assert isinstance(found, generic.DictionaryObject)
    return found


def stamped(
    pdf: bytes,
    pki: PkiServices,
    meddle: Meddle = lambda _: None,
    name: str = "Timestamp",
    settings: InvisSigSettings = InvisSigSettings(box_out_of_bounds=True),  # noqa: B008
    box: tuple[int, int, int, int] | None = None,
) -> bytes:
    """The file with a document timestamp of somebody who has no key of ours."""
    writer = forge.Writer(io.BytesIO(pdf))
    meddle(writer)
    spec = SigFieldSpec(name, box=box, invis_sig_settings=settings)
    steps = PdfCMSEmbedder(spec).write_cms(name, writer, existing_fields_only=False)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=DocumentTimestamp(bytes_reserved=8192)))  # type: ignore[no-untyped-call]
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256"))
    steps.send(asyncio.run(authority(pki).async_timestamp(prepared.document_digest, "sha256")))
    return bytes(output.getvalue())


def test_an_honest_stranger_may_add_a_timestamp(pki: PkiServices, levels: Levels) -> None:
    for pdf in (levels.b_b, levels.b_lt):
        assert verified(pki, stamped(pdf, pki)).verdict is Verdict.VALID


def replace_page(writer: forge.Writer) -> None:
    writer.page(0)[pdf_name("/Contents")] = stream(writer, b"0 0 100 100 re f")


def refill(writer: forge.Writer) -> None:
    forge.fill(writer, "Number", "Số 99-KL/TU")


def another_annotation(writer: forge.Writer) -> None:
    page = writer.page(0)
    note = generic.DictionaryObject({pdf_name("/Subtype"): pdf_name("/FreeText")})
    page["/Annots"].append(writer.add_object(note))


def script(writer: forge.Writer) -> None:
    action = generic.DictionaryObject({pdf_name("/S"): pdf_name("/JavaScript")})
    put(writer, "/OpenAction", writer.add_object(action))


def loose_object(writer: forge.Writer) -> None:
    stream(writer, b"hidden")


def new_language(writer: forge.Writer) -> None:
    put(writer, "/Lang", pdf_string("en"))


MEDDLING = [replace_page, refill, another_annotation, script, loose_object, new_language]


@pytest.mark.parametrize("meddle", MEDDLING, ids=lambda m: m.__name__)
def test_nothing_else_hides_behind_a_timestamp(
    pki: PkiServices, levels: Levels, meddle: Meddle
) -> None:
    assert refused(verified(pki, stamped(levels.b_lt, pki, meddle)))


@pytest.mark.parametrize("meddle", MEDDLING, ids=lambda m: m.__name__)
@pytest.mark.parametrize("level", ["b_b", "b_lt", "b_lta"])
def test_nothing_is_changed_without_any(
    pki: PkiServices, levels: Levels, meddle: Meddle, level: str
) -> None:
    assert refused(verified(pki, forge.append_unsigned(getattr(levels, level), meddle)))


def test_a_timestamp_that_could_be_seen_is_refused(pki: PkiServices, levels: Levels) -> None:
    visible = stamped(levels.b_lt, pki, box=(100, 100, 300, 200))
    assert refused(verified(pki, visible), "could be seen")
    inside = stamped(levels.b_lt, pki, settings=InvisSigSettings())
    assert refused(verified(pki, inside), "could be seen")


@pytest.mark.parametrize("name", ["Signature2", "Mine", "Timestamp2"])
def test_a_timestamp_has_the_planned_name(pki: PkiServices, levels: Levels, name: str) -> None:
    assert refused(verified(pki, stamped(levels.b_lt, pki, name=name)), "timestamp", "fields")


def test_evidence_before_the_last_seal_is_refused(pki: PkiServices) -> None:
    signed = forge.append_by_hand(
        forge.smallest_content(), pki.signer("person"), forge.PERSON, now().replace(microsecond=0)
    )
    for early in (
        append_evidence(signed, pki.anchors, now(), 10), stamped(signed, pki)
    ):  # fmt: skip
        assert refused(verified(pki, early), "Seal")


# -- the validation data ---------------------------------------------------------------------------


def no_certificate(writer: forge.Writer) -> None:
    store(writer)["/Certs"].append(stream(writer, b"no certificate"))


def more_behind_a_certificate(writer: forge.Writer) -> None:
    data = store(writer)["/Certs"][0].data
    store(writer)["/Certs"].append(stream(writer, data + b"more"))


def a_list_less(writer: forge.Writer) -> None:
    del store(writer)["/CRLs"]


def a_certificate_less(writer: forge.Writer) -> None:
    del store(writer)["/Certs"][0]


def another_entry(writer: forge.Writer) -> None:
    store(writer)[pdf_name("/Mine")] = stream(writer, b"hidden")


def of_no_signature(writer: forge.Writer) -> None:
    kind = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/VRI")})
    store(writer)["/VRI"][pdf_name("/" + "A" * 40)] = writer.add_object(kind)


def a_page_in_the_store(writer: forge.Writer) -> None:
    store(writer)["/Certs"].append(writer.root["/Pages"]["/Kids"].raw_get(0))


def a_new_store(writer: forge.Writer) -> None:
    put(writer, "/DSS", writer.add_object(generic.DictionaryObject(store(writer))))


def an_invented_certificate(writer: forge.Writer) -> None:
    data = bytearray(store(writer)["/Certs"][0].data)
    data[-1] ^= 1  # of its signature
    store(writer)["/Certs"].append(stream(writer, bytes(data)))


def an_invented_list(writer: forge.Writer) -> None:
    data = bytearray(store(writer)["/CRLs"][0].data)
    data[-1] ^= 1
    store(writer)["/CRLs"].append(stream(writer, bytes(data)))


def an_invented_answer(writer: forge.Writer) -> None:
    answer = store(writer)["/OCSPs"][0].data
    year = b"%d" % now().year
    changed = answer.replace(year, b"%d" % (now().year + 1))
    assert changed != answer
    store(writer)["/OCSPs"].append(stream(writer, changed))


@pytest.mark.parametrize("with_timestamp", [False, True])
@pytest.mark.parametrize(
    "meddle",
    [no_certificate, more_behind_a_certificate, a_list_less, a_certificate_less, another_entry,
     of_no_signature, a_page_in_the_store, a_new_store, an_invented_certificate, an_invented_list],
    ids=lambda m: m.__name__,
)  # fmt: skip
def test_the_store_only_grows_by_what_it_is_for(
    pki: PkiServices, levels: Levels, meddle: Meddle, with_timestamp: bool
) -> None:
    forged = (
        stamped(levels.b_lt, pki, meddle)
        if with_timestamp
        else forge.append_unsigned(levels.b_lt, meddle)
    )
    assert refused(verified(pki, forged))


# -- bytes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [b"\n", b"%hidden\n", b"hidden", b"\x00"])
def test_bytes_after_the_last_evidence_are_refused(
    pki: PkiServices, levels: Levels, more: bytes
) -> None:
    for pdf in (levels.b_lt, levels.b_lta):
        assert refused(verified(pki, pdf + more))


def test_bytes_between_the_objects_of_evidence_are_refused(
    pki: PkiServices, levels: Levels
) -> None:
    """Nobody signed them: in a file of level B-LT the evidence is the last revision."""
    start = len(levels.b_t)
    pdf = levels.b_lt
    at = pdf.index(b"endobj\n", start) + len(b"endobj\n")
    hidden = b"%" + b"x" * 9 + b"\n"
    moved = bytearray(pdf[:at] + hidden + pdf[at:])
    table = moved.rindex(b"xref\n", 0, moved.rindex(b"startxref"))
    lines = bytes(moved[table:]).split(b"\n")
    for n, line in enumerate(lines):
        if line.endswith(b" n ") and int(line[:10]) >= at:
            lines[n] = b"%010d" % (int(line[:10]) + len(hidden)) + line[10:]
        if line == b"startxref":
            lines[n + 1] = b"%d" % table
    forged = bytes(moved[:table]) + b"\n".join(lines)
    assert verified(pki, pdf).verdict is Verdict.VALID
    assert refused(verified(pki, forged), "belong to nothing")


def test_every_byte_of_unsigned_validation_data_counts(pki: PkiServices, levels: Levels) -> None:
    """Each certificate, CRL and answer is signed by somebody who is in the file."""
    pdf = levels.b_lt
    streams = [
        match.span(1) for match in re.finditer(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
        if match.start() > len(levels.b_t)
    ]  # fmt: skip
    assert len(streams) >= 7
    for start, end in streams:
        for at in range(start, end, (end - start) // 4):
            flipped = bytearray(pdf)
            flipped[at] ^= 0x01
            assert verified(pki, bytes(flipped)).verdict is Verdict.INVALID, pdf[at - 9 : at + 9]
