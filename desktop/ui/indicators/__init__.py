"""Where a unit stands against the targets of its plan, and the records behind each figure."""
