"""The form of one record, for every kind."""
