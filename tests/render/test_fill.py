"""Values come onto the page as they are; a template that names what nobody fills is refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from tests.render.conftest import TEMPLATE, rendered, text_of
from tests.render.measure import measured
from workflow.model.document import Paragraph, Run
from workflow.model.errors import TemplateBroken
from workflow.render.fill import fill_template
from workflow.render.word_body import STYLES, Notes, word_blocks
from workflow.render.word_figure import TextArea

pytestmark = pytest.mark.slow

AWKWARD = [
    "A & B",
    "a < b > c",
    "\"một\" 'hai' “ba”",
    "&amp; &lt;b&gt;",
    "</w:t></w:r>",
    "<w:br/>",
    "]]>",
    "100% {x} {{ 7*7 }} {% if %} {# x #}",
    "{{r paragraph }}",
    "{%p if false %}",
    "{{ ''.__class__ }}",
    "\\n \\t %s %(x)s",
    "a\N{NO-BREAK SPACE}b",
]


def word_file(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def lines_of(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


@pytest.mark.parametrize("value", AWKWARD)
def test_a_value_survives_as_it_is(value: str) -> None:
    filled = fill_template(word_file("{{ it }}", "after"), {"it": value}, "it.docx")
    assert lines_of(filled) == [value, "after"]


@pytest.mark.parametrize("value", AWKWARD)
def test_a_run_of_the_body_survives_as_it_is(value: str) -> None:
    template = word_file("{{p body }}")
    styles, area = dict.fromkeys(STYLES.values(), "Normal"), TextArea(400, 700)
    body = word_blocks([Paragraph((Run(value, bold=True), Run("after")))], styles, area, Notes())
    assert lines_of(fill_template(template, {"body": body}, "it.docx")) == [f"{value}after"]


@pytest.mark.slow
@pytest.mark.parametrize("value", [v for v in AWKWARD if not set("<&*\\_") & set(v)])
def test_awkward_text_comes_onto_the_page_as_it_is(value: str) -> None:
    """Through the whole chain; what Markdown itself reads otherwise is left out."""
    (page,) = measured(rendered(text_of(f"Một việc: {value} hết.")).pdf)
    assert page.line("Một việc").text == f"Một việc: {value} hết."


@pytest.mark.parametrize("value", ["A & B", "a < b > c", "1 <b>đậm</b> 2", "AT&T; &amp; &lt"])
def test_what_means_something_in_xml_comes_onto_the_page_as_it_is(value: str) -> None:
    text = text_of(f"Một việc: {value} hết.\n\nViệc sau.", f"Lưu {value}")
    (page,) = measured(rendered(text, organs=(f"TỈNH UỶ {value}",)).pdf)
    assert page.line("Một việc").text == f"Một việc: {value} hết."
    assert page.line("Việc sau").text == "Việc sau."
    assert page.line("- Lưu").text == f"- Lưu {value}."
    assert page.line("TỈNH UỶ").text == f"TỈNH UỶ {value}"


def test_an_expression_in_a_draft_is_never_reckoned() -> None:
    """Asterisks would be Markdown's, so the sum is written otherwise."""
    text = text_of("Tính {{ 7+7 }} và {{ organ }}.", "Lưu {{ 7+7 }}")
    (page,) = measured(rendered(text, organs=("{{ 7+7 }}",)).pdf)
    assert page.line("Tính").text == "Tính {{ 7+7 }} và {{ organ }}."
    assert page.line("- Lưu").text == "- Lưu {{ 7+7 }}."
    assert page.line("{{ 7").text == "{{ 7+7 }}"


# -- what is refused ---------------------------------------------------------------------------


def refused(template: bytes, **context: object) -> str:
    with pytest.raises(TemplateBroken) as caught:
        fill_template(template, context, "mau.docx")
    assert "mau.docx" in str(caught.value)
    return str(caught.value)


def test_a_field_that_nothing_fills_is_named() -> None:
    assert "nguoi_ky" in refused(word_file("{{ nguoi_ky }}"))


def test_a_part_of_a_value_that_is_not_there_is_named() -> None:
    assert "chuc_vu" in refused(word_file("{{ it.chuc_vu }}"), it="a text")


@pytest.mark.parametrize(
    "line", ["{{ it", "{% if it %}", "{% nothing %}", "{{ it | nobody }}", "{{ }}"]
)
def test_a_field_that_is_not_written_rightly_is_refused(line: str) -> None:
    assert refused(word_file(line), it="x")


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__ }}",
        "{{ it.__class__.__mro__ }}",
        "{{ it.__init__.__globals__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ it['__class__'] }}",
        "{{ (it|attr('__class__')) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ '{0.__class__}'.format(it) }}",
        "{{ it.format.__self__.__class__ }}",
    ],
)
def test_a_template_that_reaches_out_of_its_sandbox_is_refused(line: str) -> None:
    assert refused(word_file(line), it="x")


@pytest.mark.parametrize("line", ["{% include '/etc/passwd' %}", "{% import 'os' as os %}{{ os }}"])
def test_a_template_that_wants_other_files_is_refused(line: str) -> None:
    assert refused(word_file(line))


@pytest.mark.parametrize(
    "line",
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{{ 1 / 0 }}",
        "{{ 1 + it }}",
        "{{ it() }}",
        "{{ it | round }}",
        "{{ it.format(1, 2).nothing }}",
        "{% for i in 5 %}x{% endfor %}",
    ],
)
def test_a_template_that_cannot_be_reckoned_is_refused(line: str) -> None:
    assert refused(word_file(line), it="x")


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        archive(),
        archive(one=b"x"),
        archive(**{"[Content_Types].xml": b"<Types/>"}),
        archive(**{"[Content_Types].xml": b"no xml"}),
    ],
    ids=["nothing", "text", "pdf", "half a zip", "empty zip", "zip", "empty package", "no xml"],
)
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    assert refused(data)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.99])
def test_a_word_file_cut_off_is_refused(cut: float) -> None:
    data = TEMPLATE.read_bytes()
    assert refused(data[: int(len(data) * cut)])


def test_a_workbook_is_no_word_file() -> None:
    types = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/\
2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.\
relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"""
    relations = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/\
package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
    parts = {"[Content_Types].xml": types, "_rels/.rels": relations, "xl/workbook.xml": b"<x/>"}
    assert refused(archive(**parts))
