"""Handing a register over: what is open, the passphrase, the recovery sheet."""
