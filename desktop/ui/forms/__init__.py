"""The forms of the desk, and the unit's own changed in the window."""
