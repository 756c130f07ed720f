"""`vanban verify`: several files, JSON in the standard's terms, and the page for printing."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Say
from tests.services.stages import At, Standing

pytestmark = pytest.mark.slow

EVIL = '<img src=x onerror=alert(1)>"&\u202e.pdf'


def trust(standing: Standing) -> tuple[object, ...]:
    return ("--trust", standing.directory / "keys" / "trust")


def broken(standing: Standing, name: str = "broken.pdf") -> Path:
    place = standing.directory / name
    place.write_bytes(standing.official().read_bytes() + b"x")
    return place


def test_each_file_has_its_result_and_one_bad_one_decides(say: Say, at: At) -> None:
    standing = at("issued")
    answer = say("verify", standing.official(), broken(standing), *trust(standing))
    assert answer.code == 10
    assert "01-KL-TU.pdf: VALID" in answer.out
    assert "broken.pdf: NOT VALID" in answer.out
    assert say("verify", standing.official(), standing.official(), *trust(standing)).code == 0


def test_json_speaks_the_terms_of_the_standard(say: Say, at: At) -> None:
    standing = at("issued")
    answer = say("verify", standing.official(), broken(standing), *trust(standing), "--json")
    assert answer.code == 10
    assert (answer.json["form"], answer.json["verdict"]) == (1, "invalid")
    good, bad = answer.json["reports"]
    assert (good["indication"], good["sub_indication"]) == ("TOTAL-PASSED", None)
    assert (bad["indication"], bad["sub_indication"]) == ("TOTAL-FAILED", "FORMAT_FAILURE")
    assert good["claims"] == ["PDF/A-2A", "PDF/UA-1"]
    person, organ = good["signatures"]
    assert (person["capacity"], organ["capacity"]) == ("person", "organ")
    assert [c["trust_anchor"] for c in person["chain"]] == [False, True]
    assert person["covers"]["whole_file"] is False
    assert organ["covers"]["whole_file"] is True
    assert [r["revision"] for r in good["revisions"]] == [0, 1, 2]
    assert good["revisions"][2]["sha256"] == good["sha256"]
    assert {c["kind"] for c in good["revisions"][1]["changes"]} == {"refilled", "signed"}


def test_policy_foreign_says_what_the_strict_one_refuses(say: Say, at: At) -> None:
    standing = at("signed")
    signed = standing.stored(standing.document().signed)
    assert say("verify", signed, *trust(standing)).code == 10
    answer = say("verify", signed, "--policy", "foreign", *trust(standing))
    assert answer.code == 0
    assert "foreign" in answer.out


def test_a_hostile_name_steers_no_terminal(say: Say, at: At) -> None:
    standing = at("issued")
    place = broken(standing, "\x1b[31mred\r\u202e.pdf")
    answer = say("verify", place, *trust(standing))
    assert answer.code == 10
    assert "\x1b[31mred" not in answer.out
    assert "\u202e" not in answer.out
    assert "\r" not in answer.out


# -- the page ----------------------------------------------------------------------------------


class Elements(HTMLParser):
    """The elements of a page, whether they are closed, and the attributes that load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.suspect: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, _ in attrs:
            if name.startswith("on") or name in ("src", "href", "action", "data", "srcset"):
                self.suspect.append((tag, name))
        if tag not in ("meta", "br", "img", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(say: Say, standing: Standing, *files: Path, language: str = "en") -> str:
    place = standing.directory / "report.html"
    say("verify", *files, *trust(standing), "--html", place, "--lang", language)
    return place.read_text("utf-8")


def test_the_page_is_whole_and_loads_and_runs_nothing(say: Say, at: At) -> None:
    standing = at("issued")
    evil = standing.directory / EVIL.replace("/", "")
    evil.write_bytes(b"no PDF at all")
    text = page_of(say, standing, standing.official(), evil)
    elements = Elements()
    elements.feed(text)
    assert elements.open == []
    assert elements.suspect == []
    assert not elements.seen & {"script", "img", "link", "iframe", "object", "svg"}
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert html.escape("<img src=x onerror=alert(1)>") in text
    assert "\u202e" not in text


def test_the_page_has_the_verdict_at_its_top_in_the_chosen_language(say: Say, at: At) -> None:
    standing = at("issued")
    text = page_of(say, standing, standing.official(), language="vi")
    assert '<html lang="vi">' in text
    body = re.sub(r"<[^>]+>", " ", text.partition("<body>")[2])
    assert " ".join(body.split()).startswith("Kết quả kiểm tra chữ ký số 01-KL-TU.pdf: HỢP LỆ")
    assert "Trần Minh Khang" in body
    assert "@media print" in text


def test_a_page_that_cannot_be_written_is_an_error(say: Say, at: At) -> None:
    standing = at("issued")
    place = standing.directory / "none" / "report.html"
    answer = say("verify", standing.official(), *trust(standing), "--html", place)
    assert answer.code == 9
