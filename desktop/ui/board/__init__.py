"""The board of communes and periods, and whom to remind."""
