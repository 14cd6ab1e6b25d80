"""The page that locks a period, and tells what has changed since."""
