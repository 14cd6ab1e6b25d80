"""Charts as numbers: what is counted, by month, by place, by audience group, and the records behind each bar."""

from desktop.services.charting.chart import Bar, Chart, chart, keep
from desktop.services.charting.measures import By, Measure, measures_by

__all__ = ["Bar", "By", "Chart", "Measure", "chart", "keep", "measures_by"]
