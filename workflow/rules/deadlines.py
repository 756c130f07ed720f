"""The deadlines that `deadlines.toml` holds."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from workflow.model.deadlines import Deadlines


@cache
def deadlines() -> Deadlines:
    text = files("workflow.rules").joinpath("deadlines.toml").read_text("utf-8")
    told = tomllib.loads(text)
    return Deadlines(
        send_days=told["send"]["working_days"],
        send_until=told["send"]["until"],
        urgent_minutes=told["send-urgent"]["minutes"],
        answer_counts_until=told["answer"]["counts_until"],
    )
