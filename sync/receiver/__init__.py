"""The receiving machine of a small office: takes packages, hands out receipts, and holds no private key."""
