"""What LibreOffice is given instead of a file that it lays out wrongly from its first line on.

Its faults of single lines are in `exceptions.py`; these move whole pages. The file that it gets
says the same in another way, so that its layout can judge ours all the same; and the detour is
only taken as long as it is needed: printed as it is, the file must differ.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

_FLAT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'  # 1 pt


@dataclass(frozen=True)
class Detour:
    """
    Parameters:
        name: the file of the corpus.
        instead: what LibreOffice is given, from what the file is.
        why: what LibreOffice does.
        clause: what the standard says, in ECMA-376-1.
    """

    name: str
    instead: Callable[[bytes], bytes]
    why: str
    clause: str


def _begun_with_a_paragraph(data: bytes) -> bytes:
    """A paragraph of 1 pt before the table that the document begins with."""
    first = f"<w:body><w:p><w:pPr>{_FLAT}</w:pPr></w:p>"
    return _changed(data, lambda body, parts: body.replace("<w:body>", first, 1))


def _with_a_run_for_each_font(data: bytes) -> bytes:
    """Runs of two fonts divided into runs of one."""

    def divided(found: re.Match[str]) -> str:
        fonts = dict(re.findall(r'w:(ascii|hAnsi)="([^"]*)"', found[1]))
        names = {True: fonts["ascii"], False: fonts.get("hAnsi", "Times New Roman")}
        return "".join(
            f"<w:r>{found[1].replace(found[2], _FONTS.format(name=names[is_ascii]))}"
            f'<w:t xml:space="preserve">{"".join(chars)}</w:t></w:r>'
            for is_ascii, chars in groupby(found[3], str.isascii)
        )

    run = r"<w:r>(<w:rPr>(<w:rFonts [^>]*/>).*?</w:rPr>)<w:t[^>]*>([^<]*)</w:t></w:r>"
    return _changed(data, lambda body, parts: re.sub(run, divided, body))


_FONTS = '<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def _ended_with_its_notes(data: bytes) -> bytes:
    """The endnotes as paragraphs after the text, with the numbers that Word gives them."""

    def ended(body: str, parts: dict[str, str]) -> str:
        notes = re.findall(
            r'<w:endnote w:id="([1-9])">(.*?)</w:endnote>', parts["word/endnotes.xml"], re.DOTALL
        )
        rule = f"<w:p><w:pPr>{_FLAT.replace('20', '260')}</w:pPr></w:p>"
        text = rule + "".join(
            content.replace("<w:endnoteRef/>", f"<w:t>{_ROMAN[int(number)]}</w:t>")
            for number, content in notes
        )
        for number, _ in notes:
            call = f'<w:endnoteReference w:id="{number}"/>'
            assert call in body
            body = body.replace(call, f"<w:t>{_ROMAN[int(number)]}</w:t>")
        at = body.rindex("<w:sectPr>")
        return f"{body[:at]}{text}{body[at:]}"

    return _changed(data, ended)


def _indented_at_the_end(data: bytes) -> bytes:
    """The paragraphs of the last section indented as far as its margins are wider."""

    def indented(body: str, parts: dict[str, str]) -> str:
        *_, before, last = re.findall(r"<w:pgMar [^>]*/>", body)
        wider = {side: _side(last, side) - _side(before, side) for side in ("left", "right")}
        start, end = body.rindex("</w:sectPr></w:pPr>"), body.rindex("<w:sectPr>")
        indent = f'<w:ind w:left="{wider["left"]}" w:right="{wider["right"]}"/><w:jc '
        return (
            body[: start + 1]
            + body[start + 1 : end].replace("<w:jc ", indent)
            + body[end:].replace(last, before)
        )

    return _changed(data, indented)


def _side(margins: str, side: str) -> int:
    found = re.search(rf'w:{side}="(\d+)"', margins)
    assert found is not None
    return int(found[1])


_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _with_stops_of_its_lines(data: bytes) -> bytes:
    """Tabs to the middle and the end of the line as tab stops there; each kind in its paragraph."""
    stops = {"center": 4677, "right": 9354}  # of lines of 165 mm

    def stopped(found: re.Match[str]) -> str:
        kinds = re.findall(r'<w:ptab [^>]*w:alignment="(\w+)"', found[0])
        tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{stops[kind]}"/>' for kind in kinds)
        plain = re.sub(r"<w:ptab [^>]*/>", "<w:tab/>", found[0])
        return plain.replace("<w:jc ", f"<w:tabs>{tabs}</w:tabs><w:jc ", 1)

    def changed(body: str, parts: dict[str, str]) -> str:
        for name in ("word/header1.xml", "word/footer1.xml"):
            parts[name] = re.sub(r"<w:p>.*?</w:p>", stopped, parts[name])
        return body

    return _changed(data, changed)


DETOURS = (
    Detour(
        "footer-aligned-tabs",
        _with_stops_of_its_lines,
        why="takes tabs that lead to a place of the line for those that lead to the next stop",
        clause="17.3.3.23: the alignment is that within the line, whatever stops are set",
    ),
    Detour(
        "font-two",
        _with_a_run_for_each_font,
        why="sets the letters beyond ASCII in the font of the others: it does not read hAnsi",
        clause="17.3.2.26: they are set in hAnsi",
    ),
    Detour(
        "document-huong-dan-notes",
        _begun_with_a_paragraph,
        why="begins with an empty line a document that begins with a table and has footnotes: what "
        "its reading of the notes leaves behind",
        clause="17.2.2: the body holds its blocks, the first of which is the table",
    ),
    Detour(
        "endnote",
        _ended_with_its_notes,
        why="puts endnotes on a page of their own, with margins of 2 cm",
        clause="17.11.21 with docEnd, 17.18.20: they stand at the end of the document's text",
    ),
    Detour(
        "section-continuous",
        _indented_at_the_end,
        why="keeps the margins of the page for a section that begins in the middle of it",
        clause="17.6.11 and 17.18.77: margins are those of the section, whose text begins on the "
        "same page",
    ),
)


def detoured(name: str, data: bytes) -> bytes:
    """What LibreOffice is given for a file of the corpus."""
    return next((each.instead(data) for each in DETOURS if each.name == name), data)


def _changed(data: bytes, change: Callable[[str, dict[str, str]], str]) -> bytes:
    """A Word file with its body changed.

    Parameters:
        change: gives the new body, and may change the other parts.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as changed:
        parts = {name: file.read(name) for name in file.namelist()}
        texts = {name: part.decode() for name, part in parts.items() if name.endswith(".xml")}
        body = change(texts["word/document.xml"], texts)
        texts["word/document.xml"] = body
        for info in file.infolist():
            text = texts.get(info.filename)
            part = parts[info.filename] if text is None else text.encode()
            changed.writestr(zipfile.ZipInfo(info.filename, info.date_time), part)
    return out.getvalue()
