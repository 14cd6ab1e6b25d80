"""What stands around every document of a unit, and how it follows from the unit as long as nobody sets it."""

import dataclasses

from desktop.models.units import COMMUNE, Unit, in_a_sentence, unit
from desktop.services import decree

COLLECTIVE, DEPUTY, ACTING, BY_ORDER, AUTHORISED, OWN = "tm", "kt", "q", "tl", "tuq", "own"
DELEGATIONS = (COLLECTIVE, DEPUTY, ACTING, BY_ORDER, AUTHORISED, OWN)
"""In whose place a person signs: TM., KT., Q., TL., TUQ., or as the head of the body, in no one's place."""

_COMMITTEE = "Ủy ban nhân dân"


@dataclasses.dataclass(frozen=True)
class Signer:
    """An official who signs.

    Attributes:
        delegation: One of `DELEGATIONS`.
        post: The signer's own title, as one writes it in a sentence: ``Phó Chủ tịch``.
        name: Full name without degrees; empty leaves room for it.
    """

    delegation: str
    post: str
    name: str = ""


@dataclasses.dataclass(frozen=True)
class Letterhead:
    """What stands around a document; all Vietnamese, as one writes it in a sentence.

    Attributes:
        body: The issuing body.
        superior: The body directly above it, where one stands above the issuing body; a People's Committee has none.
        symbol: The body's letters in the symbol of a document: ``UBND`` in ``05/BC-UBND``.
        place: The place in "place and date".
        collective: The body for which TM. is signed; empty where one person leads.
        leader: Title of the head, for whom KT., TL. and TUQ. are signed.
        signers: Who may sign.
        signer: Which of them does now, from 1.
        addressees: To whom reports go.
        recipients: Who else receives them, without "Như trên" and "Lưu".
        keeping: Letters of the section that drafts and keeps: ``VHXH`` in "Lưu: VT, VHXH".
    """

    body: str
    superior: str
    symbol: str
    place: str
    collective: str
    leader: str
    signers: tuple[Signer, ...]
    signer: int
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    keeping: str

    @property
    def signing(self) -> Signer:
        """Who signs now."""
        return self.signers[self.signer - 1]


TEXTS = ("body", "superior", "symbol", "place", "collective", "leader", "keeping")
LISTS = ("addressees", "recipients")


def derived(of: Unit) -> Letterhead:
    """The letterhead that follows from the unit: its People's Committee, reporting to the one above."""
    above = unit(of.parent_ref) if of.parent_ref else None
    return Letterhead(
        body=f"{_COMMITTEE} {in_a_sentence(of)}",
        superior="",
        symbol="UBND",
        place=decree.place(of),
        collective=_COMMITTEE,
        leader="Chủ tịch",
        signers=(Signer(COLLECTIVE, "Chủ tịch"),),
        signer=1,
        addressees=(f"{_COMMITTEE} {in_a_sentence(above)}",) if above else (),
        recipients=(),
        keeping="VHXH" if of.level == COMMUNE else "",
    )


def signature_lines(head: Letterhead) -> list[str]:
    """The lines above the signature, in capitals: ``TM. ỦY BAN NHÂN DÂN``, ``KT. CHỦ TỊCH``, ``PHÓ CHỦ TỊCH``."""
    signing = head.signing
    # An order or an authorisation is the head's own; the others sign for the body where it decides as a body.
    personal = signing.delegation in (BY_ORDER, AUTHORISED, OWN)
    lines = [] if personal or not head.collective else [f"TM. {head.collective}"]
    if signing.delegation in (DEPUTY, BY_ORDER, AUTHORISED):
        lines.append(f"{signing.delegation.upper()}. {head.leader}")
    lines.append(f"Q. {signing.post}" if signing.delegation == ACTING else signing.post)
    return [line.upper() for line in lines]


def recipients(head: Letterhead) -> list[str]:
    """Who receives a document: those it is addressed to first, and last where it is kept."""
    kept = ", ".join(["VT", head.keeping] if head.keeping else ["VT"])
    return ["Như trên", *head.recipients, f"Lưu: {kept}"]
