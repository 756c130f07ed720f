"""What a file is that is no Word document: people give what they have."""

from __future__ import annotations

import zipfile
from io import BytesIO

from workflow.model.messages import N_, Message, message

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2
_MAIN = "word/document.xml"

SAVE_AS = N_("in Word: File → Save As, “Word Document (*.docx)”")
_STREAMS = (
    ("EncryptedPackage", N_("it is protected with a password; take it off (File → Info → Protect "
                            "Document → Encrypt) and save it again")),
    ("WordDocument", N_("it is a .doc of Word 97-2003; save it {save}")),
    ("Workbook", N_("it is an Excel file")),
    ("PowerPoint Document", N_("it is a PowerPoint file")),
)  # fmt: skip
_STARTS = (
    (b"{\\rtf", N_("it is an RTF file; save it {save}")),
    (b"%PDF", N_("it is a PDF; take the Word file that it was made from")),
    (b"<", N_("it is a web page or XML; save it {save}")),
)


def why_no_word_file(data: bytes) -> Message | None:
    """What a file is, with what to do, where it is no package with a Word document; else None."""
    if data.startswith(_OLE):
        for stream, sentence in _STREAMS:
            if stream.encode("utf-16-le") in data:
                return message(sentence, save=message(SAVE_AS))
    for start, sentence in _STARTS:
        if data.lstrip().startswith(start):
            return message(sentence, save=message(SAVE_AS))
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return message(N_("it is not a Word file; save it {save}"), save=message(SAVE_AS))
    if _MAIN in names:
        return None
    if "mimetype" in names:
        return message(N_("it is a file of LibreOffice; save it as Word 2007-365 (.docx)"))
    sentence = N_("it holds no Word document ({part}); save it {save}")
    return message(sentence, part=_MAIN, save=message(SAVE_AS))
