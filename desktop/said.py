"""Refusals and problems as one line of words; window and command line say them alike."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from desktop.models import code_lists, units
from desktop.models.errors import Refusal
from desktop.services.words import Words

_MOST_WRONGS = 3
_INDICATOR = "indicator."
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def refusal(words: Words, refused: Refusal) -> str:
    """The sentence of a refusal, on one line."""
    problems = refused.params.get("problems")
    if isinstance(problems, list):
        kind = str(refused.params.get("kind", ""))
        return " ".join(problem(words, p, kind) for p in problems)
    if refused.code == "upload_refused":
        return refusal_of(words, refused)
    wrongs = refused.params.get("wrongs", ())
    if isinstance(wrongs, tuple) and wrongs:
        why = " ".join(plan_wrong(words, one) for one in wrongs)
        return f"{words('errors', refused.code, **refused.params)} {why}"
    return " ".join(words("errors", refused.code, **refused.params).split())


def refusal_of(term: Callable[..., str], refused: Refusal) -> str:
    """The sentence of a refusal on the line; *term* as for `due`."""
    if refused.code == "upload_refused":
        return term("errors", refused.code, why=refused_why(term, str(refused.params.get("reason"))))
    return term("errors", refused.code, **refused.params)


def problem(words: Words, found: Any, kind: str = "") -> str:
    """One problem with the label of its field: ``Ngày tổ chức: ...``."""
    sentence = problem_sentence(words, found.code, found.params, kind)
    label = field_label(words, kind, found.field)
    return f"{label}: {sentence}" if label else sentence


def problem_sentence(words: Words, code: str, params: Mapping[str, object], kind: str = "") -> str:
    """The sentence of a problem code; names of fields and signs among *params* are said in words."""
    said = dict(params)
    for name, value in params.items():
        if name.endswith("_field"):
            said[name.removesuffix("_field")] = field_label(words, kind, str(value))
        elif name == "what":
            said[name] = words("problems", f"{code}.{value}")
        elif isinstance(value, str) and _ISO_DAY.fullmatch(value):
            said[name] = "/".join(reversed(value.split("-")))
    return words("problems", code, **said)


def field_label(words: Words, kind: str, field: str) -> str:
    """The label of a field; ``audiences.2.female`` becomes the label of the cell and its row number."""
    parts = [p for p in field.split(".") if not p.isdigit()]
    number = next((int(p) + 1 for p in field.split(".") if p.isdigit()), None)
    for key in (".".join([kind, *parts]), parts[-1] if parts else ""):
        if key and words.has("records", key):
            return words("records", key) + (f" ({number})" if number else "")
    return field


def package(words: Callable[..., str], report: Any) -> str:
    """One line about one package that was received or refused."""
    if report.status == "refused":
        reason = words("errors", report.reason, **report.message_params)
        number = words("cli", "package.number", sequence=report.sequence) if report.sequence else ""
        return words("cli", "package.refused", package=report.package + number, reason=reason)
    params = msgspec.to_builtins(report)
    params["unit"] = units.unit(report.unit).full_name
    line = words("cli", f"package.{report.status}", **params)
    if report.line:
        line += " " + words("cli", "package.twins")
    if report.waiting:
        line += " " + words("cli", "package.waiting", waiting=report.waiting)
    if report.missing:
        line += " " + words("cli", "package.missing", missing=_runs(report.missing))
    return line


def _runs(numbers: list[int]) -> str:
    """Numbers with runs drawn together: ``1-6, 9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)


def due(term: Callable[..., str], found: Any) -> str:
    """The sentence of a `desktop.services.due.Due`; ``term(area, key, **params)`` gives the words of an area."""
    said = dict(found.params)
    if found.what == "section":
        said["section"] = term("records", f"{found.params['section']}.short")
        said["period"] = term("window", f"period.{found.period.name}", year=str(found.period.year))
    elif found.what == "lock":
        said["period"] = term("window", f"period.{found.period.name}", year=str(found.period.year))
    elif found.what == "tip_off":
        said["tip_kind"] = term("codes", f"tip_kind.{found.params['tip_kind']}")
        said["received"] = f"{found.params['received']:%d/%m/%Y}"
    elif found.what == "draft":
        said["kind"] = term("records", found.kind)
    several = found.count > 1
    return term(
        "due",
        f"{found.what}.many" if several else found.what,
        **said,
        **({"count": found.count} if several else {}),
    )


def plan_wrong(term: Callable[..., str], found: Any) -> str:
    """What is wrong with a plan and where: ``dòng 34, chỉ tiêu LC3, ...: ...``; *term* as for `due`."""
    place = [term("plans", "line", line=found.line)] if found.line else []
    if found.target:
        place.append(term("plans", "in_target", id=found.target))
    if found.field:
        place.append(term("plans", "in_field", label=plan_field(term, found.field), field=found.field))
    return f"{', '.join(place)}: {plan_why(term, found)}" if place else plan_why(term, found)


