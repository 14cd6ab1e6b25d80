"""Exchange: a commune joins and exports, a receiving unit invites and receives. Both sides of the package."""

from desktop.services.exchange.doubts import Doubt, doubts
from desktop.services.exchange.enrolment import invite, join
from desktop.services.exchange.receiving import PackageReport, receive
from desktop.services.exchange.sending import Exported, Outgoing, SentPackage, export, outgoing, sent
from desktop.services.exchange.standing import CommuneStanding, communes

__all__ = [
    "CommuneStanding",
    "Doubt",
    "Exported",
    "Outgoing",
    "PackageReport",
    "SentPackage",
    "communes",
    "doubts",
    "export",
    "invite",
    "join",
    "outgoing",
    "receive",
    "sent",
]
