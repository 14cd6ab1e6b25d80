"""Exchange: a commune joins and exports, a receiving unit invites and receives. Both sides of package and receipt."""

from desktop.services.exchange import quarantine
from desktop.services.exchange.acknowledging import ReceiptReport, find_receipts, read_receipts
from desktop.services.exchange.asking import Question, ask, confirm, questions, withdraw
from desktop.services.exchange.doubts import Doubt, doubts
from desktop.services.exchange.enrolment import invite, join
from desktop.services.exchange.membership import Fellow, fellows
from desktop.services.exchange.outbox import Outgoing, SentPackage, outgoing, sent
from desktop.services.exchange.receipting import WrittenReceipt, machines_of, write_receipts
from desktop.services.exchange.receiving import PackageReport, Stopped, receive
from desktop.services.exchange.sending import Exported, export
from desktop.services.exchange.standing import CommuneStanding, communes
from desktop.services.exchange.undoing import ReceivedPackage, TakingBack, received, take_again, take_back

__all__ = [
    "CommuneStanding",
    "Doubt",
    "Exported",
    "Fellow",
    "Outgoing",
    "PackageReport",
    "Question",
    "ReceiptReport",
    "ReceivedPackage",
    "SentPackage",
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
    "invite",
    "join",
    "machines_of",
    "outgoing",
    "quarantine",
    "questions",
    "read_receipts",
    "receive",
    "received",
    "sent",
    "take_again",
    "take_back",
    "withdraw",
    "write_receipts",
]
