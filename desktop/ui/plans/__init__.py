"""The unit's plans: which there are, what they ask for, which apply, and changing the unit's own."""
