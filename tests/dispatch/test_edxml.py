"""edXML: what is written is valid and reads as it was; other programs' messages are understood."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.dispatch.delivering import SENDER, parcel
from workflow.dispatch import edxml_form as form
from workflow.dispatch.channels import Brought, Parcel, Reported, attachment_place
from workflow.dispatch.edxml_reading import read_edxml
from workflow.dispatch.edxml_writing import write_document, write_status
from workflow.model.errors import Undeliverable
from workflow.model.exchange import (
    NEED_A_REASON,
    Correspondent,
    Cover,
    DocumentFacts,
    DocumentReference,
    FileFacts,
    MessageKind,
    Receipt,
    Receiver,
    Status,
)
from workflow.model.parties import Purpose
from workflow.model.vietnamese import squeeze

pytestmark = pytest.mark.slow

SCHEMA = etree.XMLSchema(
    etree.parse(Path(__file__).parents[2] / "workflow" / "dispatch" / "edxml.xsd")
)

# -- legal values ----------------------------------------------------------------------------------

LETTERS = st.characters(
    categories=("L", "N", "P", "Zs"), include_characters="<&>'\"]", exclude_characters="\xad"
)
DELIVERIES = st.from_regex(r"[0-9a-f]{20}", fullmatch=True)
SHA256 = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
DATES = st.dates(date(1954, 10, 10), date(2099, 12, 31))
TIMES = st.integers(946_684_800, 4_070_908_800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
ORGAN_IDS = st.from_regex(r"[0-9A-Z]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", fullmatch=True)


def texts(most: int, least: int = 1) -> st.SearchStrategy[str]:
    """Texts that say something, or nothing at all where that is legal."""
    said = st.text(LETTERS, min_size=1, max_size=most).map(squeeze)
    said = said.filter(lambda text: 0 < len(text) <= most and not form.is_filler(text))
    return said if least else said | st.just("")


BODIES = st.from_regex(r"([a-z]+(-[a-z]+)?)?", fullmatch=True)
ORGANS = st.builds(
    Correspondent, ORGAN_IDS, texts(200), BODIES, st.sampled_from(["", "vanthu@lamgiang.test"])
)
OFFICIAL = st.tuples(
    st.integers(1, 99_999), st.sampled_from("-/"), st.sampled_from(["KL/TU", "VPCP-TTĐT", "QĐ"])
).map(lambda parts: f"{parts[0]:02d}{parts[1]}{parts[2]}")
REFERENCES = st.builds(DocumentReference, ORGAN_IDS, OFFICIAL, DATES)


@st.composite
def facts(draw: st.DrawFn) -> DocumentFacts:
    reference = draw(REFERENCES)
    return DocumentFacts(
        reference=reference,
        number=int(reference.official_number.replace("/", "-").split("-")[0]),
        type=draw(st.sampled_from(["", "ket-luan", "cong-van"])),
        type_name=draw(texts(100)),
        subject=draw(texts(500)),
        place=draw(texts(100)),
        signer=draw(texts(50)),
        signer_title=draw(texts(100, 0)),
        authority=draw(texts(100, 0)),
        recipients=tuple(draw(st.lists(texts(60), max_size=3))),
        pages=draw(st.integers(0, 999)),
        copies=draw(st.integers(0, 9999)),
        urgency=draw(st.sampled_from(form.PRIORITIES)),
        circulation=draw(texts(100, 0)),
        not_for_media=draw(st.booleans()),
        due=draw(st.none() | DATES),
        secrecy=draw(st.sampled_from(["", "MẬT"])),
    )


NAMES = st.from_regex(r"[A-Za-zĐđÀ-ỹ0-9][A-Za-zĐđÀ-ỹ0-9 _&<?-]{0,30}\.pdf", fullmatch=True).filter(
    lambda name: squeeze(name) == name
)


@st.composite
def parcels(draw: st.DrawFn) -> Parcel:
    kind = draw(st.sampled_from(MessageKind))
    pdf, name, attachments = b"", "", {}
    if kind.brings_a_file:
        pdf, name = draw(st.binary(min_size=1, max_size=50)), draw(NAMES)
        attachments = draw(st.dictionaries(NAMES, st.binary(min_size=1, max_size=50), max_size=2))
    closed = draw(st.booleans())
    receivers = st.builds(
        Receiver, ORGAN_IDS | st.just(""), texts(200), st.sampled_from(Purpose)
    ).map(lambda each: [each])
    needs = kind in (MessageKind.RECALL, MessageKind.REPLACE)
    cover = Cover(
        delivery=draw(DELIVERIES),
        kind=kind,
        sender=draw(ORGANS),
        recipient=draw(ORGANS),
        purpose=draw(st.sampled_from(Purpose)),
        document=draw(facts()),
        sent_at=draw(TIMES),
        file=file_facts(name, pdf, closed) if name else None,
        attachments=tuple(
            file_facts(attachment_place(n), d, closed) for n, d in attachments.items()
        ),
        about=draw(REFERENCES if needs else st.none() | REFERENCES),
        reason=draw(texts(1000, 0)),
        receivers=tuple(draw(receivers)) if kind is MessageKind.UPDATE else (),
    )
    if not closed:
        return Parcel(cover, "", name, pdf, attachments)
    others = {f"{n}.p7m": d[::-1] + b"closed" for n, d in attachments.items()}
    return Parcel(cover, "", name and f"{name}.p7m", pdf and pdf[::-1] + b"closed", others)


def file_facts(name: str, data: bytes, closed: bool) -> FileFacts:
    """The hash is that of the plain file, also where it travels closed to its recipient."""
    return FileFacts(name, sha256(data), f"{name}.p7m" if closed else "")


@st.composite
def receipts(draw: st.DrawFn) -> Receipt:
    status = draw(st.sampled_from(Status))
    return Receipt(
        delivery=draw(DELIVERIES | st.just("")),
        about=draw(REFERENCES),
        sha256=draw(SHA256 | st.just("")),
        sender=draw(ORGANS),
        status=status,
        at=draw(TIMES),
        reason=draw(texts(1000, int(status in NEED_A_REASON))),
        number=draw(texts(20, 0)),
        staff=draw(texts(200, 0)),
    )


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def brought(data: bytes, organ_id: str = "") -> Brought:
    read = read_edxml(data, organ_id)
    assert isinstance(read, Brought)
    return read


def reported(data: bytes) -> Receipt:
    read = read_edxml(data)
    assert isinstance(read, Reported)
    assert read.data == data
    return read.receipt


# -- round trips -----------------------------------------------------------------------------------


@settings(max_examples=40)
@given(parcels())
def test_a_document_is_valid_and_reads_as_it_was_written(sent: Parcel) -> None:
    data = write_document(sent)
    SCHEMA.assertValid(etree.fromstring(data))
    read = brought(data)
    assert read.cover == sent.cover
    files = {sent.file_name: sent.pdf} if sent.file_name else {}
    files |= {attachment_place(name): each for name, each in sent.attachments.items()}
    assert read.files == files


@settings(max_examples=40)
@given(receipts(), ORGANS)
def test_a_status_is_valid_and_reads_as_it_was_written(sent: Receipt, to: Correspondent) -> None:
    data = write_status(sent, to)
    SCHEMA.assertValid(etree.fromstring(data))
    assert reported(data) == sent


def test_the_layout_is_that_of_the_regulation() -> None:
    root = etree.fromstring(write_document(parcel()))
    assert root.tag == "{http://www.mic.gov.vn/TBT/QCVN_102_2016}edXML"
    names = [etree.QName(each).localname for each in root]
    assert names == ["edXMLEnvelope", "AttachmentEncoded"]
    assert [etree.QName(e).localname for e in root[0] if isinstance(e.tag, str)] == [
        "edXMLHeader", "edXMLBody",
    ]  # fmt: skip
    assert text(root, "DocumentId") == "A12.01.00.H99,2026/11/23,01-KL/TU"
    assert text(root, "PromulgationDate") == "2026/11/23"
    assert text(root, "Timestamp") == "2026/11/23 09:30:00"  # in Vietnam
    assert text(root, "BussinessDocType") == "0"
    body = root.find("{*}edXMLEnvelope/{*}edXMLBody")
    assert text(body, "ContentId") == "cid:0123456789abcdef0123-0"
    assert [e.text for e in root.iter("{*}Place")][1:] == ["Sở Y tế", "Lưu Văn phòng Tỉnh uỷ"]


def text(root: etree._Element | None, name: str) -> str:
    assert root is not None
    return str(next(root.iter(f"{{*}}{name}")).text)


@pytest.mark.parametrize("kind", MessageKind)
def test_the_kind_of_a_message_is_its_code(kind: MessageKind) -> None:
    sent = of_kind(kind)
    root = etree.fromstring(write_document(sent))
    assert text(root, "BussinessDocType") == str(list(MessageKind).index(kind))
    about = sent.cover.about
    if kind is MessageKind.RECALL:
        assert about is not None
        assert text(root.find(".//{*}ResponseFor"), "DocumentId") == about.identifier
    if kind is MessageKind.REPLACE:
        assert text(root.find(".//{*}ReplacementInfo"), "OrganId") == "H12.02.00.H99"
    assert (root.find(".//{*}BussinessDocumentInfo") is not None) == (kind is MessageKind.UPDATE)


def of_kind(kind: MessageKind) -> Parcel:
    about = DocumentReference(SENDER.organ_id, "127-KL/TU", date(2026, 3, 5))
    base = parcel()
    if kind.brings_a_file:
        about_ = about if kind is MessageKind.REPLACE else None
        return replace(base, cover=replace(base.cover, kind=kind, about=about_))
    cover = replace(
        base.cover, kind=kind, about=about, file=None, attachments=(), reason="nhầm số liệu"
    )
    return Parcel(cover, "")


@pytest.mark.thorough
def test_an_update_tells_ten_thousand_receivers() -> None:
    sent = of_kind(MessageKind.UPDATE)
    receivers = tuple(
        Receiver(
            f"H{n // 100:02d}.{n % 100:02d}.00.H99", f"Uỷ ban nhân dân xã số {n}", Purpose.ACTION
        )
        for n in range(10_000)
    )
    sent = replace(sent, cover=replace(sent.cover, receivers=receivers))
    assert brought(write_document(sent)).cover == sent.cover


@pytest.mark.thorough
def test_forty_megabytes_are_read_in_bounded_time() -> None:
    sent = parcel(size=40 * 2**20)
    assert brought(write_document(sent)).cover == sent.cover


# -- what cannot be said is not sent ---------------------------------------------------------------


def changed(**changes: object) -> Parcel:
    sent = parcel()
    return replace(
        sent, cover=replace(sent.cover, document=replace(sent.cover.document, **changes))
    )


NOBODY = replace(parcel().cover, recipient=Correspondent("", "Ông A"))
NO_NOTATION = DocumentReference(SENDER.organ_id, "123", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        (changed(subject="x" * 501), "Subject"),
        (changed(signer="N/A"), "FullName"),
        (changed(signer=""), "FullName"),
        (changed(place="…"), "Place"),
        (changed(place="null"), "Place"),
        (changed(urgency="RẤT KHẨN"), "Priority"),
        (changed(subject="a\x07b"), "XML"),
        (changed(reference=NO_NOTATION), "Code"),
        (changed(number=2), "Code"),
        (replace(parcel(), cover=NOBODY), "To"),
        (replace(parcel(), file_name="a/b.pdf"), "AttachmentName"),
    ],
)  # fmt: skip
def test_what_the_form_cannot_hold_is_refused_with_its_place(sent: Parcel, place: str) -> None:
    with pytest.raises(Undeliverable) as refused:
        write_document(sent)
    assert place in str(refused.value)


# -- other programs --------------------------------------------------------------------------------

FOREIGN = """\
<?xml version="1.0" encoding="utf-8"?>
<edXML xmlns="{ns}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <edXML:edXMLEnvelope xmlns:edXML="{ns}">
    <edXML:edXMLHeader>
      <edXML:MessageHeader>
        <edXML:From><edXML:OrganId>000.00.00.G22</edXML:OrganId><edXML:OrganizationInCharge/>
          <edXML:OrganName>Văn phòng Chính phủ</edXML:OrganName><edXML:Email/></edXML:From>
        <edXML:To><edXML:OrganId>000.00.00.H41</edXML:OrganId>
          <edXML:OrganName>UBND tỉnh Nghệ An</edXML:OrganName></edXML:To>
        <edXML:To><edXML:OrganId>000.00.00.H42</edXML:OrganId>
          <edXML:OrganName>UBND tỉnh Ninh Bình</edXML:OrganName></edXML:To>
        <edXML:Code><edXML:CodeNumber>7816</edXML:CodeNumber>
          <edXML:CodeNotation>VPCP-TTĐT</edXML:CodeNotation></edXML:Code>
        <edXML:PromulgationInfo><edXML:Place>Hà Nội</edXML:Place>
          <edXML:PromulgationDate>2015/09/30</edXML:PromulgationDate></edXML:PromulgationInfo>
        <edXML:DocumentType><edXML:Type>18</edXML:Type><edXML:TypeName>Công văn</edXML:TypeName>
          <edXML:TypeDetail>0</edXML:TypeDetail></edXML:DocumentType>
        <edXML:Subject>V/v thí điểm liên thông văn bản</edXML:Subject><edXML:Content/>
        <edXML:SignerInfo><edXML:FullName>Nguyễn Văn A</edXML:FullName></edXML:SignerInfo>
        <edXML:ToPlaces><edXML:Place>Như trên</edXML:Place></edXML:ToPlaces>
        <edXML:OtherInfo><edXML:PageAmount>2</edXML:PageAmount>
          <edXML:Priority>1</edXML:Priority><edXML:Appendixes/></edXML:OtherInfo>
        <edXML:DocumentId>000.00.00.G22,2015/09/30,7816/VPCP-TTĐT</edXML:DocumentId>
      </edXML:MessageHeader>
      <edXML:TraceHeaderList id="a1" version="1.0" mustUnderstand="1" actor="next">
        <edXML:TraceHeader><edXML:OrganId>000.00.00.G22</edXML:OrganId>
          <edXML:Timestamp>2015/09/30 16:00:59</edXML:Timestamp></edXML:TraceHeader>
        <edXML:Bussiness><edXML:BussinessDocType>0</edXML:BussinessDocType>
          <edXML:StaffInfo><edXML:Staff>Trần B</edXML:Staff><edXML:Mobile/></edXML:StaffInfo>
          <edXML:Paper>0</edXML:Paper></edXML:Bussiness>
      </edXML:TraceHeaderList>
    </edXML:edXMLHeader>
    <edXML:edXMLBody><edXML:edXMLManifest version="1.0">
      <edXML:Reference xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="cid:6a-1">
        <edXML:Description>Văn bản</edXML:Description>
        <edXML:AttachmentName>7816.pdf</edXML:AttachmentName>
        <edXML:ContentType>application/pdf</edXML:ContentType>
        <edXML:ContentId>cid:6a-1</edXML:ContentId></edXML:Reference>
    </edXML:edXMLManifest></edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  <AttachmentEncoded><Attachment><ContentType>application/pdf</ContentType>
    <ContentId>6a-1</ContentId><Description/>
    <ContentTransferEncoded>{content}</ContentTransferEncoded>
    <AttachmentName>7816.pdf</AttachmentName></Attachment></AttachmentEncoded>
