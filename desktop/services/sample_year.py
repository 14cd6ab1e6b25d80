"""Sample records of the kinds a commune has few of: media, tip-offs, police figures, and what is set down yearly."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from desktop.models import code_lists
from desktop.models.records import kind_named
from desktop.services.sample_drawing import Drawing, Values
from desktop.services.sample_words import (
    DIRECTIVES,
    ISSUERS,
    LIST_ENTRIES,
    MEDIA_TITLES,
    MODELS,
    OUTLETS,
)

_DAYS_TO_RESOLVE = 21  # fifteen working days


def _media_item(at: Drawing) -> Values:
    level, kind, outlet, runs = at.rng.choice(OUTLETS)
    day, _, _, title = at.once(lambda: (at.day(), kind, outlet, at.rng.choice(MEDIA_TITLES)))
    return {
        "published_on": day,
        "item_kind": kind,
        "outlet_level": level,
        "outlet": outlet,
        "title": title,
        "broadcasts": at.rng.randint(2, 8) if runs else None,
    }


def _tip_off(at: Drawing) -> Values:
    rng = at.rng
    _, received, kind, channel = at.once(
        lambda: (
            "tip_off",
            at.day(),
            rng.choice(["tip", "tip", "denunciation", "complaint"]),
            rng.choice(["telephone", "in_person", "mail", "online"]),
        )
    )
    verified = received + timedelta(days=rng.randint(1, 8))
    resolved = received + timedelta(days=rng.randint(8, 19 if rng.random() < 0.9 else 30))
    known, over = verified <= at.last, resolved <= at.last
    return {
        "received_on": received,
        "tip_kind": kind,
        "channel": channel,
        "due_on": received + timedelta(days=_DAYS_TO_RESOLVE),
        "verified_on": verified if known else None,
        "classified_as": rng.choice(["administrative", "administrative", "criminal", "no_basis"])
        if known
        else None,
        "resolved_on": resolved if over else None,
        "result": rng.choice(["handled", "handled", "passed_on", "unfounded"]) if over else None,
    }


def _violation_tally(at: Drawing) -> Values:
    rng = at.rng
    cases = rng.choice([0, 0, 0, 1, 1, 2])
    sellers = sum(rng.randint(1, 2) for _ in range(cases))
    organisers = sum(rng.random() < 0.4 for _ in range(cases))
    fined = 2 * sellers
    ring = int(cases > 1 and rng.random() < 0.4)
    prosecuted = min(organisers, cases)
    return {
        "month": at.months[at.next_of("violation_tally") % len(at.months)],
        "cases": cases,
        "rings_found": ring,
        "rings_broken": ring,
        "sellers": sellers,
        "buyers": sellers,
        "organisers": organisers,
        "fined": fined,
        "warned": 0,
        "fines_vnd": fined * 750_000,
        "prosecuted_cases": prosecuted,
        "tried_cases": prosecuted if rng.random() < 0.7 else 0,
    }


def _child_referral(at: Drawing) -> Values:
    return {"referred_on": at.day(), "children": at.rng.choice([1, 1, 1, 2])}


def _team(at: Drawing) -> Values:
    members = at.rng.randint(5, 9)
    return {
        "team_kind": ("team_178", "volunteer_team")[at.next_of("team") % 2],
        "consolidated_on": at.day(last=min(at.last, at.start + timedelta(days=75))),
        "members": members,
        "female": at.rng.randint(1, members // 2),
    }


def _pilot_model(at: Drawing) -> Values:
    title, kind = at.rng.choice(MODELS)
    return {
        "title": title,
        "model_kind": kind,
        "started_on": at.start - timedelta(days=at.rng.randint(30, 700)),
        "members": at.rng.randint(8, 30),
    }


def _directive(at: Drawing) -> Values:
    _, day, number = at.once(lambda: ("directive", at.day(), at.rng.randint(1, 60)))
    return {
        "issued_on": day,
        "number": f"{number:02}/CV-UBND",
        "issuer": at.rng.choice(ISSUERS),
        "title": at.rng.choice(DIRECTIVES),
    }


def _commune_status(at: Drawing) -> Values:
    healthy = at.rng.random() < 0.75
    return {
        "year": at.year,
        "healthy": healthy,
        "key_area": not healthy and at.rng.random() < 0.3,
        "hotspots": 0 if healthy else at.rng.randint(1, 2),
    }


def _commendation(at: Drawing) -> Values:
    _, day, level = at.once(lambda: ("commendation", at.day(), at.rng.choice(["commune", "province"])))
    return {
        "awarded_on": day,
        "level": level,
        "award": "commune_certificate" if level == "commune" else "province_certificate",
        "collectives": at.rng.randint(0, 2),
        "individuals": at.rng.randint(1, 5),
    }


def _budget_entry(at: Drawing) -> Values:
    planned = at.rng.randint(6, 30) * 1_000_000
    return {
        "year": at.year,
        "source": code_lists.codes("budget_source")[at.next_of("budget_entry") % 3],
        "planned_vnd": planned,
        "spent_vnd": planned * at.rng.randint(4, 10) // 10,
    }


def _list_entry(at: Drawing) -> Values:
    code_list, label = at.rng.choice(LIST_ENTRIES)
    return {"code_list": code_list, "label": label, "added_on": at.start}


DRAWN: Mapping[str, Callable[[Drawing], Values]] = {
    "list_entry": _list_entry,
    "media_item": _media_item,
    "tip_off": _tip_off,
    "violation_tally": _violation_tally,
    "child_referral": _child_referral,
    "team": _team,
    "pilot_model": _pilot_model,
    "directive": _directive,
    "commune_status": _commune_status,
    "commendation": _commendation,
    "budget_entry": _budget_entry,
}
"""What draws one record of each of these kinds."""


def declaration(at: Drawing, made: Mapping[str, Sequence[Values]]) -> Values:
    """What the commune declares of its last quarter: the sections of which *made* holds nothing in it."""
    name, start, end = at.quarter()
    empty = [
        section
        for section in code_lists.codes("section")
        if not any(start <= values[kind_named(section).dated_by] <= end for values in made.get(section, ()))
    ]
    return {
        "year": at.year,
        "period": name,
        "nothing_happened": tuple(empty),
        "confirmed_by": "Trưởng phòng Văn hóa - Xã hội",
    }
