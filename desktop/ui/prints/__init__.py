"""What was printed: the list, the pages again, and what changed since."""
