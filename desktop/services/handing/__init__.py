"""What a receiving unit hands down in receipts, and what a commune takes of it: plans, code lists, unit lists."""

from desktop.services.handing.giving import Given, give, given
from desktop.services.handing.taking import Offer, decline, offers, take

__all__ = ["Given", "Offer", "decline", "give", "given", "offers", "take"]
