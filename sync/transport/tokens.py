"""The token with which one machine speaks to the receiving machine; made from what both desks know already."""

import hashlib
import hmac

_CONTEXT = b"soxa-upload-1\n"


def upload_token(secret: str, invitation: str) -> str:
    """The bearer token of the machine that joined with *invitation*, 64 hex digits.

    Args:
        secret: The invitation's token, 64 hex digits; the upload token does not tell it.
        invitation: The invitation's id.
    """
    return hmac.new(bytes.fromhex(secret), _CONTEXT + invitation.encode("ascii"), hashlib.sha256).hexdigest()


def token_hash(token: str) -> str:
    """What the receiving machine keeps of a token: enough to know it again, and useless to whoever copies it."""
    return hashlib.sha256(token.encode("ascii", "replace")).hexdigest()
