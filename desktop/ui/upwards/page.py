"""The page of a receiving unit that reports to one above: joining it, forwarding, and what of it has arrived."""

from desktop.models.units import unit
from desktop.ui import language
from desktop.ui.exchange.page import ExchangePage
from desktop.ui.page import Page
from desktop.ui.workplace import Workplace


class UpwardsPage(ExchangePage):
    """As a commune sends; what a commune alone has, its other machines and questions put to it, is not there."""

    def title(self) -> str:
        """The page's name."""
        return language.say("page.upwards")

    def context(self) -> str:
        """To whom what the communes sent is forwarded, in words."""
        receiver = self.workplace.desk.settings.receiver
        if receiver is None:
            return language.say("upwards.context_not_joined")
        return language.say("upwards.context", receiver=unit(receiver).full_name)

    def _show_state(self) -> None:
        super()._show_state()
        self.siblings.card.hide()
        self.answers.card.hide()


def make(workplace: Workplace, _kind: str) -> Page:
    """The page."""
    return UpwardsPage(workplace)
