"""report, track and paper: what people open, print and look at."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Say
from tests.cli.terminal import hears_ctrl_c
from tests.conftest import CLERK
from tests.services.stages import At, Standing
from workflow.cli.report_words import duration
from workflow.model.messages import VIETNAM

pytestmark = pytest.mark.slow

HOSTILE = '=cmd|x <script>alert("1")</script> & "'


@pytest.fixture
def standing(at: At) -> Standing:
    return at("distributed")


class Page(HTMLParser):
    """What of a page matters here: its tags and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"


def here(standing: Standing) -> tuple[object, ...]:
    return ("--office", standing.directory)


def refuse(say: Say, standing: Standing, reason: str = HOSTILE) -> None:
    answer = say("ack", standing.id, "ban-bi-thu", "--status", "refused", "--reason", reason,
                 "--as", CLERK, *here(standing))  # fmt: skip
    assert answer.code == 0, answer.err


def test_the_page_loads_nothing_and_runs_nothing(
    say: Say, standing: Standing, tmp_path: Path
) -> None:
    refuse(say, standing)
    place = tmp_path / "report.html"
    answer = say("report", standing.id, "--html", place, *here(standing))
    assert answer.code == 0, answer.err
    text = place.read_text("utf-8")
    page = Page(text)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a"}
    assert not re.search(r"https?:|url\(|@import|\bon\w+=", text)
    assert HOSTILE in page.words
    policies = [a["content"] for tag, a in page.tags if tag == "meta" and "http-equiv" in a]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_the_page_is_a_page_for_everybody(say: Say, standing: Standing, tmp_path: Path) -> None:
    refuse(say, standing)
    place = tmp_path / "report.html"
    say("report", standing.id, "--html", place, "--lang", "vi", *here(standing))
    page = Page(place.read_text("utf-8"))
    assert ("html", {"lang": "vi"}) in page.tags
    assert [tag for tag, _ in page.tags].count("h1") == 1
    heads = [attributes for tag, attributes in page.tags if tag == "th"]
    assert heads
    assert all(attributes["scope"] in ("col", "row") for attributes in heads)
    assert ("meta", {"name": "viewport", "content": "width=device-width"}) in page.tags
    for said in ("Tình hình gửi, nhận văn bản: 01-KL/TU", "Theo trạng thái", "từ chối"):
        assert said in page.words


def test_a_month_has_a_page_for_all_its_documents(
    say: Say, standing: Standing, tmp_path: Path
) -> None:
    place = tmp_path / "report.html"
    now = datetime.now(VIETNAM)
    answer = say("report", "--month", f"{now:%Y-%m}", "--html", place, *here(standing))
    assert answer.code == 0, answer.err
    assert "01-KL/TU" in Page(place.read_text("utf-8")).words


def test_cells_that_look_like_formulas_are_text(
    say: Say, standing: Standing, tmp_path: Path
) -> None:
    refuse(say, standing)
    say("report", standing.id, "--csv", tmp_path / "r.csv", "--xlsx", tmp_path / "r.xlsx",
        *here(standing))  # fmt: skip
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    assert rows[0]["Reason or error"] == f"'{HOSTILE}"
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Deliveries"]
    columns = [cell.value for cell in sheet[1]]
    reason = sheet[2][columns.index("Reason or error")]
    assert (reason.value, reason.data_type) == (HOSTILE, "s")
    assert reason.quotePrefix
    sent = sheet[3][columns.index("Sent")]
    assert isinstance(sent.value, datetime)
    assert sent.number_format == "dd/mm/yyyy hh:mm"


def test_the_facts_are_json_too(say: Say, standing: Standing) -> None:
    answer = say("report", standing.id, "--json", *here(standing))
    assert answer.json["totals"]["by_state"] == {"sent": 4}
    assert answer.json["times"]["count"] == 0


@pytest.mark.parametrize("words", [(), ("01-KL/TU", "--month", "2026-11")], ids=["neither", "both"])
def test_a_report_is_of_a_document_or_of_a_month(
    say: Say, standing: Standing, words: tuple[str, ...]
) -> None:
    assert say("report", *words, *here(standing)).code == 2


