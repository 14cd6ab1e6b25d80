"""Opening the register with its passphrase."""
