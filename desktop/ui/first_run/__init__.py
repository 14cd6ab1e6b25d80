"""The first minutes: make a register, open one that is elsewhere, or bring one back from a backup."""
