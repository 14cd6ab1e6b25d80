"""Machines and invitations as lines of tables."""

from desktop.models import units
from desktop.services.exchange import IssuedInvitation, MachineStanding
from desktop.ui import language, style
from desktop.ui.widgets.lines import Line, SortedLines

UNIT, NAME, STATUS, COMPARED, LAST, RECEIVED, ENROLLED = range(7)
INVITED, STATE, ISSUED, EXPIRES, FOR = range(5)
_LOOKS = {"in_use": "met", "replaced": "nothing_happened", "revoked": "not_met", "suspected": "on_course"}
_STATES = {"open": "on_course", "used": "met", "expired": "nothing_happened", "withdrawn": "nothing_happened"}
_WORTH_A_LOOK = ("suspected", "revoked")


def shown_name(one: MachineStanding) -> str:
    """What a machine is called; until it has a name, by the first digits of its site."""
    return one.name or language.say("machines.nameless", site=one.site[:8])


def look_of(status: str) -> str:
    """The status of the style a machine's status looks like."""
    return _LOOKS[status]


class MachinesModel(SortedLines[MachineStanding]):
    """One line per machine, commune by commune until sorted."""

    columns = ("unit", "name", "status", "compared", "last", "received", "enrolled")
    words = "machines.column"
    right = (LAST, RECEIVED, ENROLLED)
    only_doubtful = False

    def keeps(self, item: MachineStanding) -> bool:
        """Whether a machine found is one of those wanted: compared with nobody yet, or something is the matter."""
        in_use = item.status == "in_use"
        return not self.only_doubtful or item.status in _WORTH_A_LOOK or (in_use and item.compared_on is None)

    def status_of(self, item: MachineStanding) -> str:
        """How it stands."""
        return _LOOKS[item.status]

    def row_of(self, site: str) -> int:
        """The row of the machine *site*, -1 when it does not show."""
        return next((row for row in range(self.rowCount()) if self.shown(row).site == site), -1)

    def key_of(self, line: Line[MachineStanding], column: int) -> object:
        """Days and numbers by their value."""
        one = line.item
        days = {COMPARED: one.compared_on, RECEIVED: one.last_received_on, ENROLLED: one.enrolled_on}
        if column in days:
            return str(days[column] or "")
        return one.last_sequence or 0 if column == LAST else super().key_of(line, column)

    def cells_of(self, item: MachineStanding) -> tuple[str, ...]:
        """Whose, which, how it stands, and what has come."""
        status = language.term("enrolling", f"status.{item.status}")
        compared = (
            f"✓ {language.day(item.compared_on)}"
            if item.compared_on
            else language.say("machines.not_compared")
        )
        return (
            units.unit(item.unit).full_name,
            shown_name(item),
            f"{style.look(_LOOKS[item.status]).sign} {status}",
            compared,
            "–" if item.last_sequence is None else language.number(item.last_sequence),
            "–" if item.last_received_on is None else language.day(item.last_received_on),
            language.day(item.enrolled_on),
        )


class InvitationsModel(SortedLines[IssuedInvitation]):
    """One line per invitation, the latest first until sorted."""

    columns = ("unit", "state", "issued", "expires", "for")
    words = "machines.invitation_column"
    right = (ISSUED, EXPIRES)

    def status_of(self, item: IssuedInvitation) -> str:
        """How it stands."""
        return _STATES[item.state]

    def row_of(self, identity: str) -> int:
        """The row of an invitation, -1 when it does not show."""
        return next((row for row in range(self.rowCount()) if self.shown(row).id == identity), -1)

    def key_of(self, line: Line[IssuedInvitation], column: int) -> object:
        """Days by their value."""
        days = {ISSUED: line.item.issued_on, EXPIRES: line.item.expires_on}
        return str(days[column] or "") if column in days else super().key_of(line, column)

    def cells_of(self, item: IssuedInvitation) -> tuple[str, ...]:
        """For whom, how it stands, from when to when."""
        say = language.say
        how = "machines.for_replacing" if item.replaces else "machines.for_joining"
        return (
            units.unit(item.unit).full_name,
            f"{style.look(_STATES[item.state]).sign} {language.term('enrolling', f'invitation.{item.state}')}",
            language.day(item.issued_on),
            "–" if item.expires_on is None else language.day(item.expires_on),
            say(how),
        )
