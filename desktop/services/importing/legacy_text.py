"""Vietnamese as it was typed before Unicode: the encodings TCVN3 (ABC) and VNI, read and written.

Both put Vietnamese letters where Western fonts have others, so that text in them looks right only in fonts of their
own. TCVN3 is one character a letter (Vietnamese standard TCVN 5712:1993, third table), and has no capitals with
tones: fonts whose name ends in H show small letters as capitals. VNI for Windows writes a letter and a mark after it.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desktop.services.importing.preview import Encoding

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # grave, hook, tilde, acute, dot below


class Decoded(NamedTuple):
    """Text as Unicode, and the characters in it that mean nothing in its encoding."""

    text: str
    lost: str


def decode(text: str, encoding: Encoding, *, capitals: bool = False) -> Decoded:
    """*text* of a cell as Unicode; *capitals* for a font that shows small letters as capitals."""
    if encoding == "unicode":
        return Decoded(text, "")
    if encoding == "tcvn3":
        changed = unicodedata.normalize("NFC", text.translate(_TCVN3))
        lost = "".join(c for c in text if 0x80 <= ord(c) <= 0xFF and ord(c) not in _TCVN3 and c not in _SIGNS)
    else:
        changed = _PAIRS.sub(lambda found: _VNI[found[0]], text)
        lost = "".join(c for c in _PAIRS.sub("", text) if 0x80 <= ord(c) <= 0xFF and c not in _SIGNS)
    return Decoded(changed.upper() if capitals else changed, lost)


def encode(text: str, encoding: Encoding) -> str:
    """The reverse of `decode`, for letters the encoding has; capitals with tones become small in TCVN3."""
    text = unicodedata.normalize("NFC", text)
    if encoding == "tcvn3":
        return "".join(_TO_TCVN3.get(c) or _TO_TCVN3.get(c.lower(), c) for c in text)
    return "".join(_TO_VNI.get(c, c) for c in text) if encoding == "vni" else text


_SIGNS = frozenset("\u00a0°²³«»§")
"""Signs that mean themselves where the encoding has no letter in their place."""


def _tcvn3() -> dict[int, str]:
    rows: dict[str, Iterable[int]] = {
        "ăâêôơưđ": range(0xA8, 0xAF),
        "ĂÂÊÔƠƯĐ": range(0xA1, 0xA8),
        "àảãáạ": range(0xB5, 0xBA),
        "ằẳẵắ": range(0xBB, 0xBF),
        "ặầẩẫấậè": range(0xC6, 0xCD),
        "ẻẽéẹềểễếệìỉ": range(0xCE, 0xD9),
        "ĩíịò": range(0xDC, 0xE0),
        "ỏõóọồổỗốộờởỡớợù": range(0xE1, 0xF0),
        "ủũúụừửữứựỳỷỹýỵ": range(0xF1, 0xFF),
        # Capitals of the second table, in places the third leaves free.
        "Ằ": b"\xaf",
        "Ẳ": b"\xba",
        "ẴẮẦẨẪẤỀ": range(0xBF, 0xC6),
        "ỂỄẾỒỔỖ": b"\xcd\xd9\xda\xdb\xe0\xf0",
        _TONES: range(0xB0, 0xB5),
    }
    return {
        code: letter for letters, codes in rows.items() for letter, code in zip(letters, codes, strict=True)
    }


def _vni() -> dict[str, str]:
    """Every sequence of VNI to its letter."""
    plain = dict(zip("øûõùï", _TONES, strict=True))
    on_roof = dict(zip("àåãáä", _TONES, strict=True))
    on_bowl = dict(zip("èúüéë", _TONES, strict=True))
    found = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ"}
    for base in "aeouy":
        found |= {base + mark: base + tone for mark, tone in plain.items()}
    for base, horned in (("ô", "ơ"), ("ö", "ư")):
        found |= {base + mark: horned + tone for mark, tone in plain.items()}
    for base in "aeo":
        found |= {base + mark: base + "\u0302" + tone for mark, tone in on_roof.items()} | {
            base + "â": base + "\u0302"
        }
    found |= {"a" + mark: "ă" + tone for mark, tone in on_bowl.items()} | {"aê": "ă"}
    composed = {sign: unicodedata.normalize("NFC", letter) for sign, letter in found.items()}
    upper = {sign.upper(): letter.upper() for sign, letter in composed.items()}
    # A capital with the mark of a small letter is typed often enough.
    mixed = {
        sign[0].upper() + sign[1:]: letter.upper() for sign, letter in composed.items() if len(sign) == 2
    }
    return {**mixed, **upper, **composed}


_TCVN3: Mapping[int, str] = _tcvn3()
_VNI: Mapping[str, str] = _vni()
_PAIRS = re.compile("|".join(re.escape(sign) for sign in sorted(_VNI, key=len, reverse=True)))
_TO_TCVN3 = {letter: chr(code) for code, letter in _TCVN3.items()}
_TO_VNI = {letter: sign for sign, letter in _VNI.items()}


# --- what a Vietnamese syllable looks like

_ONSETS = ("ngh", "nh", "ng", "gh", "gi", "ch", "kh", "ph", "qu", "th", "tr", *"bcdđghklmnpqrstvx")
_RIMES = frozenset(
    """a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong
    ooc op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc
    uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn
    ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu""".split()
)
_STOPS = ("c", "ch", "p", "t")


@functools.lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether *word* may be one Vietnamese syllable: its onset and rime exist, and the tone fits the rime."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in apart if c in _TONES]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(c for c in apart if c not in _TONES))
    for onset in ("", *_ONSETS):
        rime = bare[len(onset) :]
        # The i of gi belongs to the rime too: gì, giêng.
        fits = rime in _RIMES or (onset == "gi" and "i" + rime in _RIMES)
        if (
            bare.startswith(onset)
            and fits
            and not (rime.endswith(_STOPS) and tones and tones[0] not in _TONES[3:])
        ):
            return True
    return False
