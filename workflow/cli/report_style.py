"""How the page of a report looks: on a screen, on a narrow one, on paper."""

STYLE = """
@page { size: A4; margin: 16mm 14mm }
* { box-sizing: border-box }
body { font: 11pt/1.4 "Times New Roman", Tinos, "Liberation Serif", serif; color: #111;
  background: #fff; max-width: 1080px; margin: 0 auto; padding: 16px }
h1 { font-size: 17pt; line-height: 1.25; margin: 0 0 4px }
h2 { font-size: 13pt; margin: 26px 0 6px; border-bottom: 1.5px solid #1f3a5f; padding-bottom: 2px }
p { margin: 4px 0 } .lead { color: #333 }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 8px;
  margin: 14px 0; padding: 0 }
.figures div { border: 1px solid #b9c2cc; border-radius: 6px; padding: 8px 10px }
dt { font-size: 10pt; color: #333 } dd { margin: 0; font-size: 16pt; font-weight: bold;
  overflow-wrap: anywhere }
.bad dd { color: #9b1c12 }
table { border-collapse: collapse; width: 100%; margin: 6px 0 }
th, td { border: .75px solid #a3abb5; padding: 3px 7px; text-align: left; vertical-align: top;
  font-weight: normal; overflow-wrap: break-word }
thead th { background: #e8eef4; font-weight: bold; overflow-wrap: normal }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
tbody .t, tbody .m { white-space: nowrap } td.w { overflow-wrap: anywhere }
.bars th, .bars td { border: 0; padding: 2px 6px; vertical-align: middle }
.bars th { width: 32% } .bars td.n { width: 92px; white-space: nowrap }
.bars svg { display: block; width: 100%; height: 17px }
footer { margin-top: 24px; font-size: 9.5pt; color: #444 }
@media screen and (max-width: 640px) {
  body { padding: 12px; font-size: 12pt }
  .figures { grid-template-columns: 1fr 1fr }
  .cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; width: auto }
  .cards thead { position: absolute; left: -9999px }
  .cards tr { border: 1px solid #a3abb5; border-radius: 6px; margin: 0 0 8px; padding: 5px 8px }
  .cards th, .cards td { border: 0; padding: 1px 0 }
  .cards tbody th { font-weight: bold }
  .cards td.n { text-align: left } .cards tbody .t, .cards tbody .m { white-space: normal }
  .cards th, .cards td { overflow-wrap: anywhere }
  .cards td:empty { display: none }
  .cards td::before { content: attr(data-label) ": "; color: #444 }
  .bars th { width: 38% } .bars td.n { width: 80px }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt }
  h2 { break-after: avoid } tr, .figures div { break-inside: avoid }
  thead { display: table-header-group } tbody .m { white-space: normal } td.w { min-width: 24mm }
  svg rect, thead th { -webkit-print-color-adjust: exact; print-color-adjust: exact }
}
"""
