"""Forged validation data and timestamps."""

from __future__ import annotations

import io
from collections.abc import Iterator

from asn1crypto import keys
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.sign.forge import Meddle, Writer
from tests.sign.hostile.base import Base, Hostile
from tests.sign.pki import Authority, parsed, rsa_key
from tests.sign.test_forged_revisions import changes_a_page, stream

STORE = "a forged DSS"
STAMP = "a forged timestamp"


def store(**lists: list[bytes]) -> Meddle:
    def meddle(writer: Writer) -> None:
        found = generic.DictionaryObject({pdf_name("/Type"): pdf_name("/DSS")})
        for name, entries in lists.items():
            pointers = [writer.add_object(stream(data)) for data in entries]
            found[pdf_name(f"/{name}")] = generic.ArrayObject(pointers)
        writer.root[pdf_name("/DSS")] = writer.add_object(found)
        writer.update_root()

    return meddle


def files(base: Base) -> Iterator[Hostile]:
    stranger = Authority(base.issued.moment).root
    certificate = parsed(stranger.certificate).dump()
    stores = {
        "empty": store(),
        "with a stranger's authority": store(Certs=[certificate]),
        "with rubbish": store(Certs=[b"rubbish"], CRLs=[b"rubbish"], OCSPs=[b"rubbish"]),
        "with an empty answer": store(OCSPs=[b"0\x03\n\x01\x06"]),
        "that is a number": _number,
        "with a changed page": _and_a_page,
    }
    # What proves nothing harms nothing.
    idle = ("empty", "with a stranger's authority", "with an empty answer")
    for name, meddle in stores.items():
        fair, early = name in idle, base.updated(meddle, base.r1)
        yield Hostile(STORE, f"{name} after R2", base.updated(meddle), fair=fair)
        yield Hostile(STORE, f"{name} after R1", early, beginning=True, fair=fair)
        yield Hostile(STORE, f"{name} by the organ", base.sealed(meddle=meddle), fair=fair)
    sealed = base.updated(stores["with a stranger's authority"])
    for name, data in (("R2", base.r2), ("a forged DSS", sealed), ("R1", base.r1)):
        stamped = _stamped(data, base)
        yield Hostile(STAMP, f"by a stranger over {name}", stamped, beginning=name == "R1")
        if name == "R2":
            page = base.updated(changes_a_page)
            yield Hostile(STAMP, "by a stranger over a changed page", _stamped(page, base))


def _number(writer: Writer) -> None:
    writer.root[pdf_name("/DSS")] = generic.NumberObject(7)
    writer.update_root()


def _and_a_page(writer: Writer) -> None:
    store()(writer)
    changes_a_page(writer)


def _stamped(data: bytes, base: Base) -> bytes:
    """The file with a document timestamp of an authority that nobody knows."""
    stamper = Authority(base.issued.moment, "TSA", rsa_key(2048)).root
    private = stamper.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    source = DummyTimeStamper(
        parsed(stamper.certificate),
        keys.PrivateKeyInfo.load(private),
        SimpleCertificateStore(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    out = PdfTimeStamper(source).timestamp_pdf(writer, "sha256")
    return bytes(out.getvalue())
