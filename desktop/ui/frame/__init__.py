"""The frame around every page: the list at the left, the header, the period, and finding anything."""
