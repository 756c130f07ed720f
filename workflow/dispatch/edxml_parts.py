"""An edXML message taken apart: a small XML document, and the contents of its attachments.

The contents are nearly all of a message. They are cut out before anything else looks at it, so that
a parser that builds a tree, a schema and a signature have to do with some kilobytes only, and no
text is longer than libxml2's limit of 10 MB.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from workflow.model.errors import MessageUnreadable
from workflow.model.messages import N_, Message, message

LARGEST = 100 * 2**20
"""Bytes of a message that is read at all; an integrator of the axis takes 50 MB."""

STAND_IN = b"AAAA"
"""What stands for each content in the document without contents."""

_LARGEST_DOCUMENT = 4 * 2**20  # bytes of all but the contents; 10,000 receivers take 3 MB
_MOST_ELEMENTS = 80_000
_DEEPEST = 24
_CONTENT = ["edXML", "AttachmentEncoded", "Attachment", "ContentTransferEncoded"]


@dataclass(frozen=True)
class Parts:
    """`document` is the XML without the contents; `contents` are those, still encoded, in order."""

    document: bytes
    contents: tuple[bytes, ...] = field(repr=False)


def take_apart(data: bytes) -> Parts:
    """
    Raises:
        MessageUnreadable: it is too large, no well-formed XML in UTF-8, or declares a document
            type: entities have no place in a message.
    """
    if len(data) > LARGEST:
        raise unreadable("edXML", message(N_("it is larger than {most} MB"), most=LARGEST >> 20))
    if data[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in data[:4]:
        raise unreadable("edXML", message(N_("its encoding is not UTF-8")))
    found = _Places(data)
    try:
        found.parser.Parse(data, True)
    except expat.ExpatError as error:
        sentence = message(N_("it is not well-formed XML ({reason})"), reason=error)
        raise unreadable(_line(error.lineno), sentence) from None
    pieces, contents, at = [], [], 0
    for start, end in found.contents:
        pieces += [data[at:start], STAND_IN]
        contents.append(data[start:end])
        at = end
    document = b"".join([*pieces, data[at:]])
    if len(document) > _LARGEST_DOCUMENT:
        sentence = message(
            N_("without its attachments it is larger than {most} MB"), most=_LARGEST_DOCUMENT >> 20
        )
        raise unreadable("edXML", sentence)
    return Parts(document, tuple(contents))


def unreadable(place: str | Message, sentence: Message) -> MessageUnreadable:
    return MessageUnreadable(place=place, reason=sentence)


class _Places:
    """Where the contents stand, in bytes from the beginning."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.contents: list[tuple[int, int]] = []
        self._path: list[str] = []
        self._elements, self._start = 0, 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._document_type
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8"):
            raise unreadable(self._here, message(N_("its encoding is not UTF-8")))

    def _document_type(self, *_: Any) -> None:
        raise unreadable(self._here, message(N_("it declares a document type (DTD)")))

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(" ")[2])
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or len(self._path) > _DEEPEST:
            sentence = message(N_("it has more elements than any message needs"))
            raise unreadable(self._here, sentence)
        if self._path == _CONTENT:
            self._start = self._data.index(b">", self.parser.CurrentByteIndex) + 1

    def _ended(self, name: str) -> None:
        end = self.parser.CurrentByteIndex
        if self._path == _CONTENT and end >= self._start:  # else it was an empty element
            self.contents.append((self._start, end))
        elif self._path == _CONTENT:
            sentence = message(N_("the attachment has no content"))
            raise unreadable(self._here, sentence)
        self._path.pop()

    @property
    def _here(self) -> Message:
        return _line(self.parser.CurrentLineNumber)


def _line(number: int) -> Message:
    return message(N_("line {number}"), number=number)
