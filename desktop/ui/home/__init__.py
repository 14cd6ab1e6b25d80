"""The first page: what must I do, how do we stand, what is still to be handed in."""
