"""Indicators of the handbook that no record kind of this program feeds: they are entered above the communes."""

from desktop.services.definitions.definition import define, share
from desktop.services.definitions.years import Over

# Counted at the provincial offices, by nobody in a commune.
define("provincial_staff_trained", "people", declare=None, fold=share, over=Over.LAST)
