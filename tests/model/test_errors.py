"""Everything that can go wrong has a sentence, a remedy and an exit code, and they can be shown."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from workflow.model import errors
from workflow.model.errors import Problem, SettingsError, VanbanError
from workflow.model.messages import message

PACKAGE = Path(errors.__file__).parents[1]
CLASSES = [
    found
    for _, found in inspect.getmembers(errors, inspect.isclass)
    if issubclass(found, VanbanError) and found.__module__ == errors.__name__
]
GROUPS = [found for found in CLASSES if VanbanError in found.__bases__]
BY_NAME = {found.__name__: found for found in CLASSES}


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def calls(source: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node


@cache
def all_calls() -> list[tuple[str, str, ast.Call]]:
    """Where each error or message is made, its name and the call."""
    return [
        (f"{file.relative_to(PACKAGE)}:{call.lineno}", name, call)
        for file in sorted(PACKAGE.rglob("*.py"))
        for name, call in calls(ast.parse(file.read_text("utf-8")))
        if name == "message" or name in BY_NAME
    ]


def facts_of(call: ast.Call) -> set[str] | None:
    """The names of the facts that a call gives; None when they are not written out."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return {keyword.arg for keyword in call.keywords if keyword.arg} - {"problems"}


RAISED = [
    pytest.param(BY_NAME[name], call, id=place)
    for place, name, call in all_calls()
    if name in BY_NAME and facts_of(call) is not None
]


def template_of(call: ast.Call) -> str | None:
    """The sentence of `message(N_("…"), …)`; None when it is a name or not written out."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Call) and isinstance(first.func, ast.Name) and first.func.id == "N_":
        return str(ast.literal_eval(first.args[0]))
    return None


MESSAGES = [
    pytest.param(template_of(call), facts_of(call), id=place)
    for place, name, call in all_calls()
    if name == "message" and template_of(call) is not None and facts_of(call) is not None
]


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_has_a_sentence_that_ends_like_one(error: type[VanbanError]) -> None:
    assert error.sentence.strip() == error.sentence
    assert error.sentence.endswith((".", ":")) or places(error.sentence)


@pytest.mark.parametrize("error", CLASSES)
def test_sentence_and_hint_can_be_filled(error: type[VanbanError]) -> None:
    names = places(error.sentence) | places(error.hint)
    assert all(name.isidentifier() for name in names)
    facts: dict[str, Any] = {name: f"<{name}>" for name in names}
    filled = error(**facts)
    shown = filled.text() + filled.hint_text()
    assert all(f"<{name}>" in shown for name in names)
    assert str(filled) == filled.text()


@pytest.mark.parametrize(("error", "call"), RAISED)
def test_where_an_error_is_raised_every_place_is_filled(
    error: type[VanbanError], call: ast.Call
) -> None:
    facts = facts_of(call)
    assert facts is not None
    assert places(error.sentence) | places(error.hint) <= facts


@pytest.mark.parametrize(("error", "call"), RAISED)
def test_where_an_error_is_raised_no_fact_is_withheld_from_the_person(
    error: type[VanbanError], call: ast.Call
) -> None:
    facts = facts_of(call)
    assert facts is not None
    assert facts <= places(error.sentence) | places(error.hint)


def test_the_places_where_errors_are_raised_are_found() -> None:
    assert len({parameter.values[0] for parameter in RAISED}) > 30


@pytest.mark.parametrize(("template", "facts"), MESSAGES)
def test_the_places_of_a_message_are_its_facts(template: str, facts: set[str]) -> None:
    assert places(template) == facts


def test_messages_are_found() -> None:
    assert len(MESSAGES) > 30


@pytest.mark.parametrize("error", CLASSES)
def test_an_error_has_the_exit_code_of_its_group(error: type[VanbanError]) -> None:
    groups = [group for group in GROUPS if issubclass(error, group)]
    assert error is VanbanError or [error.exit_code] == [group.exit_code for group in groups]


def test_every_group_has_an_exit_code_of_its_own() -> None:
    codes = [group.exit_code for group in GROUPS]
    assert len(set(codes)) == len(codes)
    assert not {0, 1, 2, 70, 130} & set(codes), "these mean something else to a shell or to click"


def test_exit_codes_are_as_the_sections_of_the_file_say() -> None:
    code, found = 0, {}
    for line in inspect.getsource(errors).splitlines():
        if section := re.match(r"# -- (\d+): ", line):
            code = int(section[1])
        elif (start := re.match(r"class (\w+)\(", line)) and code:
            found[start[1]] = code
    assert found == {e.__name__: e.exit_code for e in CLASSES if e is not VanbanError}


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_says_its_exit_code(group: type[VanbanError]) -> None:
    assert (group.__doc__ or "").startswith(f"Exit {group.exit_code}: ")


def test_problems_follow_the_sentence_each_on_a_line() -> None:
    error = SettingsError(
        problems=[
            Problem("office.toml:3", message("“{name}” is empty", name="organ.name")),
            Problem("", message("and this has no place")),
        ]
    )
    assert error.text() == (
        "The settings cannot be used:\n"
        "  office.toml:3: “organ.name” is empty\n"
        "  and this has no place"
    )


def test_an_error_is_translated_with_its_problems_and_hint() -> None:
    error = SettingsError(problems=[Problem("x:1", message("wrong"))])
    assert error.text(str.upper) == "THE SETTINGS CANNOT BE USED:\n  x:1: WRONG"
    assert error.hint_text(str.upper) == error.hint.upper()


def test_a_message_within_a_message_is_translated_too() -> None:
    sentence = message("it is {colour}", colour=message("red"))
    assert sentence.text({"it is {colour}": "nó {colour}", "red": "đỏ"}.__getitem__) == "nó đỏ"
    assert str(sentence) == "it is red"


def test_braces_in_a_fact_are_shown_as_they_are() -> None:
    assert str(message("“{name}” is empty", name="{x} {0} {")) == "“{x} {0} {” is empty"
