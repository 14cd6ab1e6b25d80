"""The list of one record kind, for every kind."""
