"""The report in words: its parts beside the pages they make."""
