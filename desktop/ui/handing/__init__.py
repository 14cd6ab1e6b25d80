"""Which communes have reported, and inviting those that have not joined."""
