"""What some more of what is counted would make of a figure ("what if")."""

import enum


class More(enum.Enum):
    """Where one more of what is counted enters a figure.

    Attributes:
        PART: The numerator, until none of those there are is left.
        BEYOND: The numerator, beyond the denominator too: the number of those there are may be out of date.
        BOTH: Numerator and denominator: what still has time is in neither until it is done.
        NOTHING: Neither: a yes or no that does not come by doing something so many times, for a quarter that
            is over stays as it is.
    """

    PART = "part"
    BEYOND = "beyond"
    BOTH = "both"
    NOTHING = "nothing"
