"""Which unit of measure and which level an indicator can have."""

from desktop.services.definitions import Definition

GROWTH = "crime_handled_growth"

_NUMBERS = {
    "people": ("people",),
    "establishments": ("establishments",),
    "cases": ("cases",),
    "rings": ("rings",),
    "tip_offs": ("tip_offs",),
    "yes_no": ("communes", "districts"),
    "periods": ("items", "items_per_month", "items_per_quarter"),
}
"""What a number of them is counted in, besides percent."""
_SHARES = {
    "people": ("P",),
    "establishments": ("E",),
    "yes_no": ("C", "D"),
    "periods": ("M",),
}
_OF_CASES = ("T",)


def units_of(definition: Definition, source: str) -> tuple[str, ...]:
    """The units of measure a target of *definition* can have."""
    if definition.id == GROWTH:
        return ("percent",)
    numbers = _NUMBERS.get(definition.counted_in, ())
    if definition.counted_in == "periods" and source == "records":
        # What communes record is the share of months or quarters; items per month are entered above.
        return ("percent",)
    return ("percent", *numbers) if definition.share or source == "entered" else numbers


def levels_of(definition: Definition, unit: str) -> tuple[str, ...]:
    """The levels at which a target of *definition*, measured in *unit*, can be judged."""
    if definition.id == GROWTH:
        return ("G",)
    if unit == "percent":
        return _SHARES.get(definition.counted_in, _OF_CASES)
    return ("M",) if unit.startswith("items_per_") else ("K",)


def percent_of_whole(unit: str, level: str) -> bool:
    """Whether a threshold is a part of a whole, 0 to 100."""
    return unit == "percent" and level != "G"
