"""What the receiving clerk prints: the register of incoming documents, and the stamp “ĐẾN”.

The forms of NĐ30 Phụ lục IV, V (stamp, 35 × 50 mm) and VI (register, ten columns).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from workflow.render.html_fonts import FONT_FACES
from workflow.render.pdf import write_pdf

STAMP_WIDTH, STAMP_HEIGHT = 50, 35  # mm

_PAGE = """
html { font-family: 'Times New Roman'; color: black; font-size: 12pt; hyphens: manual;
       font-kerning: none; font-variant-ligatures: none }
body, p, h1 { margin: 0; font-weight: normal; bookmark-level: none }
"""

_BOOK = """
@page { size: 297mm 210mm; margin: 15mm 12mm 15mm 15mm;
        @bottom-right { content: counter(page) "/" counter(pages);
                        font: 10pt 'Times New Roman' } }
.organ { font-size: 13pt; font-weight: bold; text-align: center; text-transform: uppercase }
h1 { font-size: 16pt; font-weight: bold; text-align: center; margin: 6mm 0 2mm }
.span { text-align: center; font-style: italic; margin-bottom: 5mm }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 10.5pt }
th, td { border: 0.5pt solid black; padding: 1mm 1.2mm; vertical-align: top;
         overflow-wrap: anywhere; text-align: left }
th { font-weight: bold; text-align: center; vertical-align: middle }
.numbers th { font-weight: normal; font-style: italic; padding: 0.3mm }
tr { break-inside: avoid }
.c { text-align: center }
"""

_WIDTHS = (20, 14, 36, 29, 20, 62, 30, 20, 17, 22)  # mm, 270 together
_CENTRED = frozenset({0, 1, 4, 7})

_STAMP = """
@page { size: 210mm 297mm; margin: 0 }
.stamp { position: absolute; box-sizing: border-box; border: 0.75pt solid #c00000; color: #c00000;
         width: 50mm; height: 35mm; left: 30mm; top: 42mm }
.stamp div { position: absolute; box-sizing: border-box; white-space: nowrap; overflow: hidden }
.organ { left: 0; right: 0; top: 0; height: 8mm; border-bottom: 0.75pt solid #c00000;
         text-align: center; font-size: 8pt; line-height: 8mm; font-weight: bold;
         text-transform: uppercase; padding: 0 1mm }
.den { left: 0; top: 8mm; width: 15mm; height: 12mm; border-right: 0.75pt solid #c00000;
       font-size: 15pt; font-weight: bold; text-align: center; line-height: 12mm }
.so { left: 15mm; right: 0; top: 8mm; height: 6mm; border-bottom: 0.75pt solid #c00000 }
.ngay { left: 15mm; right: 0; top: 14mm; height: 6mm }
.chuyen { left: 0; right: 0; top: 20mm; height: 7mm; border-top: 0.75pt solid #c00000;
          border-bottom: 0.75pt solid #c00000 }
.hs { left: 0; right: 0; top: 27mm; bottom: 0 }
.so, .ngay, .chuyen, .hs { font-size: 9.5pt; line-height: 6mm; padding: 0 1.2mm }
.said { color: black }
.facts { position: absolute; left: 90mm; right: 15mm; top: 42mm; font-size: 12pt }
.facts p { margin-bottom: 1.5mm; overflow-wrap: anywhere }
.facts .name { font-style: italic }
"""


def incoming_book(
    organ: str, title: str, span: str, headers: Sequence[str], rows: Sequence[Sequence[str]]
) -> bytes:
    """The register as a PDF, A4 lying; its head is repeated on every page.

    Parameters:
        headers, rows: ten columns each.
        span: which part of the register it is, such as its year.
    """
    columns = "".join(f'<col style="width: {width}mm"/>' for width in _WIDTHS)
    head = "".join(f"<th>{escape(text)}</th>" for text in headers)
    numbers = "".join(f"<th>({n})</th>" for n in range(1, len(headers) + 1))
    body = "".join("<tr>" + "".join(map(_cell, range(len(row)), row)) + "</tr>" for row in rows)
    return write_pdf(
        _document(
            title,
            _BOOK,
            f'<p class="organ">{escape(organ)}</p><h1>{escape(title)}</h1>'
            f'<p class="span">{escape(span)}</p>'
            f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr>"
            f'<tr class="numbers">{numbers}</tr></thead><tbody>{body}</tbody></table>',
        )
    )


def stamp_page(
    organ: str, said: Mapping[str, str], facts: Sequence[tuple[str, str]], title: str
) -> bytes:
    """The stamp “ĐẾN” on a page of its own, where it is put on paper (below the number and symbol
    of the document), and beside it what the document is.

    Parameters:
        said: what stands after Số, Ngày, Chuyển and Số và ký hiệu HS, by these words.
    """
    lines = "".join(
        f'<div class="{kind}">{escape(name)}: <span class="said">{escape(said.get(name, ""))}'
        "</span></div>"
        for kind, name in (
            ("so", "Số"),
            ("ngay", "Ngày"),
            ("chuyen", "Chuyển"),
            ("hs", "Số và ký hiệu HS"),
        )
    )
    told = "".join(
        f'<p><span class="name">{escape(name)}:</span> {escape(text)}</p>' for name, text in facts
    )
    return write_pdf(
        _document(
            title,
            _STAMP,
            f'<div class="stamp"><div class="organ">{escape(organ)}</div>'
            f'<div class="den">ĐẾN</div>{lines}</div><div class="facts">{told}</div>',
        )
    )


def _cell(column: int, text: str) -> str:
    kind = ' class="c"' if column in _CENTRED else ""
    return f"<td{kind}>{escape(text)}</td>"


def _document(title: str, css: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="vi"><head><title>{escape(title)}</title>'
        f"<style>{FONT_FACES}{_PAGE}{css}</style></head><body>{body}</body></html>"
    )
