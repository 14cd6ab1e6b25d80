"""Carrying packages over a network when there is one: a tus 1.0 client that is sure of the other side."""