def test_a_page_that_cannot_be_written_is_said(say: Say, standing: Standing) -> None:
    answer = say("report", standing.id, "--html", standing.directory / "no" / "x.html",
                 *here(standing))  # fmt: skip
    assert answer.code == 9
    assert "x.html" in answer.err


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "under a minute"), (60, "1 minute"), (7260, "2 hours 1 minute"), (90000, "1 day 1 hour"),
     (86400, "1 day"), (172860, "2 days")],
)  # fmt: skip
def test_lengths_are_said_in_two_units(say: Say, seconds: int, said: str) -> None:
    say("--help")  # chooses the language
    assert duration(timedelta(seconds=seconds)) == said


def test_track_shows_only_the_columns_in_which_something_stands(
    say: Say, standing: Standing
) -> None:
    before = say("track", standing.id, *here(standing)).out
    assert "Sent" in before
    assert "Incoming number" not in before
    say("ack", standing.id, "ban-bi-thu", "--number", "153", "--as", CLERK, *here(standing))
    after = say("track", standing.id, *here(standing)).out
    assert "Incoming number" in after
    assert "153" in after


def test_watch_appends_what_changes_and_ends_with_the_exit_code_of_the_last_look(
    say: Say, standing: Standing
) -> None:
    command = [sys.executable, "-m", "workflow", "track", "01-KL/TU", "--acknowledged",
               "--watch", "0.1", "--office", str(standing.directory)]  # fmt: skip
    environment = os.environ | {"VANBAN_LANG": "en", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        preexec_fn=hears_ctrl_c,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        first = [process.stdout.readline() for _ in range(6)]
        assert "01-KL/TU" in first[0]
        say("ack", standing.id, "ban-bi-thu", "--as", CLERK, *here(standing))
        changed = ""
        while "Ban Bí thư" not in changed or "accepted" not in changed:
            changed = process.stdout.readline()
            assert changed, "it ended"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        process.wait(10)
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 12


@pytest.mark.thorough
def test_watch_in_json_says_each_change_once(standing: Standing) -> None:
    command = [sys.executable, "-m", "workflow", "track", "01-KL/TU", "--json",
               "--watch", "0.1", "--office", str(standing.directory)]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, preexec_fn=hears_ctrl_c
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()  # it has begun to look
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
    assert json.loads(first + said)["totals"]["by_state"] == {"sent": 4}
    assert process.returncode == 0


def test_papers_are_printed_for_what_lies_with_the_clerk(say: Say, at: At, tmp_path: Path) -> None:
    standing = at("issued")
    settings = standing.directory / "office.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[channels.giay]\nkind = "paper"\n')
    bodies = standing.directory / "recipients" / "bodies.toml"
    text = bodies.read_text("utf-8")
    channel = '[bodies.ban-bi-thu]\nchannel = "giay"\naddress = "Số 1A, Hùng Vương, Hà Nội"'
    bodies.write_text(text.replace("[bodies.ban-bi-thu]", channel), "utf-8")
    clerk = ("--as", CLERK, *here(standing))
    assert say("paper", "book", *clerk).code == 13
    sent = say("distribute", standing.id, *clerk)
    assert sent.code == 0
    assert "1 copies on paper" in sent.out
    assert "vanban paper book" in sent.err
    assert "with the clerk" in say("track", standing.id, *clerk).out
    for kind in ("book", "labels"):
        place = tmp_path / f"{kind}.pdf"
        answer = say("paper", kind, "--output", place, *clerk)
        assert answer.code == 0, answer.err
        assert place.read_bytes().startswith(b"%PDF-")
    assert say("ack", "01-KL/TU", "ban-bi-thu", "--status", "sent", *clerk).code == 0
    assert say("paper", "book", *clerk).code == 13
    today = f"{datetime.now(VIETNAM):%Y-%m-%d}"
    answer = say("paper", "book", "--date", today, "--output", tmp_path / "day.pdf", "--json",
                 *clerk)  # fmt: skip
    assert [c["document"] for c in answer.json["copies"]] == ["01-KL/TU"]
    assert say("ack", "01-KL/TU", "bi-thu-tinh-uy", "--status", "sent", *clerk).code == 5
