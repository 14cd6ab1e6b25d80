"""What a receiving unit forwards to the unit above it."""
