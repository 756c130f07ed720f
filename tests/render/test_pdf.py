"""A page loads the fonts and the images handed to it, and nothing else in the world."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest

from tests.render.measure import images, measured
from workflow.model.errors import RenderError
from workflow.render.pdf import write_pdf
from workflow.render.specimen import seal_image

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[tuple[int, list[bytes]]]:
    """A port on this machine, and what anybody said to it."""
    heard: list[bytes] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    caller, _ = listening.accept()
                except TimeoutError:
                    continue
                with caller:
                    heard.append(caller.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        yield listening.getsockname()[1], heard
        stop.set()
        thread.join()


def page(inner: str, style: str = "") -> str:
    return f"<!DOCTYPE html><html lang='vi'><title>x</title><style>{style}</style>{inner}</html>"


WAYS = {
    "an image": ("<img src='{url}'/>", ""),
    "an object": ("<object data='{url}' type='image/png'></object>", ""),
    "an embedded image": ("<embed src='{url}' type='image/png'/>", ""),
    "a style sheet": ("<link rel='stylesheet' href='{url}'/>", ""),
    "an imported style sheet": ("<p>x</p>", "@import url({url});"),
    "a font": (
        "<p style='font-family: f'>x</p>",
        "@font-face {{ font-family: f; src: url({url}) }}",
    ),
    "a background": ("<p style='background: url({url})'>x</p>", ""),
    "a bullet": (
        "<div style='display: list-item; list-style-image: url({url})'>x</div>",
        "",
    ),
    "content": ("<p>x</p>", "p::before {{ content: url({url}) }}"),
}


@pytest.mark.parametrize(("inner", "style"), WAYS.values(), ids=WAYS.keys())
def test_no_file_is_ever_loaded(tmp_path: Path, inner: str, style: str) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(seal_image("Bí mật", 5))
    url = secret.as_uri()
    with pytest.raises(RenderError):
        write_pdf(page(inner.format(url=url), style.format(url=url)))


@pytest.mark.parametrize(("inner", "style"), WAYS.values(), ids=WAYS.keys())
def test_no_address_is_ever_called(server: tuple[int, list[bytes]], inner: str, style: str) -> None:
    port, heard = server
    url = f"http://127.0.0.1:{port}/it.png"
    with pytest.raises(RenderError):
        write_pdf(page(inner.format(url=url), style.format(url=url)))
    assert heard == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "https://127.0.0.1:9/x.png",
        "ftp://127.0.0.1:9/x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "vanban:image/nobody",
        "vanban:font/../../etc/passwd",
        "vanban:file/etc/passwd",
        "vanban:",
    ],
)
def test_no_other_address_is_loaded(url: str) -> None:
    with pytest.raises(RenderError):
        write_pdf(page(f"<img src='{url}'/>"))


@pytest.mark.parametrize(
    "inner",
    [
        "<img src='{name}'/>",
        "<img src='../{name}'/>",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='{url}'/></svg>",
        "<a href='{url}'>x</a>",
        "<iframe src='{url}'></iframe>",
        "<script src='{url}'></script>",
        "<meta http-equiv='refresh' content='0; url={url}'/>",
    ],
)
def test_what_a_page_only_hints_at_is_not_loaded_either(
    server: tuple[int, list[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inner: str
) -> None:
    """Refused, or passed over: no file beside the page, no address in it."""
    (tmp_path / "it.png").write_bytes(seal_image("Bí mật", 5))
    monkeypatch.chdir(tmp_path)
    port, heard = server
    for url in (f"http://127.0.0.1:{port}/it.png", (tmp_path / "it.png").as_uri()):
        with suppress(RenderError):
            pdf = write_pdf(page(inner.format(url=url, name="it.png")))
            with pikepdf.open(io.BytesIO(pdf)) as opened:
                assert not images(opened)
    assert heard == []


def test_an_image_handed_over_is_on_the_page() -> None:
    png = seal_image("Mẫu", 5)
    pdf = write_pdf(page("<img src='vanban:image/it'/>"), images={"it": png})
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (image,) = images(opened)
        assert (image.Width, image.Height) == (120, 120)


def test_a_plain_page_is_neither_tagged_nor_pdf_a() -> None:
    """An appearance becomes part of a file that is both already."""
    with pikepdf.open(io.BytesIO(write_pdf(page("<p>x</p>"), archival=False))) as opened:
        assert "/StructTreeRoot" not in opened.Root
        assert "/OutputIntents" not in opened.Root


def test_text_stays_text() -> None:
    (only,) = measured(write_pdf(page("<p>&lt;b&gt; Uỷ ban &amp;amp;</p>")))
    assert only.line("<b>").text == "<b> Uỷ ban &amp;"
