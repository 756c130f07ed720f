"""Seeds that their rule does not find today; the table of the checker counts them as missed."""

from __future__ import annotations

from tests.rules.seeds.kinds import Seed, Words

_SUBJECT = (
    " về *đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia*, các"
)

MISSED: dict[str, tuple[Seed, ...]] = {
    # Only a comma and a semicolon are asked for their space.
    "space-after-mark": (
        Words("tháng Tám. Đơn vị", "tháng Tám.Đơn vị"),
        Words("một lần.", "một lần. Thủ trưởng:chịu trách nhiệm."),
    ),
    # A clause in small letters after the organ could be the subject.
    "citation-subject": (Words(_SUBJECT, ", các"),),
    # The word before the full stop is quoted, or begins with a capital as an abbreviation does.
    "capital-sentence": (
        Words("Tuy nhiên, hạ tầng", "tuy nhiên, hạ tầng"),
        Words("Đơn vị nào", "đơn vị nào"),
    ),
}
