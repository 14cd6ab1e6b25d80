"""Rows as every spreadsheet program writes them, read without an XML parser: in half its time.

Only what is written in the one plain way is taken; at the first thing that is not, the parser reads the rest of the
sheet. What is taken is well-formed by itself, so that the parser goes on behind it as if it had never been there.
"""

import re
from collections.abc import Callable, Sequence

_BEGIN, _END, _ROW_END = b"<sheetData>", b"</sheetData>", b"</row>"
_LONGEST_ROW = 2_000_000
_OTHER_ENCODING = re.compile(rb"""\s*<\?xml[^>]*\sencoding=["'](?!utf-8["'])""", re.IGNORECASE)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_OTHER_ENTITY = re.compile(rb"&(?!lt;|gt;|quot;|apos;|amp;)")
_NO_XML = bytes(code for code in range(32) if chr(code) not in "\t\n")

# Possessive throughout: nothing is tried twice, whatever the file holds.
_ATTRIBUTES = r'(?: [\w:.]++="[^"<>]*+")*+'
_ROW = rf'<row(?: spans="[\d:]*+")?+ r="(\d++)"{_ATTRIBUTES} ?+/?+>'
_CELL = (
    r'<c r="([A-Z]++)\d++"(?: s="(\d++)")?+(?: t="(\w++)")?+ ?+(?:/>|>'
    rf"(<f>[^<]*+</f>|<f{_ATTRIBUTES} ?+/>|<f{_ATTRIBUTES}>[^<]*+</f>)?+"
    r'(?:<v>([^<]*+)</v>|<is><t(?: xml:space="preserve")?+>([^<]*+)</t></is>|<v ?+/>)?+</c>)'
)
_TOKEN = re.compile(f"{_CELL}|</row>|{_ROW}")
# The same without groups, which is many times as fast.
_PLAIN = re.compile(re.sub(r"(?<!\\)\((?!\?)", "(?:", rf"(?:{_CELL}|</row>|{_ROW}|\s++)*+"))

Token = tuple[str, str, str, str, str, str, str]
"""Of a cell column, style, type, formula, value, inline text; the number of a row that begins; nothing: it ends."""


class PlainRows:
    """Takes plain rows out of a stream of bytes; what it gives back is for the parser.

    Args:
        take: Called with the tokens of whole rows.
    """

    def __init__(self, take: Callable[[Sequence[Token]], object]) -> None:
        self._take = take
        self._rest = b""
        self._inside = False
        self._over = False

    def __call__(self, chunk: bytes) -> bytes:
        """What is left of *chunk*, and of what was kept back before, when plain rows are taken out."""
        if self._over:
            return chunk
        data, self._rest = self._rest + chunk, b""
        if self._inside:
            return self._rows(data)
        place = data.find(_BEGIN)
        if place < 0:
            # The tag may lie across two chunks.
            self._over = _OTHER_ENCODING.match(data) is not None
            self._rest = b"" if self._over else data[-len(_BEGIN) :]
            return data if self._over else data[: -len(_BEGIN)]
        if _OTHER_ENCODING.match(data):
            self._over = True
            return data
        self._inside = True
        place += len(_BEGIN)
        return data[:place] + self._rows(data[place:])

    def rest(self) -> bytes:
        """What was kept back when the stream ended."""
        kept, self._rest = self._rest, b""
        return kept

    def _rows(self, data: bytes) -> bytes:
        end = data.find(_END)
        last = data.rfind(_ROW_END, 0, end if end >= 0 else len(data))
        whole = end if end >= 0 else last + len(_ROW_END) if last >= 0 else 0
        if whole and not self._taken(data[:whole]):
            self._over = True
            return data
        if end >= 0 or len(data) - whole > _LONGEST_ROW:
            self._over = True
            return data[whole:]
        self._rest = data[whole:]
        return b""

    def _taken(self, data: bytes) -> bool:
        if len(data.translate(None, _NO_XML)) < len(data) or _OTHER_ENTITY.search(data):
            return False
        text = data.decode()
        if _PLAIN.fullmatch(text) is None:
            return False
        self._take(_TOKEN.findall(text))
        return True


def unescaped_entities(text: str) -> str:
    """*text* with the five signs XML has names for."""
    if "&" in text:
        for entity, meant in _ENTITIES:
            text = text.replace(entity, meant)
    return text
