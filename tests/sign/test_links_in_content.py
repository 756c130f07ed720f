"""Links of the text: those to the web and to mailboxes may be signed, other actions may not."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.render.conftest import rendered
from workflow.render.structure import saved
from workflow.sign.check import Check
from workflow.sign.content import check_content

pytestmark = pytest.mark.slow

_ADDRESS = "https://congbao.chinhphu.vn/"


@pytest.fixture(scope="module")
def content() -> bytes:
    return rendered().pdf


def refused(content: bytes, action: Dictionary, subtype: Name = Name.Link) -> list[str]:
    """What is said of the content of a document with such an annotation."""
    with pikepdf.open(io.BytesIO(content)) as document:
        annotation = Dictionary(Type=Name.Annot, Subtype=subtype, Rect=[0, 0, 9, 9], A=action)
        page = document.pages[0].obj
        page.Annots = Array([*page.get("/Annots", Array()), document.make_indirect(annotation)])
        data = saved(document)
    check = Check()
    check_content(PdfFileReader(io.BytesIO(data)), check)
    return [problem.text() for problem in check.problems]


@pytest.mark.parametrize("address", [_ADDRESS, "http://example.vn/a?b=c#d", "mailto:a@example.vn"])
def test_a_link_to_an_address_is_part_of_a_text(content: bytes, address: str) -> None:
    assert refused(content, Dictionary(Type=Name.Action, S=Name.URI, URI=String(address))) == []


@pytest.mark.parametrize(
    "action",
    [
        Dictionary(S=Name.JavaScript, JS=String("app.beep()")),
        Dictionary(S=Name.Launch, F=String("a.exe")),
        Dictionary(S=Name.GoToR, F=String("a.pdf"), D=String("x")),
        Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
        Dictionary(S=Name.URI, URI=String("javascript:alert(1)")),
        Dictionary(S=Name.URI, URI=String(_ADDRESS), IsMap=True),
        Dictionary(S=Name.URI, URI=String(_ADDRESS), Next=Dictionary(S=Name.Hide, T=String("a"))),
        Dictionary(S=Name.URI),
    ],
    ids=lambda action: " ".join(str(value) for _, value in action.items())[:40],
)
def test_another_action_is_not(content: bytes, action: Dictionary) -> None:
    assert any("/A" in problem for problem in refused(content, action))


def test_only_a_link_may_lead_to_an_address(content: bytes) -> None:
    action = Dictionary(S=Name.URI, URI=String(_ADDRESS))
    assert any("/A" in problem for problem in refused(content, action, Name.Screen))
