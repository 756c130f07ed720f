"""Text of one look beside text of another: neither takes on what the other has."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.render.corpus.package import WordFile
from tests.render.corpus.standard import fonts
from tests.render.corpus.wml import el, p, t
from workflow.model.page import Line
from workflow.render.content import render_pages
from workflow.render.measure import measure

pytestmark = pytest.mark.slow

_LOOKS = {
    "plain": (),
    "red": (el("color", val="FF0000"),),
    "Arial": (fonts("Arial"),),
    "bold": (el("b"),),
    "italic": (el("i"),),
    "large": (el("sz", val=40),),
}


def _look(line: Line) -> tuple[str, str, bool | None, bool | None, float]:
    family = "Arial" if "Arial" in line.font or "Sans" in line.font else "Times"
    return family, line.colour, line.bold, line.italic, line.size


def _shown(*looks: str) -> list[tuple[str, str, bool | None, bool | None, float]]:
    """How the lines of a paragraph look, each of which is set in one look."""
    runs = [t(("\n" if n else "") + "Một việc", *_LOOKS[look]) for n, look in enumerate(looks)]
    (page,) = measure(render_pages(WordFile(p("".join(runs))).packed(), "a.docx"))
    assert [line.text for line in page.lines] == ["Một việc"] * len(looks)
    return [_look(line) for line in page.lines]


def test_each_look_is_what_it_is_called() -> None:
    plain, red, arial, bold, italic, large = (_shown(look)[0] for look in _LOOKS)
    assert plain == ("Times", "#000000", False, False, plain[4])
    assert red[1] == "#ff0000"
    assert arial[0] == "Arial"
    assert (bold[2], italic[3], large[4]) == (True, True, 20)


@pytest.mark.parametrize(("first", "second"), list(permutations(_LOOKS, 2)))
def test_text_looks_as_it_does_alone(first: str, second: str) -> None:
    assert _shown(first, second) == [*_shown(first), *_shown(second)]
