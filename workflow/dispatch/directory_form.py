"""What recipients/*.toml may say, and the bodies, groups and officials that it describes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.model.office_settings import ORGAN_ID
from workflow.model.parties import Body, Group, Official, Post, Way
from workflow.model.periods import Period
from workflow.model.settings import Form, Named, Rows, Value

_EMPTY = Value(str, required=False, default="")
_NONE = Value(list, required=False, default=())
_DAY = Value(date, required=False)

BODY: Mapping[str, Value | Rows] = {
    "name": Value(str),
    "short": _EMPTY,
    "kind": Value(str),
    "organ_id": Value(str, required=False, default="", pattern=f"({ORGAN_ID})?"),
    "superior": _EMPTY,
    "aliases": _NONE,
    "channel": Value(str, required=False, default="folder"),
    "address": _EMPTY,
    "ways": Rows({"channel": Value(str), "address": _EMPTY}),
    "email": Value(str, required=False, default="", pattern=r"([^@\s]+@[^@\s]+\.[^@\s]+)?"),
    "certificate": _EMPTY,
    "encrypt": Value(bool, required=False, default=False),
    "from": _DAY,
    "to": _DAY,
    "successor": _EMPTY,
}
FORM: Form = {
    "bodies": Named(BODY, required=False),
    "groups": Named(
        {
            "name": Value(str),
            "short": _EMPTY,
            "aliases": _NONE,
            "members": _NONE,
            "kinds": _NONE,
            "superior": _EMPTY,
            "under": _EMPTY,
        },
        required=False,
    ),
    "persons": Named(
        {
            "name": Value(str),
            "aliases": _NONE,
            "posts": Rows(
                {"title": Value(str), "body": Value(str), "from": _DAY, "to": _DAY},
            ),
        },
        required=False,
    ),
    "abbreviations": Named({}, required=False),
    "units": Named({}, required=False),
}


def body_of(id: str, values: Mapping[str, Any]) -> Body:
    """The body that a table describes, its values read by the form."""
    ways = [Way(**way) for way in values["ways"] if way["channel"]]
    first, *further = ways or [Way(values["channel"], values["address"])]
    return Body(
        id=id,
        **_named(values, "name", "short", "kind", "organ_id", "superior", "aliases"),
        channel=first.channel,
        address=first.address,
        further_ways=tuple(further),
        **_named(values, "email", "certificate", "encrypt", "successor"),
        period=_period(values),
    )


def group_of(id: str, values: Mapping[str, Any]) -> Group:
    keys = ("name", "short", "aliases", "members", "kinds", "superior", "under")
    return Group(id=id, **_named(values, *keys))


def official_of(id: str, values: Mapping[str, Any]) -> Official:
    posts = tuple(
        Post(row["title"], row["body"], _period(row))
        for row in values["posts"]
        if row["title"] and row["body"]
    )
    return Official(id, values["name"], tuple(values["aliases"]), posts)


def _named(values: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v := values[k], list) else v for k in keys}


def _period(values: Mapping[str, Any]) -> Period:
    return Period(values["from"], values["to"])
