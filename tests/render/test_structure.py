"""Links of the page as a screen reader meets them."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.render.corpus import corpus
from workflow.render.content import render_pages

_FILES = {file.name: file.data for file in corpus()}


@pytest.mark.parametrize("name", ["link-outside", "link-bookmark", "footnote-one", "endnote"])
def test_each_link_has_one_element_and_words(name: str) -> None:
    with pikepdf.open(io.BytesIO(render_pages(_FILES[name], name))) as document:
        annotations = [a for page in document.pages for a in page.obj.get("/Annots", [])]
        elements = [e for e in document.objects if isinstance(e, pikepdf.Dictionary)]
        holders = [
            (element.S, kid.Obj.objgen)
            for element in elements
            if element.get("/Type") == "/StructElem" and isinstance(element.K, pikepdf.Array)
            for kid in element.K
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
        ]
        assert annotations
        assert sorted(holders) == sorted(("/Link", a.objgen) for a in annotations)
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        known = {int(numbers[n]) for n in range(0, len(numbers), 2)}
        assert {int(a.StructParent) for a in annotations} <= known
        for annotation in annotations:
            words = str(annotation.Contents)
            assert words.startswith("http") if "/A" in annotation else " " in words
