"""The unit's letterhead: a form beside the head and signature it makes."""