def form_wrong(term: Callable[..., str], found: Any) -> str:
    """What is wrong with a form and where; *term* as for `due`."""
    place = [term("plans", "line", line=found.line)] if found.line else []
    if found.field:
        place.append(term("plans", "in_place", field=found.field))
    return f"{', '.join(place)}: {plan_why(term, found)}" if place else plan_why(term, found)


def count_rule(term: Callable[..., str], count: str) -> str:
    """The sentence that says how a cell of a form is counted; of an indicator its own; *term* as for `due`."""
    if count.startswith(_INDICATOR):
        return term("indicators", f"{count.removeprefix(_INDICATOR)}.rule")
    return term("counts", f"{count}.rule")


def doubt(term: Callable[..., str], found: Any) -> str:
    """What does not add up in a form, in a sentence."""
    parts = " + ".join(found.parts)
    return term(
        "plans", f"doubt.{found.relation}", where=found.where, parts=parts, total=found.total,
        whole=found.whole, amount=found.amount,
    )  # fmt: skip


def clock(term: Callable[..., str], found: Any) -> str:
    """Why the clock can hardly be right; *found* is a `desktop.services.clocks.ClockDoubt`, *term* as for `due`."""
    known = found.known
    by = (
        term(
            "years",
            f"clock.by.{found.by}",
            known=f"{known:%d/%m/%Y %H:%M}" if found.by == "use" else _day(known),
        )
        if known is not None
        else ""
    )
    now = f"{found.now:%H:%M} {_day(found.now)}"
    return " ".join(
        part
        for part in (term("years", f"clock.{found.what}", now=now), by, term("years", "clock.nothing_lost"))
        if part
    )


def given(term: Callable[..., str], one: Any) -> str:
    """What a `desktop.services.handing.Given` is, and since when it is handed down; *term* as for `due`."""
    named = document_name(term, one.kind, one.name, one.title)
    return f"{named} ({given_holds(term, one)}): {given_since(term, one)}"


def given_holds(term: Callable[..., str], one: Any) -> str:
    """How much a `desktop.services.handing.Given` holds."""
    return term("years", f"given.{one.kind}", count=str(one.count))


def given_since(term: Callable[..., str], one: Any) -> str:
    """Since when a `desktop.services.handing.Given` is handed down."""
    return term("years", "given.since", day=_iso_day(one.on)) if one.on else term("years", "given.not")


def offer(term: Callable[..., str], one: Any) -> str:
    """What taking a `desktop.services.handing.Offer` would change, or why it cannot be taken; *term* as for `due`."""
    named = document_name(term, one.kind, one.name, one.title)
    if one.wrongs:
        return f"{named}: {term('years', 'offer.bad')} " + " ".join(
            form_wrong(term, wrong) for wrong in one.wrongs[:_MOST_WRONGS]
        )
    return f"{named}: {offer_state(term, one)}. {offer_change(term, one)}"


def offer_state(term: Callable[..., str], one: Any) -> str:
    """Whether something handed down is new, taken, declined or not to be read."""
    return term("years", f"offer.state.{one.state}")


def offer_in_short(term: Callable[..., str], one: Any) -> str:
    """What taking something handed down changes, in few words."""
    return _change(term, "offer.short", one)


def offer_change(term: Callable[..., str], one: Any) -> str:
    """What taking something handed down changes."""
    return _change(term, "offer.change", one)


def _change(term: Callable[..., str], what: str, one: Any) -> str:
    said = {name: str(value) for name, value in one.says.items() if name != "since"}
    since = {"since": _iso_day(str(one.says["since"]))} if "since" in one.says else {}
    return term("years", f"{what}.{one.kind}", **said, **since)


def document_name(term: Callable[..., str], kind: str, name: str, title: str) -> str:
    """What a document that is handed down is called: its kind, and its title or the name of its list."""
    listed = kind == "code_list" and name in code_lists.codes("growing_list")
    called = term("codes", f"growing_list.{name}") if listed else title or name
    return term("years", f"document.{kind}", name=called)


def _iso_day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def plan_why(term: Callable[..., str], found: Any) -> str:
    """Why something in a plan is wrong, for the place beside it."""
    return term("plans", f"wrong.{found.code}", **found.params)


def plan_field(term: Callable[..., str], field: str) -> str:
    """The label of a field of a plan; a name nobody knows stays as it is."""
    try:
        return term("plans", f"field.{field}")
    except KeyError:
        return field


def outbox(term: Callable[..., str], found: Any) -> str:
    """How the exchange stands, in one sentence: what waits, then the last package; *term* as for `due`."""
    if found.closed or found.moved:
        return term("receipts", found.closed or "moved")
    if found.all_received and found.receipt_as_of is not None:
        return term("receipts", "all_received", day=_day(found.receipt_as_of))
    key = "waiting" if found.records or found.changes else "nothing_waiting"
    waiting = term("receipts", key, **({"count": found.records or found.changes} if key == "waiting" else {}))
    return f"{waiting}; {last_package(term, found)}"


