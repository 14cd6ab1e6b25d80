"""Keys and codes as they are said over the telephone: a key as ten words, a code as groups with check digits.

The words are one syllable each, known to everybody, and chosen so that no two of them are alike on a bad line:
whoever takes
away the tones, and hears b as p or ph, l as n, s as x, tr as ch, d as gi, r or v, t as th, kh as h, one final
consonant or one near vowel as another, still has 256 different words. Specified in ``FORMAT.md``, section 7.
"""

import secrets

from sync.canonical import digest
from sync.identity import Random

WORDS = tuple(
    """
    ấm anh áo bà bàn báo bắp bầu bay bèo bếp biển bơi bông bột bừa bước bưởi bướm bút cá cam cát cau cầu
    cày cây cha chai chân chanh cháo chén chiếu chim chó chợ chữ chùa chuối chuông chuột cỏ cọc cơm con
    củ cửa cúc cừu da dao dây dê dép diều dừa đá đầm đàn đào đạp đất đậu đèn điện đò đôi đồng đũa đường
    ếch én gà gạch gang gạo gấu ghế ghim giếng gỗ góc gói gương hầm hạt heo học hòn hương hươu kênh kéo
    khăn khay khế khỉ kho khóa khoai khói khu khung kịch kim lá lạc làng lê lịch liễu loa lợn lông lốp
    lúa lửa luật lưới lươn mai mâm măng mắt mây mẹ mèo mía miệng mít mỏ mơ môn múa mưa muối mười muỗng
    mướp nai nếp nga ngân ngày nghe nghĩa ngô ngoài ngọc ngói ngọn ngựa nguyệt nhà nhạc nhãn nhật nhảy
    nhện nhím nhíp nhớ nhóm như nhung nồi núi nước ốc ổi ong phấn phi phích phố phở quả quân quạt quế
    rạp râu rùa ruộng rượu sách sân sao sâu sậy sen sếu sim sò sói sông sữa súng suối sưởi tai tấm tập
    tàu tết thác thang thầy thìa thỏ thơ thư thùng thuốc thước thuyền tích tiền tóc tôm trâu tre trèo
    trời trống trường tủ tuần túi tuyết ướt uy vải vân vàng ví viên vịt võ vợ voi vòng vợt vườn xanh xay
    xe xếp xích xoài xoan xuân xương yến yêu
    """.split()
)
"""A word for each byte, in order; never changed: what two people compare must not hang on their versions."""
SPOKEN_BYTES = 10
GROUPS = 4
"""Groups of an enrolment code."""
GROUP_DIGITS = 4
"""Digits of a group that carry something; one more checks them."""

# H. Michael Damm's quasigroup of order ten: every wrong digit and every two neighbours exchanged are noticed.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def words(public: str) -> tuple[str, ...]:
    """A public key (hex or ``age1...``) as ten words of eight bits each: what `identity.fingerprint` says."""
    return tuple(WORDS[byte] for byte in bytes.fromhex(digest(public.encode("ascii")))[:SPOKEN_BYTES])


def new_code(groups: int = GROUPS, random: Random = secrets.token_bytes) -> str:
    """A random code of *groups* groups of five digits, the last of each its check digit: ``48213 90075 ...``."""
    wanted = groups * GROUP_DIGITS
    digits = str(int.from_bytes(random(wanted + 8), "big") % 10**wanted).zfill(wanted)
    parts = [digits[start : start + GROUP_DIGITS] for start in range(0, wanted, GROUP_DIGITS)]
    return " ".join(part + _check(place, part) for place, part in enumerate(parts))


def typed_groups(typed: str) -> list[str]:
    """What was typed, in groups of five: spaces, dots and dashes are as one likes, full-width digits are digits."""
    digits = "".join(str(int(char)) for char in typed if char.isdecimal())
    size = GROUP_DIGITS + 1
    return [digits[start : start + size] for start in range(0, len(digits), size)]


def wrong_groups(typed: str, groups: int = GROUPS) -> list[int]:
    """The groups, from 1, that cannot be right as they are typed: wrong, exchanged, incomplete or missing."""
    found = typed_groups(typed)
    found += [""] * (groups - len(found))
    return [place + 1 for place, group in enumerate(found) if place >= groups or not _holds(place, group)]


def bare_code(typed: str) -> str:
    """The digits that carry something, without checks and spaces: what keys are derived from."""
    return "".join(group[:GROUP_DIGITS] for group in typed_groups(typed))


def is_code(typed: str, groups: int = GROUPS) -> bool:
    """Whether every group is there and its check digit holds; letters make it none."""
    return not any(char.isalpha() for char in typed) and not wrong_groups(typed, groups)


def _holds(place: int, group: str) -> bool:
    return len(group) == GROUP_DIGITS + 1 and group[-1] == _check(place, group[:-1])


def _check(place: int, digits: str) -> str:
    """The check digit; the number of the group goes in first, so that two groups exchanged are noticed as well."""
    interim = _DAMM[0][(place + 1) % 10]
    for digit in digits:
        interim = _DAMM[int(interim)][int(digit)]
    return interim
