"""``bash task bench``: what is felt, as ratios measured in one run. Trust the ratios, not the seconds."""

import tempfile
from pathlib import Path

from benchmarks import exporting, figures, forms, importing, long_list, made, papers, plain, start
from desktop.services import exchange
from sync.identity import ReceiverKey


def main() -> None:
    """Run every benchmark and print a line each."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        receiver = made.receiving_unit(folder)
        receiving(receiver, folder)
        receiver.close()
        forms.show(folder)
        papers.show(folder)
    figures.show()
    long_list.show()
    importing.show()
    exporting.show()
    start.show()


def receiving(receiver: made.Desk, folder: Path) -> None:
    """20 packages of 1,500 records into a store of 30,000, beside plain ``sqlite3`` doing the same."""
    key = ReceiverKey.from_text(receiver.secret("receiver_key"))
    store = plain.make(folder / "plain.db")
    for package in sorted((folder / "base").glob("*.soxa")):
        plain.receive(store, package, key)
    with made.clocked() as yardstick:
        for package in sorted((folder / "new").glob("*.soxa")):
            plain.receive(store, package, key)
    store.close()
    with made.clocked() as ours:
        reports = exchange.receive(receiver, [folder / "new"])
    with made.clocked() as again:
        exchange.receive(receiver, [folder / "new"])
    new = sum(report.new for report in reports)
    print(f"receiving {len(reports)} packages, {new} new records: {ours.wall:.2f} s")
    print(f"  / plain sqlite3 ({yardstick.wall:.2f} s): {ours.wall / yardstick.wall:.2f} by the wall clock, "
          f"{ours.cpu / yardstick.cpu:.2f} by the processor (to reach: 3)")  # fmt: skip
    print(f"  the same packages again: {100 * again.wall / ours.wall:.1f} % of the first time")


if __name__ == "__main__":
    main()
