"""Refusals and problems as one line of words; window and command line say them alike."""

from collections.abc import Mapping
from typing import Any

from desktop.models.errors import Refusal
from desktop.services.words import Words


def refusal(words: Words, refused: Refusal) -> str:
    """The sentence of a refusal, on one line."""
    problems = refused.params.get("problems")
    if isinstance(problems, list):
        kind = str(refused.params.get("kind", ""))
        return " ".join(problem(words, p, kind) for p in problems)
    return " ".join(words("errors", refused.code, **refused.params).split())


def problem(words: Words, found: Any, kind: str = "") -> str:
    """One problem with the label of its field: ``Ngày tổ chức: ...``."""
    sentence = problem_sentence(words, found.code, found.params)
    label = field_label(words, kind, found.field)
    return f"{label}: {sentence}" if label else sentence


def problem_sentence(words: Words, code: str, params: Mapping[str, object]) -> str:
    """The sentence of a problem code."""
    if code == "personal_data":
        params = {"what": words("problems", f"personal_data.{params['what']}")}
    return words("problems", code, **params)


def field_label(words: Words, kind: str, field: str) -> str:
    """The label of a field; ``audiences.2.female`` becomes the label of the cell and its row number."""
    parts = [p for p in field.split(".") if not p.isdigit()]
    number = next((int(p) + 1 for p in field.split(".") if p.isdigit()), None)
    for key in (".".join([kind, *parts]), parts[-1] if parts else ""):
        if key and words.has("records", key):
            return words("records", key) + (f" ({number})" if number else "")
    return field
