"""HTML → PDF/A by WeasyPrint, tagged (2a) unless told otherwise, the same bytes every time."""

from __future__ import annotations

import atexit
import gc
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import unquote
from xml.etree import ElementTree

from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from workflow.model.errors import RenderError
from workflow.render.base_sheet import base_sheet, form_sheet
from workflow.render.cut_text import CLIPPED, check_visible
from workflow.render.fonts import STYLES, find_face
from workflow.render.footnotes import with_footnotes
from workflow.render.overhang import hang_over
from workflow.render.quick_boxes import size_and_draw_quickly
from workflow.render.set_lines import take_set_lines
from workflow.render.tags import tag_ourselves

TAGGED, PLAIN = "pdf/a-2a", "pdf/a-2b"
_SCHEME = "vanban:"
_PT_PER_PX = 0.75
_MANY_OBJECTS = 20_000


class Assets(URLFetcher):  # type: ignore[misc]
    """What a page may load: the fonts, and the images handed to it. No file, no network."""

    def __init__(self, images: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=("vanban",))
        self._images = images

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        kind, _, name = url.removeprefix(_SCHEME).partition("/")
        style, _, family = name.partition("/")
        if url.startswith(_SCHEME) and kind == "font" and style in STYLES:
            return URLFetcherResponse(url, find_face(unquote(family)).file(style).read_bytes())
        if url.startswith(_SCHEME) and kind == "image" and name in self._images:
            return URLFetcherResponse(url, self._images[name])
        raise FatalURLFetchingError(f"a page may not load {url}")


class Source(HTML):  # type: ignore[misc]
    """A page that is written as XML, as all of this package are: Python's parser of HTML takes
    twenty times as long."""

    def __init__(self, html: str, images: dict[str, bytes]) -> None:
        _teach()
        self.base_url, self.media_type = None, "print"
        self.url_fetcher = Assets(images)
        root = ElementTree.fromstring(html)  # noqa: S314 (this package wrote it)
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [base_sheet(), form_sheet()] if forms else [base_sheet()]


def write_pdf(
    html: str,
    *,
    archival: bool = True,
    variant: str = TAGGED,
    images: dict[str, bytes] | None = None,
    styles: str = "",
    final: bool = True,
) -> bytes:
    """The PDF of an HTML page.

    Parameters:
        archival: make a document with form widgets; otherwise a plain page (an appearance).
        variant: the part of PDF/A that a document claims, "" for none.
        images: what `vanban:image/NAME` stands for.
        styles: rules that many pages share, read once for all of them; the page's own go over
            them.
        final: it is kept as it is; otherwise, as it will be saved once more (`structure.saved`),
            it is neither compressed nor given an identifier, which WeasyPrint 70 does by
            compressing everything twice.

    Raises:
        RenderError: the page wants to load something it may not.
        FootnoteTooLong, TextCut
    """
    digest = hashlib.sha256(f"{styles}{html}".encode()).digest()
    sheets = [_sheet(styles)] if styles else None
    try:
        with _collector_seldom():
            source = Source(html, images or {})
            document = with_footnotes(
                source,
                lambda: source.render(font_config=_fonts(), stylesheets=sheets, pdf_forms=archival),
            )
            if CLIPPED in html:
                check_visible(document)
            written = document.write_pdf(
                pdf_variant=(variant or None) if archival else None,
                pdf_identifier=digest[:16] if final else False,
                uncompressed_pdf=not final,
                pdf_forms=archival,
            )
    except FatalURLFetchingError as error:  # a BaseException in WeasyPrint
        raise RenderError from error
    assert isinstance(written, bytes)
    return written


@cache
def _teach() -> None:
    """What WeasyPrint has to know for all pages of this package, told once in a process."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    hang_over()
    tag_ourselves()
    take_set_lines()
    size_and_draw_quickly()


@contextmanager
def _collector_seldom() -> Iterator[None]:
    """Garbage is looked for more seldom: a layout keeps nearly all that it makes, and looking
    through it again and again took a fifth of the time of 20 pages of tables."""
    usual = gc.get_threshold()
    gc.set_threshold(_MANY_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def content_height(
    html: str, width: float, *, styles: str, images: dict[str, bytes] | None = None
) -> float:
    """How high HTML is, pt, set in a width in pt.

    Parameters:
        styles, images: as for `write_pdf`.
    """
    page = f"<style>@page {{ size: {width:.2f}pt 5000pt; margin: 0 }}</style>"
    source = Source(
        f'<html>{page}<body><div style="display: flow-root">{html}</div></body></html>',
        images or {},
    )
    document = source.render(font_config=_fonts(), stylesheets=[_sheet(styles)])
    body = document.pages[0]._page_box.children[0].children[0]
    return float(sum(child.margin_height() for child in body.children)) * _PT_PER_PX


@cache
def _fonts() -> FontConfiguration:
    """The fonts of this process: WeasyPrint writes and reads each face once instead of for every
    document, which takes 10 ms."""
    atexit.register(_fonts.cache_clear)  # it removes its files when it goes
    return FontConfiguration()


@cache
def _sheet(styles: str) -> CSS:
    return CSS(string=styles, font_config=_fonts(), url_fetcher=Assets({}))
