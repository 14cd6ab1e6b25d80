"""Packages between machines that never meet on a network; the specification is ``FORMAT.md``."""
