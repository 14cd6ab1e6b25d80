"""Figures as declarations: `terms` says what is counted, `statement` turns it into SQL, `reading` fetches it."""
