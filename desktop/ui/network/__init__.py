"""Sending over a network from the window."""