def last_package(term: Callable[..., str], found: Any) -> str:
    """What is known of the last package of an outbox, as it stands inside a sentence."""
    if found.last_sequence is None:
        return term("receipts", "never")
    said = {"sequence": found.last_sequence, "day": _day(found.last_exported_on)}
    if found.last_state == "refused":
        said["why"] = refused_why(term, found.last_reason)
    state = found.last_state or ("unconfirmed" if found.unconfirmed else "written")
    return term("receipts", f"last.{state}", **said)


def package_state(term: Callable[..., str], one: Any) -> str:
    """What is known of a package that was sent."""
    said = {}
    if one.reason == "taken_back" and one.state == "refused":
        return term("receipts", "state.taken_back", day=_day(one.told_on), because=one.because)
    if one.state == "refused":
        said["why"] = refused_why(term, one.reason)
    elif one.state == "received":
        said["day"] = _day(one.told_on)
    return term("receipts", f"state.{one.state}", **said)


def received_state(term: Callable[..., str], one: Any) -> str:
    """Whether a received package counts, or who took it back, when and why."""
    if one.taken_back_on is None:
        return term("receipts", "desk.counts")
    who = {"by": one.by} if one.by else {}
    key = "desk.taken_back_by" if one.by else "desk.taken_back"
    return term("receipts", key, day=iso_day(one.taken_back_on), because=one.because, **who)


def taking_back(term: Callable[..., str], one: Any) -> str:
    """What taking a package back does, in sentences; *term* as for `due`."""
    sentences = [term("receipts", "desk.taking_back", gone=one.gone, changed=one.changed)]
    if one.held:
        sentences.append(term("receipts", "desk.held", count=one.held))
    if one.later:
        sentences.append(term("receipts", "desk.later", numbers=_runs(list(one.later))))
    if one.incomplete:
        sentences.append(term("receipts", "desk.incomplete", count=one.incomplete))
    if one.locks:
        periods = [term("window", f"period.{name}", year=str(year)) for year, name in one.locks]
        sentences.append(term("receipts", "desk.locks", periods=", ".join(periods)))
    if one.missing:
        sentences.append(term("receipts", "desk.missing", missing=_runs(list(one.missing))))
    return " ".join(sentences)


def put_aside(term: Callable[..., str], one: Any) -> str:
    """Why a package waits, and whether a copy of it lies here."""
    reason = term("errors", one.code, **one.params)
    return reason if one.kept else f"{reason} {term('receipts', 'desk.not_kept')}"


def line_of(term: Callable[..., str], line: Any) -> str:
    """What one of two machines with one identity handed in: numbers, days, records."""
    if not line.sequences:
        return term("receipts", "twins.nothing")
    made = [iso_day(day) for day in dict.fromkeys(line.made)]
    return term(
        "receipts", "twins.line", numbers=_runs(list(line.sequences)), made=" – ".join(made),
        received=iso_day(line.received[1]), count=line.records,
    )  # fmt: skip


def twins(term: Callable[..., str], one: Any, name: str) -> str:
    """That two machines have one identity, what each handed in, and what was decided; *term* as for `due`."""
    text = term(
        "receipts", "twins.about", name=name, machine=one.site[:8], sequence=one.sequence,
        day=iso_day(one.found_on), first=line_of(term, one.first), second=line_of(term, one.second),
    )  # fmt: skip
    if one.decision:
        text += " " + term("receipts", f"twins.{one.decision}", because=one.because)
    return text


def iso_day(moment: str) -> str:
    """The day of an ISO date or moment as people write it."""
    return _day(date.fromisoformat(moment[:10]))


def refused_why(term: Callable[..., str], code: str | None) -> str:
    """Why the receiving unit refused a package, for the commune; a code of a later program stays untold."""
    try:
        return term("receipts", f"why.{code}")
    except KeyError:
        return term("receipts", "why.other")


def receipt(term: Callable[..., str], report: Any) -> str:
    """What became of a receipt that was read, and what it says that somebody should know."""
    if report.status == "refused":
        return term("errors", report.reason, **report.message_params)
    day = _day(report.as_of)
    if report.status != "read":
        return term("receipts", report.status, day=day)
    sentences = [term("receipts", "read", day=day, accepted=report.accepted)]
    if report.refused:
        sentences.append(term("receipts", "refused_too", count=report.refused))
    if report.missing:
        sentences.append(term("receipts", "missing", missing=_runs(list(report.missing))))
    sentences += [
        term("receipts", name, count=getattr(report, name))
        for name in ("questions", "conflicts")
        if getattr(report, name)
    ]
    sentences += [term("receipts", name) for name in ("forked", "revoked") if getattr(report, name)]
    if report.waiting:
        sentences.append(term("receipts", "kept"))
    return " ".join(sentences)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
