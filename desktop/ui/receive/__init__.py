"""Receiving packages: looked at first, then taken in."""
