"""The rules get the same answers about one record as about many."""

from desktop.models.entry import Draft
from desktop.services import activities
from desktop.services.checking import Checking
from desktop.services.checking_many import CheckingEach, CheckingMany
from desktop.services.desk import Desk
from desktop.services.sample import sample
from tests.records import draft


def test_answers_about_one_record_are_those_about_many(commune: Desk) -> None:
    sample(commune, 2025, 80, 1)
    days = [
        entry.record.held_on.isoformat() for entry in activities.page(commune, "propaganda_session").entries
    ]  # type: ignore[attr-defined]
    records = [entry.id for entry in activities.page(commune, "propaganda_session").entries]
    with commune.store.read() as connection:
        each, many = CheckingEach(commune, connection), CheckingMany(commune, connection)
        for record, day in [*zip(records, days, strict=True), (None, "2025-06-01"), (None, "2000-01-01")]:
            one = Checking(commune, connection, record)
            others = [each.of_record(record)] if record else [many]
            for other in others:
                assert one.usual_largest() == other.usual_largest()
                assert one.audiences_before(day) == other.audiences_before(day)
                for group in ("service_worker", "student_upper_secondary", "women"):
                    assert one.reached_and_baseline(group, day) == other.reached_and_baseline(group, day)


def test_a_session_that_repeats_the_one_before_it_is_noticed_while_it_is_typed(commune: Desk) -> None:
    activities.save(commune, draft("propaganda_session"))
    again = draft("propaganda_session", hamlet="Tổ 9")
    assert [p.code for p in activities.check(commune, again)] == ["same_figures"]
    assert activities.check(commune, Draft("propaganda_session", {**again.values, "audiences": ()})) == []
