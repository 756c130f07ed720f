"""edXML that means harm, or nothing at all: a clear refusal, in bounded time and memory."""

from __future__ import annotations

import base64
import resource
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dispatch.delivering import SENDER, parcel
from tests.dispatch.test_edxml import foreign, zipped
from workflow.dispatch.channels import Brought, Reported
from workflow.dispatch.edxml_parts import LARGEST
from workflow.dispatch.edxml_reading import read_edxml
from workflow.dispatch.edxml_writing import write_document, write_status
from workflow.model.errors import MessageUnreadable
from workflow.model.exchange import Receipt, Status

pytestmark = pytest.mark.slow

SOUND = write_document(parcel())
STATUS = write_status(
    Receipt(
        "0123456789abcdef0123", parcel().cover.document.reference, "", SENDER, Status.REFUSED,
        parcel().cover.sent_at, "sai thẩm quyền",
    ),
    SENDER,
)  # fmt: skip
HEAD, TAIL = SOUND[: SOUND.index(b"<edXML ")], SOUND[SOUND.index(b"<edXML ") :]


def refusal(data: bytes) -> str:
    with pytest.raises(MessageUnreadable) as refused:
        read_edxml(data)
    return str(refused.value)


def with_dtd(dtd: str, subject: str = "x") -> bytes:
    text = TAIL.replace("về việc gì đó".encode(), subject.encode())
    return HEAD + f"<!DOCTYPE edXML [{dtd}]>".encode() + text


BILLION = "".join(f'<!ENTITY e{n} "{(f"&e{n - 1};" * 10) if n else "lol"}">' for n in range(12))


@pytest.mark.parametrize(
    "data",
    [
        with_dtd(BILLION, "&e11;"),
        with_dtd('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        with_dtd('<!ENTITY x SYSTEM "http://127.0.0.1:1/x">', "&x;"),
        with_dtd('<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;'),
        with_dtd('<!ATTLIST edXML x CDATA "y">'),
        HEAD + b'<!DOCTYPE edXML SYSTEM "file:///etc/passwd">' + TAIL,
    ],
    ids=["billion laughs", "file", "network", "parameter entity", "defaults", "external subset"],
)
def test_a_document_type_is_refused_before_anything_of_it_is_read(data: bytes) -> None:
    assert "DTD" in refusal(data)


def replaced(old: str, new: str, source: bytes = SOUND) -> bytes:
    assert old.encode() in source, old
    return source.replace(old.encode(), new.encode(), 1)


FIRST = "0123456789abcdef0123-0"


@pytest.mark.parametrize(
    ("data", "place", "why"),
    [
        (replaced("<Subject>về việc gì đó", "<Subject>N/A"), "Subject", "N/A"),
        (replaced("<FullName>Trần Minh Khang", "<FullName>---"), "FullName", "---"),
        (replaced("<Subject>về việc gì đó", "<Subject>" + "x" * 501), "Subject", "500"),
        (replaced("<Subject>về việc gì đó</Subject>", ""), "SignerInfo", "Subject"),
        (replaced("</edXMLHeader>", "<DigitalSignature/></edXMLHeader>"), "DigitalSignature", ""),
        (replaced("<CodeNumber>01", "<CodeNumber>123"), "Code", "01-KL/TU"),
        (replaced("<CodeNumber>01</CodeNumber>", "<DocNumber>123</DocNumber>"), "DocNumber", ""),
        (replaced("2026/11/23</Prom", "2026/11/24</Prom"), "PromulgationDate", "2026/11/23"),
        (replaced("2026/11/23,01", "2026/13/23,01"), "DocumentId", "day"),
        (replaced("09:30:00", "25:30:00"), "Timestamp", "time"),
        (replaced("<Bussiness>", "<Business>").replace(b"</Bussiness>", b"</Business>"),
         "Business", ""),
        (replaced("<BussinessDocType>0", "<BussinessDocType>4"), "BussinessDocType", "4"),
        (replaced("<BussinessDocType>0", "<BussinessDocType>1"), "AttachmentEncoded", ""),
        (replaced("<BussinessDocType>0", "<BussinessDocType>3"), "ReplacementInfoList", ""),
        (replaced(f"<ContentId>{FIRST}", "<ContentId>other"), "Reference", FIRST),
        (replaced(f"cid:{FIRST}", "cid:other"), "Reference", FIRST),
        (replaced(f"cid:{FIRST}", f"{FIRST}"), "ContentId", "pattern"),
        (replaced(f"<ContentId>{FIRST}", f"<ContentId>{FIRST[:-1]}1"), "ContentId", "twice"),
        (replaced("MDEyMzQ1", "MDEyMzQ2"), "01-KL-TU.pdf", "not the one"),
        (replaced("MDEyMzQ1", "MDEyMz!1"), "01-KL-TU.pdf", "base64"),
        (replaced("MDEyMzQ1", "MDEyMzQ"), "01-KL-TU.pdf", "base64"),
        (replaced('<?vanban {', '<?vanban ['), "vanban", ""),
        (replaced('"purpose"', '"closed":{"x":"y"},"purpose"'), "vanban", "other files"),
        (replaced('"purpose"', '"closed":{"' + FIRST + '":"y"},"purpose"'), "closed", ""),
        (replaced('"purpose"', '"closed":[],"purpose"'), "vanban", ""),
        (replaced('"purpose"', '"receivers":[["a"]],"purpose"'), "receivers", ""),
        (replaced('"purpose"', '"receivers":[["a",1,"action"]],"purpose"'), "receivers", ""),
        (replaced('"purpose"', '"receivers":7,"purpose"'), "receivers", ""),
        (replaced('"purpose":"action"', '"purpose":"fun"'), "purpose", ""),
        (replaced('"delivery":"0123', '"delivery":"../0123'), "delivery", ""),
        (replaced('"delivery":"0123456789abcdef0123"', '"delivery":["x"]'), "delivery", ""),
        (replaced("<AttachmentName>01-KL-TU.pdf", "<AttachmentName>../x.pdf"),
         "AttachmentName", ""),
        (replaced("<AttachmentName>01-KL-TU.pdf", "<AttachmentName>x.pdf"),
         "Attachment", "x.pdf"),
        (replaced("A12.01.00.H99", "A12.01.00.H9"), "OrganId", "pattern"),
        (replaced("<StatusCode>02", "<StatusCode>07", STATUS), "StatusCode", "07"),
        (replaced("<Description>sai thẩm quyền</Description>", "", STATUS), "Description", ""),
        (b"%PDF-1.7", "1", "XML"),
        (b"", "1", "XML"),
        (b"<x/>", "x", ""),
        (SOUND[:-20], "1", "XML"),
        (SOUND.decode().encode("utf-16"), "edXML", "UTF-8"),
        (replaced("UTF-8", "latin-1"), "1", "UTF-8"),
        (foreign("!"), "7816.pdf", "base64"),
        (foreign(""), "7816.pdf", "content"),
        (foreign(zipped({"a.pdf": b"1", "b.pdf": b"2"})), "7816.pdf", "ZIP"),
        (foreign(base64.b64encode(b"PK\x03\x04 no zip file").decode()), "7816.pdf", "ZIP"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(data: bytes, place: str, why: str) -> None:
    told = refusal(data)
    assert place in told
    assert why in told


def test_a_weak_or_empty_signature_is_refused() -> None:
    ds = "http://www.w3.org/2000/09/xmldsig#"
    empty = replaced("</edXMLHeader>", f'<Signature xmlns="{ds}"/></edXMLHeader>')
    assert "empty" in refusal(empty)
    weak = f'<Signature xmlns="{ds}"><SignatureMethod Algorithm="{ds}rsa-sha1"/></Signature>'
    assert "rsa-sha1" in refusal(replaced("</edXMLHeader>", f"{weak}</edXMLHeader>"))


# -- bounds ----------------------------------------------------------------------------------------


def bounded(data: bytes, seconds: float = 5, mebibytes: int = 700) -> str:
    """What is said, within bounds of time and of new memory."""
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    told = refusal(data)
    assert time.process_time() - start < seconds
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < mebibytes
    return told


def bomb(size: int) -> str:
    return zipped({"7816.pdf": b"\0" * size})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "too large": (lambda: foreign("A" * LARGEST), "larger"),
    "a zip bomb": (lambda: foreign(bomb(150 * 2**20)), "unpacked"),
    "elements": (lambda: b"<edXML>" + b"<a/>" * 500_000 + b"</edXML>", "more elements"),
    "nesting": (lambda: b"<edXML>" * 200_000, "more elements"),
    "one text": (lambda: replaced("<Subject>", "<Subject>" + "x" * 20_000_000), "larger"),
    "one attribute": (lambda: replaced("<Subject", f"<Subject x='{'y' * 20_000_000}'"), "larger"),
    "a note": (lambda: replaced("<?vanban {", "<?vanban " + "[" * 500_000), "broken"),
    "references": (lambda: replaced("<Subject>", "<Subject>" + "&#65;" * 200_000), "Subject"),
}


LARGE = ("a zip bomb", "too large", "one attribute")


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=pytest.mark.thorough if n in LARGE else ()) for n in HOSTILE],
)
def test_no_message_takes_much_time_or_memory(name: str) -> None:
    make, why = HOSTILE[name]
    assert why in bounded(make())


