"""The year's calendar: what was done on which day, what is due, and a new record on a day."""
