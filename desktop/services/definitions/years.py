"""How the figures of a plan's reporting years become one, from the plan's first day to date.

Most definitions are asked over the whole time as over any other period: a case or an establishment is one however
many years it is there. Those that rest on something of a year (a baseline, the year's plan, a classing, a quarter
that has ended) are counted in each year as that year's own page shows them, and put together here.
"""

import enum
import functools
from collections.abc import Sequence

from desktop.services.definitions.count import Count

_NOTHING_YET = "no_part_over"


class Over(enum.Enum):
    """What a definition does with several years.

    Attributes:
        WHOLE: It is asked over all of the time at once.
        SUM: Numerators over denominators, never an average of percentages.
        EVERY: Yes when it is yes in every year.
        ANY: Yes when it is yes in one year.
        LAST: The last year says how things stand.
        NEVER: It compares two years; several of them have no such figure.
        UNKNOWN: The years are known as counts of people only, and somebody may be in several of them.
    """

    WHOLE = "whole"
    SUM = "sum"
    EVERY = "every"
    ANY = "any"
    LAST = "last"
    NEVER = "never"
    UNKNOWN = "unknown"


def counted_years(over: Over, counts: Sequence[Count]) -> Sequence[int]:
    """Which of the years are in the figure, by their place in *counts*."""
    if over in (Over.NEVER, Over.UNKNOWN):
        return ()
    if over is Over.LAST:
        return (len(counts) - 1,)
    known = [n for n, one in enumerate(counts) if one.no_data is None]
    return known or range(len(counts))


def together(over: Over, counts: Sequence[Count]) -> Count:
    """The one figure of several years, oldest first."""
    if over is Over.NEVER:
        return Count(None, None, no_data="judged_by_year")
    if over is Over.UNKNOWN:
        return Count(None, None, no_data="people_over_years")
    chosen = [counts[n] for n in counted_years(over, counts)]
    joined = functools.reduce(_SUMS.get(over, Count.summed), chosen)
    left = [one for one in counts if not any(one is other for other in chosen)]
    if over is not Over.LAST and any(one.no_data != _NOTHING_YET for one in left):
        joined.warnings.append("years_without_figure")
    return joined


_SUMS = {Over.EVERY: Count.both, Over.ANY: Count.either}
