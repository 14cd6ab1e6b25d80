"""Exchange: a commune joins and exports, a receiving unit invites and receives. Both sides of package and receipt."""

from desktop.services.exchange import quarantine, twins
from desktop.services.exchange.acknowledging import ReceiptReport, find_receipts, read_receipts
from desktop.services.exchange.asking import Question, ask, confirm, questions, withdraw
from desktop.services.exchange.doubts import Doubt, doubts
from desktop.services.exchange.enrolment import Invited, invite, invite_by_code, join
from desktop.services.exchange.identities import SpokenKey, note_receiver_compared, spoken_keys
from desktop.services.exchange.invitations import IssuedInvitation, invitations, withdraw_invitation
from desktop.services.exchange.machines import (
    MachineStanding,
    machines_below,
    name_machine,
    note_compared,
    reinstate_machine,
    replace_machine,
    revoke_machine,
)
from desktop.services.exchange.membership import Fellow, Here, fellows, standing_here
from desktop.services.exchange.outbox import Outgoing, SentPackage, outgoing, sent
from desktop.services.exchange.receipting import WrittenReceipt, machines_of, write_receipts
from desktop.services.exchange.receiving import Stopped, receive
from desktop.services.exchange.reports import PackageReport
from desktop.services.exchange.sending import Exported, export
from desktop.services.exchange.standing import CommuneStanding, communes
from desktop.services.exchange.undoing import ReceivedPackage, TakingBack, received, take_again, take_back

__all__ = [
    "CommuneStanding",
    "Doubt",
    "Exported",
    "Fellow",
    "Here",
    "Invited",
    "IssuedInvitation",
    "MachineStanding",
    "Outgoing",
    "PackageReport",
    "Question",
    "ReceiptReport",
    "ReceivedPackage",
    "SentPackage",
    "SpokenKey",
    "Stopped",
    "TakingBack",
    "WrittenReceipt",
    "ask",
    "communes",
    "confirm",
    "doubts",
    "export",
    "fellows",
    "find_receipts",
    "invitations",
    "invite",
    "invite_by_code",
    "join",
    "machines_below",
    "machines_of",
    "name_machine",
    "note_compared",
    "note_receiver_compared",
    "outgoing",
    "quarantine",
    "questions",
    "read_receipts",
    "receive",
    "received",
    "reinstate_machine",
    "replace_machine",
    "revoke_machine",
    "sent",
    "spoken_keys",
    "standing_here",
    "take_again",
    "take_back",
    "twins",
    "withdraw",
    "withdraw_invitation",
    "write_receipts",
]
