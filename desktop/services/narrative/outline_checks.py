"""What may be an outline of the report in words: every field on its own; and that only lines of the form are told."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from desktop.services import summary, telling
from desktop.services.edited_files.marked import Path
from desktop.services.edited_files.single import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Check,
    an_object,
    fields,
    flag,
    names,
    one_of,
    several,
    stable_id,
    version,
    words,
)
from desktop.services.edited_files.wrong import Wrong

Values = Mapping[str, Any]

MOST_PARTS = 60
LEVELS = (1, 2, 3)
_PRINTED = frozenset({"period", "body", "start", "end"})
_CLAUSES = re.compile(r"[\[\]]")
# A figure that somebody typed: no part of a document's symbol (178/2004/NĐ-CP), a team's name (Đội 178) or a day.
_FIGURE = re.compile(r"(?<![\w/.,-])(?<!Đội )(?<!liên ngành )\d+(?:[.,]\d+)*(?![\w/-])")


def wrongs(value: Any) -> Iterator[Wrong]:
    """Everything wrong with an outline given as plain values, without lines."""
    if not isinstance(value, dict):
        yield Wrong((), "not_object")
        return
    yield from fields(value, (), _OUTLINE, _OUTLINE)
    if isinstance(value.get("words"), dict):
        yield from _words(value["words"])
    for n, basis in enumerate(_list(value.get("bases"))):
        yield from _LINE(basis, ("bases", n))
    yield from _twice(value.get("annexes"), ("annexes",))
    known = _lines_of(value.get("form"))
    parts = _list(value.get("parts"))
    if not parts:
        yield Wrong(("parts",), "missing")
    elif len(parts) > MOST_PARTS:
        yield Wrong(("parts",), "too_many_parts", {"maximum": MOST_PARTS})
    before = 0
    for n, part in enumerate(parts):
        if not isinstance(part, dict):
            yield Wrong(("parts", n), "not_object")
            continue
        yield from _part(part, ("parts", n), known, before)
        before = part["level"] if part.get("level") in LEVELS else before
    yield from _same_ids(parts)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _twice(value: Any, path: Path) -> Iterator[Wrong]:
    found = _list(value)
    for n, one in enumerate(found):
        if isinstance(one, str) and one in found[:n]:
            yield Wrong((*path, n), "id_twice", {"id": one})


def _same_ids(parts: list[Any]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for n, part in enumerate(parts):
        one = part.get("id") if isinstance(part, dict) else None
        if isinstance(one, str) and one in seen:
            yield Wrong(("parts", n, "id"), "id_twice", {"id": one})
        elif isinstance(one, str):
            seen.add(one)


def _lines_of(form: Any) -> frozenset[str]:
    """The ids of the lines whose figures can be told."""
    if form != summary.COMMUNE_SUMMARY:
        return frozenset()
    rows = [row for group in summary.form(form)["groups"] for row in group["rows"]]
    return frozenset(one["id"] for row in rows for one in (row, *row.get("rows", ())))


def _words(given: Values) -> Iterator[Wrong]:
    yield from fields(given, ("words",), _WORDS, _WORDS)
    for name, needed in _MUST_SAY.items():
        text = given.get(name)
        for place in needed:
            if isinstance(text, str) and f"{{{place}}}" not in text:
                yield Wrong(("words", name), "place_missing", {"name": place})


def _part(part: Values, path: Path, known: Collection[str], before: int) -> Iterator[Wrong]:
    yield from fields(part, path, _PART, ("id", "level", "title"))
    level = part.get("level")
    if level in LEVELS and level > before + 1:
        yield Wrong((*path, "level"), "level_skipped", {"maximum": before + 1})
    for n, sentence in enumerate(_list(part.get("sentences"))):
        here = (*path, "sentences", n)
        if not isinstance(sentence, dict):
            yield Wrong(here, "not_object")
            continue
        yield from fields(sentence, here, _SENTENCE, ("text",))
        yield from _sentence(sentence, here, known)
        other = sentence.get("receiving")
        if isinstance(other, dict):
            yield from fields(other, (*here, "receiving"), _TEXTS, ())
            yield from _sentence(other, (*here, "receiving"), known)
    for n, one in enumerate(_list(part.get("compared"))):
        here = (*path, "compared", n)
        if not isinstance(one, dict):
            yield Wrong(here, "not_object")
            continue
        yield from fields(one, here, {"line": words(LONGEST_LINE), "label": _LINE}, ("line",))
        yield from _line(one.get("line"), (*here, "line"), known)


def _line(name: Any, path: Path, known: Collection[str]) -> Iterator[Wrong]:
    if isinstance(name, str) and name not in known:
        yield Wrong(path, "no_such_line", {"id": name})


def _sentence(sentence: Values, path: Path, known: Collection[str]) -> Iterator[Wrong]:
    yield from _line(sentence.get("when"), (*path, "when"), known)
    for name in ("text", "empty", "unknown"):
        text = sentence.get(name)
        if isinstance(text, str):
            yield from _told(text, (*path, name), known)


def _told(text: str, path: Path, known: Collection[str]) -> Iterator[Wrong]:
    """Whether every figure of *text* is one of a line, and its clauses are closed."""
    gaps = list(telling.GAP.finditer(text))
    without = telling.GAP.sub("", text)
    unknown = next((gap[1] for gap in gaps if gap[1] not in known), None)
    typed = _FIGURE.search(without)
    depth = 0
    for sign in _CLAUSES.findall(without):
        depth += 1 if sign == "[" else -1
        if depth < 0:
            break
    if unknown is not None:
        yield Wrong(path, "no_such_line", {"id": unknown})
    elif set("{}") & set(without):
        yield Wrong(path, "no_such_gap", {"options": "to_date, so_far, last_year, change"})
    elif depth:
        yield Wrong(path, "clause_open")
    elif typed is not None:
        yield Wrong(path, "typed_figure", {"figure": typed[0]})


_LINE = words(LONGEST_LINE)
_OUTLINE: dict[str, Check] = {
    "id": stable_id,
    "version": version,
    "source": words(LONGEST_TEXT),
    "form": one_of(summary.COMMUNE_SUMMARY),
    "words": an_object,
    "bases": names,
    "annexes": names,
    "parts": several,
}
_WORDS: dict[str, Check] = {
    "subject": words(LONGEST_LINE, places=_PRINTED),
    "opening": words(LONGEST_TEXT, places=_PRINTED),
    "details": words(LONGEST_TEXT, places=_PRINTED | {"annexes"}),
    "closing": words(LONGEST_TEXT, places=_PRINTED),
    "compared": words(LONGEST_TEXT, places={"label", "now", "unit", "change", "before"}),
    "nothing_to_compare": words(LONGEST_TEXT, places=()),
}
_MUST_SAY = {"details": ("annexes",), "compared": ("label", "now")}
"""The body names its annexes; a comparison says what it is about."""
_TEXTS: dict[str, Check] = {
    "text": words(LONGEST_TEXT),
    "empty": words(LONGEST_TEXT, empty=True),
    "unknown": words(LONGEST_TEXT, empty=True),
}
_SENTENCE: dict[str, Check] = {**_TEXTS, "when": words(LONGEST_LINE), "receiving": an_object}
_PART: dict[str, Check] = {
    "id": stable_id,
    "level": one_of(*LEVELS),
    "title": _LINE,
    "sentences": several,
    "compared": several,
    "by_hand": flag,
}
