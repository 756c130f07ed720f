"""The contents of edXML attachments: base64, with or without a ZIP file around each."""

from __future__ import annotations

import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Sequence

from workflow.dispatch.edxml_parts import LARGEST, unreadable
from workflow.model.messages import N_, message

_SPACES = b" \t\r\n"
_WRITTEN_BREAKS = re.compile(rb"&#(?:13|10|x[dD]|x[aA]);")
_ZIP = b"PK\x03\x04"
_DIRECTORY_END = b"PK\x05\x06"
_LARGEST_DIRECTORY = 2**16  # bytes: one file needs some hundred
# Formats that are ZIP files themselves.
_ZIPPED_FORMATS = (
    ".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".asice", ".asics", ".epub",
)  # fmt: skip


def decoded(names: Sequence[str], contents: Sequence[bytes]) -> list[bytes]:
    """The files that the contents are.

    Parameters:
        names: of the attachments, for the one that is wrong and for those that are ZIP files.

    Raises:
        MessageUnreadable: one is no base64, no whole ZIP file, or they are too large together.
    """
    left = LARGEST
    files = []
    for name, content in zip(names, contents, strict=True):
        try:
            data = binascii.a2b_base64(_in_one_line(content), strict_mode=True)
        except binascii.Error as error:
            sentence = message(N_("its content is not base64 ({reason})"), reason=error)
            raise unreadable(name, sentence) from None
        if data.startswith(_ZIP):
            data = _unpacked(name, data, left)
        if not data:
            raise unreadable(name, message(N_("the attachment has no content")))
        left -= len(data)
        files.append(data)
    return files


def _in_one_line(content: bytes) -> bytes:
    """Without breaks, which some programs write as references to letters."""
    plain = content.translate(None, _SPACES)
    return _WRITTEN_BREAKS.sub(b"", plain) if b"&" in plain else plain


def _unpacked(name: str, data: bytes, most: int) -> bytes:
    """The file in a ZIP file that was put around it; a ZIP file that is meant as such stays one."""
    meant_as_such = name.lower().endswith(_ZIPPED_FORMATS)
    end = data.rfind(_DIRECTORY_END)
    size = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    if size > _LARGEST_DIRECTORY or end < 0:
        if meant_as_such:
            return data
        raise unreadable(name, message(N_("it is not a ZIP file with one file in it")))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
            same_name = len(inside) == 1 and inside[0].filename.rpartition("/")[2] == name
            if meant_as_such and not same_name:
                return data
            if len(inside) != 1 or inside[0].is_dir():
                raise unreadable(name, message(N_("it is not a ZIP file with one file in it")))
            with archive.open(inside[0]) as file:
                unpacked = file.read(most + 1)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
        OSError,
    ) as error:  # fmt: skip
        sentence = message(N_("its ZIP file cannot be read ({reason})"), reason=error)
        raise unreadable(name, sentence) from None
    if len(unpacked) > most:
        sentence = message(N_("unpacked it is larger than {most} MB"), most=LARGEST >> 20)
        raise unreadable(name, sentence)
    return unpacked