</edXML>
"""


def foreign(content: str = "JVBERi0x", ns: str = form.NAMESPACE) -> bytes:
    return FOREIGN.format(ns=ns, content=content).encode()


@pytest.mark.parametrize("ns", [form.NAMESPACE, form.OLDER_NAMESPACE])
def test_a_message_of_another_program_is_understood(ns: str) -> None:
    read = brought(foreign(ns=ns))
    cover = read.cover
    assert cover.document.reference.identifier == "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
    assert (cover.document.number, cover.document.pages) == (7816, 2)
    assert cover.document.urgency == "KHẨN"
    assert cover.sent_at == datetime(2015, 9, 30, 9, 0, 59, tzinfo=UTC)
    assert read.files == {"7816.pdf": b"%PDF-1"}
    assert cover.file == FileFacts("7816.pdf", sha256(b"%PDF-1"))


def test_of_several_addressees_the_office_that_reads_it_is_meant() -> None:
    assert brought(foreign()).cover.recipient.organ_id == "000.00.00.H41"
    assert brought(foreign(), "000.00.00.H42").cover.recipient.name == "UBND tỉnh Ninh Bình"


def test_a_message_of_another_program_has_the_same_delivery_whenever_it_is_read() -> None:
    first, other = brought(foreign()), brought(foreign(), "000.00.00.H42")
    assert first.cover.delivery == brought(foreign()).cover.delivery
    assert first.cover.delivery != other.cover.delivery


@pytest.mark.parametrize("breaks", ["\r\n", "&#13;\n", "&#xD;&#xA;", " "])
def test_base64_in_lines_is_read(breaks: str) -> None:
    data = bytes(range(256))
    lines = base64.encodebytes(data).decode().strip().replace("\n", breaks)
    assert brought(foreign(lines)).files == {"7816.pdf": data}


def test_a_file_packed_before_it_was_encoded_is_unpacked() -> None:
    assert brought(foreign(zipped({"7816.pdf": b"%PDF-1.7"}))).files == {"7816.pdf": b"%PDF-1.7"}


def zipped(files: dict[str, bytes]) -> str:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return base64.b64encode(out.getvalue()).decode()


def test_a_file_that_is_meant_to_be_a_zip_file_stays_one() -> None:
    content = zipped({"a.xml": b"1", "b.xml": b"2"})
    data = foreign(content).replace(b"7816.pdf", b"7816.docx")
    assert brought(data).files == {"7816.docx": base64.b64decode(content)}


def test_a_status_of_another_program_names_the_document_and_its_sender_only() -> None:
    sent = Receipt(
        "", DocumentReference(SENDER.organ_id, "01-KL/TU", date(2026, 11, 23)), "",
        Correspondent("H12.02.00.H99", "Sở Y tế"), Status.ACCEPTED,
        datetime(2026, 11, 23, 3, tzinfo=UTC),
    )  # fmt: skip
    data = write_status(sent, SENDER)
    start, end = data.index(b"<?vanban"), data.index(b"?>", data.index(b"<?vanban")) + 2
    foreign_ = (data[:start] + data[end:]).replace(b"MessageStatus", b"Status")
    assert reported(foreign_) == sent


def test_times_are_those_of_vietnam() -> None:
    late = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)
    assert form.time_text(late) == "2027/01/01 00:30:00"
    assert form.time_of("2027/01/01 00:30:00") == late
    assert form.time_of("2027/01/01 00:30:01") - late == timedelta(seconds=1)
