"""The exchange over a network, when there is one: packages go by themselves, receipts come back."""
