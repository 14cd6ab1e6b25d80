"""The table of communes and targets."""
