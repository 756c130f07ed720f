"""Every field of the page tree is called by a name that people understand."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from workflow.render import page_tree
from workflow.render.tree_names import is_named

KINDS = [kind for kind in vars(page_tree).values() if is_dataclass(kind) and isinstance(kind, type)]


def test_no_field_lacks_a_name() -> None:
    names = [f"{kind.__name__}.{each.name}" for kind in KINDS for each in fields(kind)]
    assert len(names) > 100
    assert [name for name in names if not is_named(name)] == []
