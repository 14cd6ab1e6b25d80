"""The error tree of packages, receipts and invitations, sorted by whose move it is.

    PackageRefused              nothing was changed; ``code`` says why, ``params`` what a sentence needs
      the file                  (send or copy it again)
        not_a_package           it is something else
        damaged                 cut short, or a bit is not what was written
        too_large               over a limit, declared or actual
      this program              (update it)
        too_new                 the format asks for a newer reader
      the addressee             (send it to the right desk)
        not_for_us              encrypted to another receiving unit
        training_mismatch       a training package in a real store, or the reverse
        not_shared              written before its machine knew of this other machine of the unit
        own_package             this machine wrote it, and does not know yet whether it was completed
      the sender                (ask who made it, and how)
        forged                  the signature does not hold, or a known machine signed with another key
        unknown_machine         never enrolled, and no proof that it was invited
        machine_revoked         of a machine that was lost or stolen, by the receiving unit's own word
        machine_replaced        of a machine in whose place another one reports
        unknown_sibling         to a machine: neither named by the receiving unit nor introduced by people
        invitation_used         enrols with an invitation that enrolled another machine
        invitation_expired      enrols with one whose time is over
        invitation_withdrawn    enrols with one that was withdrawn
        wrong_unit              reports for a unit that the machine does not belong to
        bad_content             correctly signed, but what is inside breaks the format
        forked                  the same machine gave the same number to other content
        chain_broken            does not continue from the package numbered before it
      the receipt               (ask the receiving unit for it again)
        not_a_receipt           it is something else
        receipt_damaged         cut short, or a bit is not what was written
        receipt_too_large       over a limit, declared or actual
        receipt_too_new         the format asks for a newer reader
        receipt_forged          the signature does not hold, or is not the receiving unit's
        receipt_not_for_us      for another machine
        receipt_training        of practice in a real store, or the reverse
        receipt_bad_content     correctly signed, but what is inside breaks the format
        receipt_forked          the same number was given to another content
      the introduction
        not_an_introduction     not an introduction of a machine, or not as the machine signed it
      the invitation
        not_an_invitation       not an invitation file, or not as the receiving unit signed it
        invitation_sealed       only its code opens it
        code_wrong              it is sealed with another code

Everything else that is raised (``OSError`` from the disk apart) is a bug.
"""


class PackageRefused(Exception):
    """A package, a receipt or an invitation was refused whole; the words are found by the code."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
