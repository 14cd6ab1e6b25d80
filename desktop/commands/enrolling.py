"""Commands about who may hand in: invitations, keys as words, the machines of communes."""

import dataclasses

from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models import units
from desktop.services.words import Words

MACHINE_ACTIONS = ("list", "name", "compared", "replace", "revoke", "reinstate")
INVITATION_ACTIONS = ("list", "withdraw")


def invite(options: Options, words: Words) -> None:
    """Write an invitation, sealed under a code or plain."""
    from desktop.services import exchange

    with opened(options) as desk:
        unit = f"{options.unit}@{desk.settings.unit.partition('@')[2]}"
        if not options.code:
            file = exchange.invite(desk, unit, options.out, days=options.days)
            tell(words("cli", "done.invite", path=file))
            return
        days = {} if options.days is None else {"days": options.days}
        done = exchange.invite_by_code(
            desk, unit, options.out, **days, replaces=_site(desk, options.replaces)
        )
    until = f"{done.expires_on:%d/%m/%Y}" if done.expires_on else ""
    tell(words("cli", "done.invite_by_code", path=done.path, code=done.code, day=until))


def join(options: Options, words: Words) -> None:
    """Join with an invitation."""
    from desktop.services import exchange

    with opened(options) as desk:
        exchange.join(desk, options.file, code=options.code)
        tell(words("cli", "done.join", unit=units.path(str(desk.settings.receiver))))


def invitations(options: Options, words: Words) -> None:
    """List the invitations, or withdraw one."""
    from desktop.services import exchange

    with opened(options) as desk:
        if options.action == "withdraw":
            exchange.withdraw_invitation(desk, options.invitation or "")
            tell(words("cli", "done.withdrawn_invitation"))
            return
        found = exchange.invitations(desk)
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        until = f"{one.expires_on:%d/%m/%Y}" if one.expires_on else ""
        state = words("enrolling", f"invitation.{one.state}")
        tell("\t".join([one.id[:8], units.unit(one.unit).full_name, state, until, one.code or ""]))


def keys(options: Options, words: Words) -> None:
    """Say the keys as words; note that the receiving unit's were compared."""
    from desktop.services import exchange

    with opened(options) as desk:
        if options.compared:
            exchange.note_receiver_compared(desk)
        found = exchange.spoken_keys(desk)
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        tell(words("enrolling", f"key.{one.whose}"))
        tell("  " + "  ".join(f"{place} {word}" for place, word in enumerate(one.words, start=1)))
        tell(f"  {one.fingerprint}")
        if one.compared_on is not None:
            day = f"{one.compared_on:%d/%m/%Y}"
            tell("  " + words("enrolling", "compared", day=day, by=one.compared_by or ""))


def machines(options: Options, words: Words) -> None:
    """List the machines of communes, or say something of one."""
    from desktop.services import exchange

    site = options.site or ""
    with opened(options) as desk:
        if options.action == "name":
            exchange.name_machine(desk, site, options.name or "")
        elif options.action == "compared":
            exchange.note_compared(desk, site)
        elif options.action == "replace":
            exchange.replace_machine(desk, site, by=_site(desk, options.by))
        elif options.action == "revoke":
            exchange.revoke_machine(desk, site, options.why or "", options.because)
        elif options.action == "reinstate":
            exchange.reinstate_machine(desk, site, options.because)
        found = exchange.machines_below(desk)
    wanted = [one for one in found if not options.unit or one.unit.partition("@")[0] == options.unit]
    if options.action != "list":
        wanted = [one for one in wanted if one.site.startswith(site)]
    if options.format == "json":
        print_json([dataclasses.asdict(one) for one in wanted])
        return
    for one in wanted:
        last = "" if one.last_sequence is None else str(one.last_sequence)
        status = words("enrolling", f"status.{one.status}")
        said = " ".join(one.words)
        tell("\t".join([one.site, units.unit(one.unit).full_name, one.name, status, last, said]))


def _site(desk: object, typed: str | None) -> str | None:
    """The whole site of which somebody typed the first digits."""
    from desktop.services import exchange
    from desktop.services.desk import Desk

    if typed is None or not isinstance(desk, Desk):
        return None
    found = [one.site for one in exchange.machines_below(desk) if one.site.startswith(typed)]
    return found[0] if len(found) == 1 else typed
