"""What is no Word document we can take is refused by name, with what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from tests.render.rich_body import rich_body
from workflow.model.errors import UnsupportedFeatures, WordFileBroken
from workflow.render.word_package import MOST_BYTES, check_package

_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def with_part(
    name: str, data: bytes = b"x", replaced: Mapping[str, tuple[bytes, bytes]] = {}
) -> bytes:
    """The rich body with one part more, and words of others replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(rich_body())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            content = old.read(each)
            if each in replaced:
                before, after = replaced[each]
                assert before in content
                content = content.replace(before, after)
            new.writestr(each, content)
        if name:
            new.writestr(name, data)
    return out.getvalue()


def test_a_rich_body_may_be_taken() -> None:
    check_package(rich_body(), "than.docx")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (_OLE + "WordDocument".encode("utf-16-le"), r"\.doc of Word 97-2003"),
        (_OLE + "Workbook".encode("utf-16-le"), "Excel"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\n<html><body>", "web page"),
        (b"KET LUAN", "not a Word file"),
        (b"", "not a Word file"),
    ],
)
def test_other_files_are_called_by_their_names(data: bytes, words: str) -> None:
    with pytest.raises(WordFileBroken, match=words):
        check_package(data, "a.docx")


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def test_packages_of_other_programs() -> None:
    with pytest.raises(WordFileBroken, match="LibreOffice"):
        check_package(packed(mimetype=b"application/vnd.oasis.opendocument.text"), "a.docx")
    with pytest.raises(WordFileBroken, match=r"word/document\.xml"):
        check_package(packed(xl__workbook_xml=b"<a/>"), "a.docx")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("word/vbaProject.bin", "macros"),
        ("word/embeddings/oleObject1.bin", "embedded object"),
        ("word/charts/chart1.xml", "chart"),
        ("word/diagrams/data1.xml", "SmartArt"),
        ("word/activeX/activeX1.bin", "control"),
    ],
)
def test_what_no_page_can_carry_is_refused_with_its_remedy(name: str, words: str) -> None:
    data = b"<a/>" if name.endswith(".xml") else b"x"
    with pytest.raises(UnsupportedFeatures, match=words):
        check_package(with_part(name, data), "a.docx")


def test_a_linked_picture_is_refused_with_its_address() -> None:
    relation = (b'Target="media/chart.png"', b'Target="file:///C:/chart.png" TargetMode="External"')
    data = with_part("", replaced={"word/_rels/document.xml.rels": relation})
    with pytest.raises(UnsupportedFeatures, match=r"linked picture \(file:///C:/chart\.png\)"):
        check_package(data, "a.docx")


def test_an_equation_is_refused_with_the_words_before_it() -> None:
    equation = (
        b'<w:p><w:r><w:t xml:space="preserve">V\xc4\x83n ph',
        b'<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>'
        b'<w:r><w:t xml:space="preserve">V\xc4\x83n ph',
    )
    data = with_part("", replaced={"word/document.xml": equation})
    with pytest.raises(UnsupportedFeatures, match=r"«Văn phòng.*equation"):
        check_package(data, "a.docx")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(WordFileBroken, match="unpacked"):
        check_package(with_part("word/media/a.png", bytes(210 * 1024 * 1024)), "a.docx")
    with pytest.raises(WordFileBroken, match="MiB"):
        check_package(bytes(MOST_BYTES + 1), "a.docx")


def test_entities_are_refused() -> None:
    root = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(WordFileBroken, match="entities"):
        check_package(with_part("word/evil.xml", root), "a.docx")
