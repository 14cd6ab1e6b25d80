"""Charts drawn by the program: on the screen, where a bar is a door to its records, and on paper."""
