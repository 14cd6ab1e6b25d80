"""Over the telephone: ten words for a key that nobody mishears, a code whose wrong group is pointed at."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import canonical, identity, spoken
from tests.sync.samples import MACHINE, RECEIVING_DESK

FORMAT = Path(spoken.__file__).with_name("FORMAT.md").read_text(encoding="utf-8")
# Written as it is heard: what begins alike on a bad line, and what one region says like another.
INITIALS = (
    ("ngh", "ŋ"), ("ng", "ŋ"), ("nh", "ɲ"), ("th", "t"), ("tr", "c"), ("ch", "c"), ("kh", "h"), ("ph", "b"),
    ("gh", "g"), ("gi", "z"), ("qu", "kw"), ("b", "b"), ("p", "b"), ("m", "m"), ("v", "z"), ("đ", "d"), ("d", "z"),
    ("r", "z"), ("t", "t"),
    ("l", "l"), ("n", "l"), ("s", "s"), ("x", "s"), ("k", "k"), ("c", "k"), ("g", "g"), ("h", "h"),
)  # fmt: skip
FINALS = (*((end, "N") for end in ("nh", "ng", "n", "m")), *((end, "T") for end in ("ch", "t", "c", "p")))
NEAR = {
    "a": "a", "ă": "a", "â": "ơ", "ơ": "ơ", "e": "e", "ê": "e", "o": "o", "ô": "o", "u": "u", "uô": "u", "ua": "u",
    "ư": "ư", "ươ": "ư", "ưa": "ư", "i": "i", "y": "i", "iê": "i", "yê": "i", "ia": "i", "ya": "i",
}  # fmt: skip


def toneless(word):
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize(
        "NFC", "".join(c for c in parts if c not in "\u0300\u0301\u0303\u0309\u0323")
    )


def heard(word):
    rest, initial, final, glide = toneless(word), "", "", ""
    for letters, sound in INITIALS:
        if rest.startswith(letters):
            initial, rest = sound, rest[len(letters) :] or "i"
            break
    for letters, sound in FINALS:
        if rest.endswith(letters):
            final, rest = sound, rest[: -len(letters)]
            break
    if initial == "kw" or re.match(r"o[aăe]|u[yêâơ]", rest):
        glide = "w"
        rest = rest if initial == "kw" else rest[1:]
    if not final and len(rest) > 1 and rest[-1] in "iyou":
        final, rest = "J" if rest[-1] in "iy" else "W", rest[:-1]
    return initial[0:1], glide, NEAR[rest], final


def test_no_two_words_are_alike_on_a_bad_line():
    assert len(spoken.WORDS) == 256
    assert all(word == unicodedata.normalize("NFC", word) and len(word) <= 6 for word in spoken.WORDS)
    assert len({heard(word) for word in spoken.WORDS}) == 256


def test_the_words_say_what_the_digits_say():
    said = spoken.words(RECEIVING_DESK.public)
    digits = "".join(f"{spoken.WORDS.index(word):02x}" for word in said)
    assert digits == identity.fingerprint(RECEIVING_DESK.public).replace(" ", "")
    assert len(said) == 10
    assert said != spoken.words(MACHINE.public)


def test_the_words_are_those_of_the_specification_and_stay_so():
    block = FORMAT.partition("```words\n")[2].partition("```")[0]
    assert tuple(block.split()) == spoken.WORDS
    assert canonical.digest(" ".join(spoken.WORDS).encode()).startswith("9c9800dfa40f32d0")


@given(st.binary(min_size=24, max_size=24))
def test_a_new_code_holds_however_it_is_typed(seed):
    code = spoken.new_code(random=lambda size: seed[:size])
    assert re.fullmatch(r"\d{5}( \d{5}){3}", code)
    for typed in (code, code.replace(" ", ""), code.replace(" ", " - "), f"  {code}."):
        assert spoken.is_code(typed)
        assert spoken.bare_code(typed) == spoken.bare_code(code)


@given(st.binary(min_size=24, max_size=24), st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_points_at_its_group(seed, place, more):
    digits = spoken.new_code(random=lambda size: seed[:size]).replace(" ", "")
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assert spoken.wrong_groups(wrong) == [place // 5 + 1]


@given(st.binary(min_size=24, max_size=24), st.integers(0, 18))
def test_two_neighbours_exchanged_in_a_group_point_at_it(seed, place):
    digits = spoken.new_code(random=lambda size: seed[:size]).replace(" ", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if digits[place] != digits[place + 1] and place % 5 != 4:
        assert spoken.wrong_groups(swapped) == [place // 5 + 1]


@given(st.binary(min_size=24, max_size=24))
def test_two_groups_exchanged_are_noticed(seed):
    one, two, *rest = spoken.new_code(random=lambda size: seed[:size]).split()
    if one != two:
        assert {1, 2} & set(spoken.wrong_groups(" ".join([two, one, *rest])))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [("", [1, 2, 3, 4]), ("12", [1, 2, 3, 4]), ("ABCDE", [1, 2, 3, 4])],
)
def test_what_is_missing_is_pointed_at(typed, wrong):
    assert spoken.wrong_groups(typed) == wrong
    assert not spoken.is_code(typed)
