"""Text typed in TCVN3 (ABC) or VNI is recognised and converted, and no other text is."""

from __future__ import annotations

import unicodedata

import pytest

from workflow.rules.rules import rules_of
from workflow.rules.wording import apply_fixes, check_typography
from workflow.rules.wording.legacy import legacy_text
from workflow.rules.wording.syllables import is_syllable

RULES = rules_of("party-hd05")

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
LOWER = [
    unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES if v + t not in "aeiouy"
]
LETTERS = [*LOWER, "đ", *(letter.upper() for letter in [*LOWER, "đ"])]

# The tables once more, by code as the standard has them, to check the others against.
TCVN3_CODES = {
    "a": "B5 B8 B6 B7 B9", "ă": "A8 BB BE BC BD C6", "â": "A9 C7 CA C8 C9 CB",
    "e": "CC D0 CE CF D1", "ê": "AA D2 D5 D3 D4 D6", "i": "D7 DD D8 DC DE",
    "o": "DF E3 E1 E2 E4", "ô": "AB E5 E8 E6 E7 E9", "ơ": "AC EA ED EB EC EE",
    "u": "EF F3 F1 F2 F4", "ư": "AD F5 F8 F6 F7 F9", "y": "FA FD FB FC FE",
}  # fmt: skip
TCVN3 = {"đ": "\xae", "Đ": "\xa7"} | dict(zip("ĂÂÊÔƠƯ", "¡¢£¤¥¦", strict=True))
for base, codes in TCVN3_CODES.items():
    marks = TONES if len(codes.split()) == 6 else TONES[1:]
    for mark, code in zip(marks, codes.split(), strict=True):
        TCVN3[unicodedata.normalize("NFC", base + mark)] = chr(int(code, 16))

VNI_MARKS = dict(zip(TONES[1:], "øùûõï", strict=True))
CIRCUMFLEX = dict(zip(TONES, "âàáåãä", strict=True))
BREVE = dict(zip(TONES, "êèéúüë", strict=True))
WHOLE = dict(zip("đìíỉĩịỵơư", "ñìíæóòîôö", strict=True))


def to_vni(text: str) -> str:
    return "".join(_vni_letter(letter) for letter in text)


def to_tcvn3(text: str) -> str:
    """As the ABC fonts have it: a capital with a tone has the code of its small letter."""
    return "".join(TCVN3.get(letter) or TCVN3.get(letter.lower(), letter) for letter in text)


def _vni_letter(letter: str) -> str:
    if letter.isupper() and letter.lower() != letter and not letter.isascii():
        return _vni_letter(letter.lower()).upper()
    if letter in WHOLE:
        return WHOLE[letter]
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in TONES[1:]), "")
    bare = unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks)
    if bare in "ơư":
        return WHOLE[bare] + VNI_MARKS[tone]
    if bare in "âêô":
        return unicodedata.normalize("NFD", bare)[0] + CIRCUMFLEX[tone]
    if bare == "ă":
        return "a" + BREVE[tone]
    return bare + VNI_MARKS[tone] if tone else letter


FRAME = "Ban Thường vụ Tỉnh uỷ yêu cầu các cấp uỷ thực hiện tốt, {} trước ngày 31/12/2026"


def frame(letter: str) -> str:
    """A sentence with this letter in a syllable that has it."""
    if letter.lower() == "đ":
        return FRAME.format("ĐÊM" if letter.isupper() else "đêm")
    word = "H" + letter + "M" if letter.isupper() else "h" + letter + "m"
    if letter.lower() in "yỳýỷỹỵ":
        word = "H" + letter if letter.isupper() else "h" + letter
        return FRAME.format("KH" + letter if letter.isupper() else word)
    return FRAME.format(word if letter.islower() else "T" + word)


def test_there_are_134_letters() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 134


@pytest.mark.parametrize("encode", [to_tcvn3, to_vni])
@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_comes_back(letter: str, encode: object) -> None:
    assert callable(encode)
    text = frame(letter)
    assert letter in text
    assert legacy_text(encode(text)) == text


TEXTS = [
    "Tỉnh uỷ Lam Giang",
    "TỈNH UỶ LAM GIANG",
    "Kết luận về công tác cán bộ",
    "Nơi nhận: Các huyện uỷ, thành uỷ, đảng uỷ trực thuộc",
    "Đồng chí bí thư cấp uỷ trực tiếp phụ trách; quý I/2027 sơ kết, báo cáo (qua Văn phòng).",
    "Số 05-KL/TU, ngày 12/6/2026 của Ban Chấp hành Đảng bộ tỉnh",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encode", [to_tcvn3, to_vni])
def test_a_paragraph_is_recognised_and_converted(text: str, encode: object) -> None:
    assert callable(encode)
    [finding] = check_typography(encode(text), RULES)
    assert finding.rule == "old-encoding"
    assert apply_fixes(encode(text), [finding]) == text


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "Hà Nam, Hoà Bình, Lý Thái, cà phê",
        "Le Comité a décidé à São Tomé, après le déjeuner, que l'été serait très chaud.",
        "Für die Behörde müssen schöne Bücher über Größe geprüft werden.",
        "El año pasado el señor Núñez enseñó español en la montaña.",
        "Så må vi på tog; de får gå på å.",
        "An English text with a café, a naïve façade and a résumé.",
        "£5, §3, ©2026, µm, ±2, 10 °C, «abc», 3×4, ®",
        "© µ §",
        "Trang hoµ",
        "Tỉnh uỷ Lam Giang, TØnh ñy Lam Giang",
        "Hà là bà và cà, tôi có ý là cái này và TØnh ñy",
        "",
    ],
)
def test_right_text_in_any_language_is_left_alone(text: str) -> None:
    assert legacy_text(text) is None


def test_only_the_paragraph_in_the_old_encoding_is_converted() -> None:
    good, bad = "Tỉnh uỷ yêu cầu:", "Các cấp uỷ thực hiện tốt công tác cán bộ."
    text = f"{good}\n\n{to_tcvn3(bad)}\n\n{good}"
    findings = check_typography(text, RULES)
    assert [(f.rule, f.spot.line) for f in findings] == [("old-encoding", 3)]
    assert apply_fixes(text, findings) == f"{good}\n\n{bad}\n\n{good}"


def test_what_else_is_wrong_in_it_is_put_right_as_well() -> None:
    text = to_vni("Các cấp uỷ  thực hiện tốt ,đúng hạn.")
    fixed = apply_fixes(text, check_typography(text, RULES))
    assert fixed == "Các cấp uỷ thực hiện tốt, đúng hạn."


@pytest.mark.parametrize(
    "word", ["nghiêng", "khuỷu", "quyết", "giếng", "gì", "oằn", "thuở", "rượu", "ý", "huýt", "ĐẢNG"]
)
def test_these_are_vietnamese_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["déjà", "Josộ", "fồ", "tac", "hàc", "áò", "ñy", "zả", "TW", "năămm", ""]
)
def test_these_are_not(word: str) -> None:
    assert not is_syllable(word)
