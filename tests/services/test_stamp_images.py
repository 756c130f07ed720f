"""Images of signature and seal: transparent PNG, blue and red, as large as the settings say."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageDraw

from tests.conftest import CLERK, KEY, SEAL, SIGNER
from tests.services.stages import At, Standing, take_on
from workflow.model.errors import ImageNotClear, ImageOfAnotherColour, VanbanError
from workflow.model.lifecycle import State
from workflow.render.image_colours import image_colours
from workflow.rules.stamp_images import check_stamp_image
from workflow.services import issuing, signing
from workflow.services.doctor import examine

BLUE, RED, BLACK = (20, 50, 170), (214, 20, 20), (10, 10, 10)
CLEAR, WHITE = (255, 255, 255, 0), (255, 255, 255, 255)
MM = 25.4 / 72


def stroke(colour: tuple[int, int, int], ground: tuple[int, int, int, int] = CLEAR) -> bytes:
    """A stroke across an image of 400 × 160 pixels."""
    image = Image.new("RGBA", (400, 160), ground)
    ImageDraw.Draw(image).line([(20, 120), (200, 30), (380, 120)], (*colour, 255), 12)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def palette(colour: tuple[int, int, int]) -> bytes:
    """The same stroke in an image with a palette, one of whose colours is transparent."""
    with Image.open(io.BytesIO(stroke(colour))) as image:
        out = io.BytesIO()
        image.quantize(8).save(out, "PNG")
        return out.getvalue()


def judged(kind: str, png: bytes) -> type[VanbanError] | None:
    try:
        check_stamp_image(kind, image_colours(png), "it.png")
    except VanbanError as error:
        return type(error) if "it.png" in error.text() and error.hint_text() else None
    return None


@pytest.mark.parametrize(
    ("kind", "png", "expected"),
    [
        ("signature", stroke(BLUE), None),
        ("signature", stroke((70, 110, 230)), None),
        ("signature", palette(BLUE), None),
        ("signature", stroke(BLACK), ImageOfAnotherColour),
        ("signature", stroke(RED), ImageOfAnotherColour),
        ("signature", stroke(BLUE, WHITE), ImageNotClear),
        ("signature", Image.new("RGBA", (9, 9), CLEAR), ImageOfAnotherColour),
        ("seal", stroke(RED), None),
        ("seal", stroke((190, 30, 60)), None),
        ("seal", stroke(BLUE), ImageOfAnotherColour),
        ("seal", stroke(BLACK), ImageOfAnotherColour),
        ("seal", stroke(RED, WHITE), ImageNotClear),
    ],
)
def test_an_image_is_blue_or_red_on_clear_ground(
    kind: str, png: bytes | Image.Image, expected: type[VanbanError] | None
) -> None:
    if isinstance(png, Image.Image):
        out = io.BytesIO()
        png.save(out, "PNG")
        png = out.getvalue()
    assert judged(kind, png) is expected


def put(standing: Standing, name: str, png: bytes) -> None:
    (standing.directory / "keys" / name).write_bytes(png)


@pytest.mark.slow
def test_nothing_is_signed_with_a_black_signature(at: At) -> None:
    standing = at("approved")
    put(standing, "minh-khang.png", stroke(BLACK))
    with pytest.raises(ImageOfAnotherColour) as caught:
        signing.sign(standing.acting(SIGNER), standing.id, KEY)
    assert "keys/minh-khang.png" in caught.value.text()
    assert "blue" in caught.value.text()
    assert standing.document().state is State.APPROVED


@pytest.mark.slow
def test_nothing_is_sealed_with_a_seal_on_white_ground(at: At) -> None:
    standing = at("signed")
    put(standing, "tinh-uy-dau.png", stroke(RED, WHITE))
    with pytest.raises(ImageNotClear):
        issuing.issue(standing.acting(CLERK), standing.id, [SEAL])
    assert standing.acting().ledger.register_lines() == []


@pytest.mark.slow
def test_doctor_finds_it_before_somebody_signs(at: At) -> None:
    standing = at("empty")
    put(standing, "tinh-uy-dau.png", stroke(BLACK))
    troubles = [f.trouble for f in examine(standing.acting()) if f.trouble]
    assert [type(trouble) for trouble in troubles] == [ImageOfAnotherColour]
    assert "tinh-uy-dau.png" in troubles[0].text()


@pytest.mark.slow
def test_the_settings_say_how_wide_a_signature_is(at: At) -> None:
    standing = at("drafted")
    settings = standing.directory / "office.toml"
    text = settings.read_text("utf-8")
    old = 'image = "keys/minh-khang.png"'
    assert old in text
    settings.write_text(text.replace(old, f"image_width = 32.0\n{old}"), "utf-8")
    document = take_on(standing, "submitted")
    with pikepdf.open(standing.stored(document.content)) as pdf:
        (field,) = [f for f in pdf.Root.AcroForm.Fields if str(f.T) == "Signature"]
        left, bottom, right, top = (float(n) * MM for n in field.Rect)
    assert (right - left, top - bottom) == pytest.approx((32.0, 12.8), abs=0.05)
