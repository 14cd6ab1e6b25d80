"""What a letterhead must not hold: titles where a name belongs, degrees, what identifies other people."""

import re
from collections.abc import Iterator

from desktop.models import personal_data
from desktop.models.rules.problem import Problem
from desktop.services.letterhead.values import DELEGATIONS, LISTS, TEXTS, Letterhead

LONGEST = {
    "body": 120,
    "superior": 120,
    "symbol": 20,
    "place": 60,
    "collective": 60,
    "leader": 60,
    "keeping": 30,
}
_LONGEST_LINE = 160
_LONGEST_POST = 80
_LONGEST_NAME = 60
_MOST = 20
_SYMBOL = re.compile(r"[A-ZĐ0-9]+(?:-[A-ZĐ0-9]+)*")
# A degree, an academic title or a form of address before a name; Điều on the signer's name has none of them.
_DEGREE = re.compile(
    r"(?:^|[\s,])(?:(?:gs|pgs|tskh|ts|ths|cn|ks|bs|bsckii?|cki|ckii|nghs)\.|(?:tiến sĩ|thạc sĩ|cử nhân|kỹ sư|bác sĩ|"
    r"giáo sư|phó giáo sư|luật sư)\b|(?:ông|bà|đồng chí|đ/c)\s)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]+(?:[ '\-][^\W\d_]+)*")
_PREFIX = re.compile(r"^(?:tm|kt|tl|tuq|q)\.", re.IGNORECASE)


def problems(head: Letterhead) -> list[Problem]:
    """What is wrong with *head*; `Problem.field` is a field's name, ``signers.0.name`` for a cell."""
    return [*_texts(head), *_lists(head), *_signers(head)]


def _texts(head: Letterhead) -> Iterator[Problem]:
    for name in TEXTS:
        text = getattr(head, name)
        if len(text) > LONGEST[name]:
            yield Problem(name, "too_long", {"maximum": LONGEST[name]})
        elif any(personal_data.signs(text, prose=False)):
            yield Problem(name, "letterhead_number")
    for name in ("symbol", "keeping"):
        if getattr(head, name) and not _SYMBOL.fullmatch(getattr(head, name).replace(", ", "-")):
            yield Problem(name, "letterhead_symbol")


def _lists(head: Letterhead) -> Iterator[Problem]:
    for name in LISTS:
        lines = getattr(head, name)
        if len(lines) > _MOST:
            yield Problem(name, "too_many_lines", {"maximum": _MOST})
        if any(len(line) > _LONGEST_LINE for line in lines):
            yield Problem(name, "too_long", {"maximum": _LONGEST_LINE})
        elif any(any(personal_data.signs(line, prose=False)) for line in lines):
            yield Problem(name, "letterhead_number")


def _signers(head: Letterhead) -> Iterator[Problem]:
    if not head.signers:
        yield Problem("signers", "no_signer")
    elif not 1 <= head.signer <= len(head.signers):
        yield Problem("signer", "no_such_signer", {"maximum": len(head.signers)})
    for place, signer in enumerate(head.signers):
        if signer.delegation not in DELEGATIONS:
            yield Problem(
                f"signers.{place}.delegation", "unknown_delegation", {"known": ", ".join(DELEGATIONS)}
            )
        if not signer.post:
            yield Problem(f"signers.{place}.post", "signer_without_post")
        elif _PREFIX.match(signer.post):
            yield Problem(f"signers.{place}.post", "post_with_delegation")
        elif len(signer.post) > _LONGEST_POST:
            yield Problem(f"signers.{place}.post", "too_long", {"maximum": _LONGEST_POST})
        yield from _name(f"signers.{place}.name", signer.name)


def _name(field: str, name: str) -> Iterator[Problem]:
    if _DEGREE.search(name):
        yield Problem(field, "name_with_degree")
    elif name and not _NAME.fullmatch(name):
        yield Problem(field, "not_a_name")
    elif len(name) > _LONGEST_NAME:
        yield Problem(field, "too_long", {"maximum": _LONGEST_NAME})
