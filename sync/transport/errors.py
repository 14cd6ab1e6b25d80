"""Why something could not be carried, sorted by whose move it is.

TransportFailed             nothing is lost; ``code`` says why, ``retry`` whether time alone may mend it
  the way                   (wait; it is tried again)
    no_network              this machine reaches nothing
    name_unknown            nobody knows the name of the receiving machine
    no_answer               it did not answer in time
    connection_refused      it is there, and nothing listens
    connection_lost         the connection broke off
    proxy_refused           what stands between asks for a name or says no
    receiver_busy           too many at once, or an upload of the same is still at work
    receiver_failed         a fault over there
    receiver_full           its disk is full
  the other side            (compare the fingerprint; ask the receiving unit)
    certificate_changed     not the certificate that was agreed on
    certificate_untrusted   no authority this machine knows stands for it
    certificate_date        not valid on the day of this machine's clock
    not_a_receiver          something else answers there
  this machine              (ask the receiving unit)
    token_refused           it is not on the list, or not any more
    upload_too_large        more than the receiver takes
    upload_refused          the receiver looked at the package and refuses it; ``reason`` is a code of packages
"""

WAITING = frozenset(
    {
        "no_network",
        "name_unknown",
        "no_answer",
        "connection_refused",
        "connection_lost",
        "proxy_refused",
        "receiver_busy",
        "receiver_failed",
        "receiver_full",
    }
)
"""Codes that time alone may mend."""


class TransportFailed(Exception):
    """Something could not be carried; the words are found by the code."""

    def __init__(self, code: str, *, after: float = 0, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
        self.after = after

    @property
    def retry(self) -> bool:
        """Whether it is worth trying again without anybody doing anything."""
        return self.code in WAITING


class Stopped(Exception):
    """Somebody asked to stop; what was sent stays sent."""
