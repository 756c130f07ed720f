"""Images of a draft: kept with its event, and refused with their line and what to do."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import DRAFTER
from tests.services.stages import At, Standing, assert_sound, conclusion, take_on
from workflow.cli.program import call
from workflow.model.document import Document
from workflow.model.errors import ContentDamaged, DraftError
from workflow.model.lifecycle import Act
from workflow.render.measure import measure
from workflow.services import drafting
from workflow.services.checking import check_document
from workflow.services.checking_files import check_file
from workflow.services.doctor import examine
from workflow.services.rendering import render

pytestmark = pytest.mark.slow

BODY = "Ban Thường vụ Tỉnh uỷ kết luận như sau."
NAME = "bieu-do.png"


def text(name: str = NAME, body: str = BODY) -> str:
    words = f"{body}\n\n![Biểu đồ cột](<{name}>)\n\nCác cơ quan thực hiện."
    return conclusion(body=words).replace("VỤ  \nPHÓ BÍ THƯ**", "VỤ**\n\nPHÓ BÍ THƯ")


def png(colour: str = "blue") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), colour).save(out, "PNG")
    return out.getvalue()


def with_image(folder: Path, name: str = NAME, data: bytes | None = None) -> Path:
    """A draft in a folder, and its image beside it."""
    source = folder / "draft.md"
    source.write_text(text(name), "utf-8")
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(png() if data is None else data)
    return source


@pytest.fixture
def standing(at: At, tmp_path: Path) -> Standing:
    """A draft with an image whose file is no longer there."""
    found = at("empty")
    source = with_image(tmp_path)
    document = drafting.create_draft(found.acting(DRAFTER), "ket-luan", source)
    (source.parent / NAME).unlink()
    source.unlink()
    return Standing(found.directory, document.id, found.clock)


def shown(pdf: bytes) -> int:
    return sum(len(page.pictures) for page in measure(pdf))


def test_the_event_names_the_image_and_the_store_keeps_it(standing: Standing) -> None:
    (created,) = standing.events(Act.CREATED)
    named = created.data["images"]
    assert list(named) == [NAME]
    assert standing.stored(named[NAME]).read_bytes() == png()


def test_a_draft_without_images_names_none(at: At) -> None:
    (created,) = at("drafted").events(Act.CREATED)
    assert "images" not in created.data


def test_a_document_with_an_image_goes_the_whole_way_without_the_file(
    standing: Standing,
) -> None:
    for stage in ("submitted", "approved", "signed", "issued"):
        take_on(standing, stage)
    document = standing.document()
    store = standing.acting().store
    assert shown(store.get(document.content)) == 1
    assert shown(store.get(document.issued)) == 3  # the signature and the seal too
    assert_sound(standing.directory)


def test_what_is_submitted_is_what_was_kept_and_not_what_lies_there_now(
    standing: Standing, tmp_path: Path
) -> None:
    office = standing.acting()
    before = render(office, drafting.parse_draft(office, standing.document())).pdf
    with_image(tmp_path, data=png("red"))
    take_on(standing, "submitted")
    assert standing.acting().store.get(standing.document().content) == before


def test_an_image_that_was_changed_in_the_store_is_found(standing: Standing) -> None:
    (created,) = standing.events(Act.CREATED)
    place = standing.stored(created.data["images"][NAME])
    place.chmod(0o644)
    place.write_bytes(png("red"))
    with pytest.raises(ContentDamaged):
        take_on(standing, "submitted")
    troubles = {str(f.what): f.trouble for f in examine(standing.acting()) if f.trouble}
    assert isinstance(troubles["stored files"], ContentDamaged)


# -- editing ---------------------------------------------------------------------------------------


def edited(standing: Standing, new: str, source: Path | None = None) -> Document:
    return drafting.edit_draft(standing.acting(DRAFTER), standing.id, new, source)


def test_an_edited_text_keeps_its_image(standing: Standing) -> None:
    edited(standing, text(body="Đã sửa."))
    created, changed = standing.events(Act.CREATED, Act.EDITED)
    assert changed.data["images"] == created.data["images"]


def test_the_same_text_changes_nothing(standing: Standing) -> None:
    edited(standing, text())
    assert standing.events(Act.EDITED) == []


def test_the_same_text_with_another_image_is_a_change(standing: Standing, tmp_path: Path) -> None:
    source = with_image(tmp_path, data=png("red"))
    edited(standing, text(), source)
    created, changed = standing.events(Act.CREATED, Act.EDITED)
    assert changed.data["images"] != created.data["images"]
    assert changed.data["draft"] == created.data["draft"]


def test_a_file_without_its_image_keeps_the_one_that_is_known(
    standing: Standing, tmp_path: Path
) -> None:
    source = tmp_path / "elsewhere.md"
    edited(standing, text(body="Đã sửa."), source)
    created, changed = standing.events(Act.CREATED, Act.EDITED)
    assert changed.data["images"] == created.data["images"]


def test_a_text_that_lost_its_image_names_none(standing: Standing) -> None:
    edited(standing, conclusion())
    (changed,) = standing.events(Act.EDITED)
    assert "images" not in changed.data
    with pytest.raises(DraftError, match="is not kept with this draft"):
        edited(standing, text())


def test_an_unknown_image_of_an_edited_text_is_refused_with_what_to_do(
    standing: Standing,
) -> None:
    with pytest.raises(DraftError) as caught:
        edited(standing, text("khac.png"))
    (problem,) = caught.value.problems
    assert problem.place.endswith(".md:9")
    assert f"vanban draft edit {standing.id[:6]} --from FILE" in problem.text()
    assert standing.events(Act.EDITED) == []


# -- what is refused -------------------------------------------------------------------------------


def too_large(folder: Path) -> Path:
    return with_image(folder, data=png() + bytes(6 * 2**20))


def too_many_pixels(folder: Path) -> Path:
    out = io.BytesIO()
    Image.new("1", (6000, 5000)).save(out, "PNG")
    return with_image(folder, data=out.getvalue())


def cut_off(folder: Path) -> Path:
    return with_image(folder, data=png()[:-20])


def a_text(folder: Path) -> Path:
    return with_image(folder, data=b"no image")


def not_there(folder: Path) -> Path:
    source = with_image(folder)
    (folder / NAME).unlink()
    return source


def a_folder(folder: Path) -> Path:
    source = not_there(folder)
    (folder / NAME).mkdir()
    return source


def outside(folder: Path) -> Path:
    (folder / "ngoai.png").write_bytes(png())
    (folder / "trong").mkdir()
    source = folder / "trong" / "draft.md"
    source.write_text(text("../ngoai.png"), "utf-8")
    return source


def by_its_whole_path(folder: Path) -> Path:
    (folder / NAME).write_bytes(png())
    source = folder / "draft.md"
    source.write_text(text(str(folder / NAME)), "utf-8")
    return source


def from_the_network(folder: Path) -> Path:
    source = folder / "draft.md"
    source.write_text(text("https://example.org/a.png"), "utf-8")
    return source


REFUSED = [
    (too_large, "it has 6.0 MiB, more than 5; save it smaller"),
    (too_many_pixels, "6000 × 5000 pixels, more than 25 million; save it smaller"),
    (cut_off, "it is damaged or cut off; copy or save it again"),
    (a_text, "it is neither a PNG nor a JPEG; save it as one of these"),
    (not_there, "there is no such file beside the draft; put it there, or correct its name"),
    (a_folder, "there is no such file beside the draft"),
    (outside, "its name leads out of the draft's folder; put it beside the draft"),
    (by_its_whole_path, "its name leads out of the draft's folder; put it beside the draft"),
    (from_the_network, "its name leads out of the draft's folder; put it beside the draft"),
]


@pytest.mark.parametrize(("make", "sentence"), REFUSED, ids=[m.__name__ for m, _ in REFUSED])
def test_an_image_that_cannot_be_taken_is_refused_with_its_line_and_what_to_do(
    at: At, tmp_path: Path, make: object, sentence: str
) -> None:
    standing = at("empty")
    source = make(tmp_path)  # type: ignore[operator]
    with pytest.raises(DraftError) as caught:
        drafting.create_draft(standing.acting(DRAFTER), "ket-luan", source)
    (problem,) = caught.value.problems
    assert problem.place == "draft.md:9"
    assert sentence in problem.text()
    assert standing.events() == []
    with pytest.raises(DraftError) as caught:
        check_file(standing.acting(), source, "", None)
    assert caught.value.problems == (problem,)


def test_an_image_that_cannot_be_read_is_refused(at: At, tmp_path: Path) -> None:
    source = tmp_path / "draft.md"
    source.write_text(text(f"{'a' * 300}.png"), "utf-8")
    with pytest.raises(DraftError, match="it cannot be read"):
        drafting.create_draft(at("empty").acting(DRAFTER), "ket-luan", source)


@pytest.mark.parametrize("name", ["hình/biểu đồ 1.png", "a%20b.png", "a&b'c.png"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_image_is_found_by_its_name_however_its_letters_are_composed(
    at: At, tmp_path: Path, name: str, form: str
) -> None:
    standing = at("empty")
    source = with_image(tmp_path, unicodedata.normalize(form, name))
    written = name.replace("%", "%25")
    source.write_text(text(unicodedata.normalize(form, written)), "utf-8")
    document = drafting.create_draft(standing.acting(DRAFTER), "ket-luan", source)
    (created,) = Standing(standing.directory, document.id).events(Act.CREATED)
    assert list(created.data["images"]) == [name]


# -- checking --------------------------------------------------------------------------------------


def test_a_text_beside_its_image_is_checked_with_it(at: At, tmp_path: Path) -> None:
    checked = check_file(at("empty").acting(), with_image(tmp_path), "", None)
    assert shown(checked.pdf) == 1
    assert checked.findings == ()


def test_a_draft_is_checked_with_the_image_that_is_kept(standing: Standing) -> None:
    checked = check_document(standing.acting(), standing.id)
    assert shown(checked.pdf) == 1
    assert checked.findings == ()


def test_a_draft_is_shown_without_the_bytes_of_its_image(
    standing: Standing, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--office", str(standing.directory), "--json"]
    assert call(["draft", "show", standing.id, *where]) == 0
    shown_as = json.loads(capsys.readouterr().out)
    (created,) = standing.events(Act.CREATED)
    image = shown_as["draft"]["body"][1]["image"]
    assert image == {"name": NAME, "data": f"sha256:{created.data['images'][NAME]}"}