def test_a_directory_of_a_zip_file_that_is_larger_than_one_file_needs_is_not_read() -> None:
    content = zipped({f"{number}.pdf": b"" for number in range(2000)})
    assert "ZIP" in bounded(foreign(content), 1)


# -- anything at all -------------------------------------------------------------------------------


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(data: bytes) -> None:
    refusal(data)


@settings(max_examples=100)
@given(
    st.sampled_from([SOUND, STATUS]),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3), st.integers(0, 40)), min_size=1,
             max_size=3),
)  # fmt: skip
def test_a_message_with_any_bytes_changed_is_a_message_or_refused(
    source: bytes, changes: list[tuple[float, bytes, int]]
) -> None:
    data = source
    for where, new, length in changes:
        at = int(where * len(data))
        data = data[:at] + new + data[at + length :]
    assert_read_or_refused(data)


@settings(max_examples=100)
@given(
    st.sampled_from([SOUND, STATUS, foreign()]),
    st.floats(0, 1),
    st.sampled_from(
        ["", "N/A", "0", "-1", "9999999999", "\x85", "💥", "\u202e", "0000/00/00", "a,b,c", "cid:"]
    ),
)
def test_a_message_with_any_value_changed_is_a_message_or_refused(
    source: bytes, where: float, new: str
) -> None:
    pieces = source.split(b">")
    at = int(where * (len(pieces) - 1))
    pieces[at] = new.encode() + b"<" + pieces[at].partition(b"<")[2]
    assert_read_or_refused(b">".join(pieces))


def assert_read_or_refused(data: bytes) -> None:
    refused = None
    try:
        assert isinstance(read_edxml(data), Brought | Reported)
    except MessageUnreadable as error:
        refused = error
    assert refused is None or (refused.facts["place"] and refused.facts["reason"])
