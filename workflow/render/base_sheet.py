"""How the elements that pages of this package are made of look before their own styles say more.

The same as WeasyPrint's sheet for HTML says of them. That one has rules for a hundred elements
that no page here has, and six for every element, were it a list item or a call of a note, whose
styles WeasyPrint 70 computes for each: a fifth of the time of a document with tables.
"""

from __future__ import annotations

from functools import cache

from weasyprint import CSS

_BASE = """
head, style, title { display: none }
html { color-scheme: light }
html, body, header, div, p, h1, h2, h3, h4, h5, h6 { display: block }
body { margin: 8px }
p { margin-top: 1em; margin-bottom: 1em }
h1, h2, h3, h4, h5, h6 { font-weight: bold; hyphens: manual; break-after: avoid;
       break-inside: avoid; bookmark-label: content(text) }
h1 { font-size: 2em; margin-top: .67em; margin-bottom: .67em; bookmark-level: 1 }
h2 { font-size: 1.5em; margin-top: .83em; margin-bottom: .83em; bookmark-level: 2 }
h3 { font-size: 1.17em; margin-top: 1em; margin-bottom: 1em; bookmark-level: 3 }
h4 { font-size: 1em; margin-top: 1.33em; margin-bottom: 1.33em; bookmark-level: 4 }
h5 { font-size: .83em; margin-top: 1.67em; margin-bottom: 1.67em; bookmark-level: 5 }
h6 { font-size: .67em; margin-top: 2.33em; margin-bottom: 2.33em; bookmark-level: 6 }
a[href] { color: blue; text-decoration: underline }
img { overflow: hidden }
br::before { content: "\\A"; white-space: pre-line }

table { display: table; border-spacing: 2px; border-collapse: separate; border-color: gray;
       box-sizing: border-box; text-indent: initial }
colgroup { display: table-column-group }
col { display: table-column }
thead { display: table-header-group; vertical-align: middle; border-color: inherit }
tbody { display: table-row-group; vertical-align: middle; border-color: inherit }
tr { display: table-row; vertical-align: inherit; border-color: inherit }
td, th { display: table-cell; vertical-align: inherit; border-color: gray; padding: 1px }
th { font-weight: bold }

input { display: block; content: ""; border: 1px solid black; font-size: .85em; padding: .2em;
       width: .7em; height: .7em; vertical-align: -.2em; white-space: pre; text-indent: initial }

@page { margin: 75px; @footnote { margin-top: 1em } }
"""
_FORM = "input { appearance: auto } input::before { visibility: hidden }"


@cache
def base_sheet() -> CSS:
    return CSS(string=_BASE)


@cache
def form_sheet() -> CSS:
    return CSS(string=_FORM)
