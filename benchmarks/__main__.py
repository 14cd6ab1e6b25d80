"""``bash task bench``: what is felt, as ratios measured in one run. Trust the ratios, not the seconds."""

import tempfile
from pathlib import Path

from benchmarks import (
    exporting,
    figures,
    forms,
    importing,
    line,
    long_list,
    made,
    papers,
    province,
    receiving,
    start,
)


def main() -> None:
    """Run every benchmark and print a line each."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        receiver = made.receiving_unit(folder)
        receiving.show(receiver, folder)
        large = province.make(folder)
        receiving.few_into_many(receiver, large, folder)
        receiver.close()
        figures.show(large, folder)
        large.close()
        forms.show(folder)
        papers.show(folder)
    long_list.show()
    importing.show()
    exporting.show()
    line.show()
    start.show()


if __name__ == "__main__":
    main()
