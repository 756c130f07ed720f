"""The figures of the deadlines, as the texts have them."""

from __future__ import annotations

import tomllib
from datetime import time
from importlib.resources import files

from workflow.rules.deadlines import deadlines


def test_the_figures_are_those_of_the_texts() -> None:
    found = deadlines()
    assert (found.send_days, found.send_until) == (1, time(12))
    assert found.urgent_minutes == 0
    assert found.answer_counts_until == time(17)


def test_every_deadline_names_its_source() -> None:
    text = files("workflow.rules").joinpath("deadlines.toml").read_text("utf-8")
    assert all("Đ." in rule["source"] for rule in tomllib.loads(text).values())
