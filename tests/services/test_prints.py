"""Numbered prints: the same pages again, whatever happened since, and what changed since."""

import dataclasses
from pathlib import Path

import pypdf
import pytest

from desktop.models.errors import Refusal
from desktop.services import (
    activities,
    declaring,
    forms,
    indicators,
    locking,
    narrative,
    plans,
    printing,
    prints,
    sample,
    summary,
    typesetting,
)
from desktop.services.desk import Desk
from tests.records import draft


def printed(desk: Desk, name: str = "q3") -> int:
    """Print the summary of a period of 2025 and give the print's number."""
    period = desk.period(2025, name)
    built = summary.build(desk, period)
    return prints.keep(desk, printing.document(built), period, draft=built.draft).number


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


@pytest.fixture
def desk(commune: Desk) -> Desk:
    sample.sample(commune, 2025, 60, seed=3)
    return commune


def test_each_print_has_a_number_and_the_same_document_keeps_its_own(desk: Desk) -> None:
    assert [printed(desk), printed(desk), printed(desk, "q2"), printed(desk)] == [1, 1, 2, 1]
    assert [one.number for one in prints.listed(desk)] == [2, 1]


def test_a_print_after_a_change_is_another_one(desk: Desk) -> None:
    first = printed(desk)
    activities.save(desk, draft("propaganda_session", held_on=desk.period(2025, "q3").start))
    assert printed(desk) == first + 1


def test_printing_again_gives_the_same_pages_after_the_records_changed(desk: Desk, tmp_path: Path) -> None:
    number = printed(desk)
    before = prints.write(desk, number, tmp_path / "a.pdf").read_bytes()
    images = typesetting.pages(prints.again(desk, number), 40)
    activities.save(desk, draft("propaganda_session", held_on=desk.period(2025, "q3").start))
    assert prints.write(desk, number, tmp_path / "b.pdf").read_bytes() == before
    assert typesetting.pages(prints.again(desk, number), 40) == images


def test_printing_again_gives_the_same_pages_after_the_templates_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = printed(desk)
    before = typesetting.pages(prints.again(desk, number), 40)
    newer = {name: text.replace("20mm", "25mm") for name, text in typesetting._sources().items()}
    monkeypatch.setattr(typesetting, "_sources", lambda: newer)
    assert typesetting.pages(prints.again(desk, number), 40) == before
    period = desk.period(2025, "q3")
    assert typesetting.pages(printing.document(summary.build(desk, period)), 40) != before


def test_every_page_says_which_print_it_is(desk: Desk, tmp_path: Path) -> None:
    printed(desk, "q2")
    path = prints.write(desk, printed(desk), tmp_path / "p.pdf")
    for page in pypdf.PdfReader(path).pages:
        assert "Bản in số 2" in page.extract_text()


def test_a_print_is_kept_with_its_title_pages_and_time(desk: Desk, tmp_path: Path) -> None:
    number = printed(desk)
    (kept,) = prints.listed(desk)
    pages = pypdf.PdfReader(prints.write(desk, number, tmp_path / "p.pdf")).pages
    assert (kept.pages, kept.year, kept.period, kept.draft) == (len(pages), 2025, "q3", True)
    assert kept.title == "Kết quả công tác phòng, chống mại dâm quý III năm 2025"
    assert kept.made_at == desk.store.clock()


def test_nothing_has_changed_since_a_print_of_now(desk: Desk) -> None:
    assert prints.changes(desk, printed(desk)) == ()


def test_what_changed_since_names_the_line_the_column_and_both_figures(desk: Desk) -> None:
    number = printed(desk)
    before = summary.build(desk, desk.period(2025, "q3")).line("sessions")
    held = desk.period(2025, "q3").start
    activities.save(desk, draft("propaganda_session", held_on=held))
    found = {(one.line, one.column): one for one in prints.changes(desk, number)}
    assert isinstance(before.now, int)
    changed = found["sessions", "Kỳ này"]
    assert (changed.printed, changed.now) == (str(before.now), str(before.now + 1))
    assert changed.label == before.label
    assert ("sessions", "Lũy kế từ đầu năm") in found
    assert not [one for one in found if one[0] == "inspections"]


def test_a_line_that_came_or_went_since_is_told(commune: Desk) -> None:
    held = commune.period(2025, "q3").start
    number = printed(commune)
    saved = activities.save(commune, draft("propaganda_session", held_on=held))
    came = [one for one in prints.changes(commune, number) if one.line == "sessions.meeting"]
    assert came
    assert {one.printed for one in came} == {None}
    after = printed(commune)
    activities.delete(commune, "propaganda_session", saved.id, "thử")
    went = [one for one in prints.changes(commune, after) if one.line == "sessions.meeting"]
    assert went
    assert {one.now for one in went} == {None}


def test_a_print_that_never_was_is_refused(desk: Desk) -> None:
    for asked in (prints.again, prints.changes):
        with pytest.raises(Refusal, check=lambda refusal: refusal.code == "unknown_print"):
            asked(desk, 7)


def test_a_commune_prints_drafts_until_it_locks(commune: Desk) -> None:
    period = commune.period(2025, "q1")
    assert summary.build(commune, period).draft
    for section in locking.state(commune, period).sections:
        declaring.nothing_happened(commune, section.kind, period)
    locking.lock(commune, period)
    assert not summary.build(commune, period).draft


def test_a_file_that_cannot_be_written_leaves_no_print_behind(desk: Desk, tmp_path: Path) -> None:
    period = desk.period(2025, "q3")
    document = printing.document(summary.build(desk, period))
    with pytest.raises(Refusal):
        prints.keep(desk, document, period, draft=True, path=tmp_path / "nowhere" / "p.pdf")
    assert prints.listed(desk) == []
    assert prints.keep(desk, document, period, draft=True, path=tmp_path / "p.pdf").number == 1
    assert "Bản in số 1" in text_of(tmp_path / "p.pdf")


def test_a_report_in_words_is_a_print_of_its_own_and_compared_by_its_annex(desk: Desk) -> None:
    period = desk.period(2025, "q3")
    built = narrative.build(desk, period)
    kept = prints.keep(desk, narrative.document(built), period, draft=built.summary.draft)
    assert (kept.form, kept.number, printed(desk)) == (narrative.FORM, 1, 2)
    assert prints.changes(desk, kept.number) == ()
    activities.save(desk, draft("propaganda_session", held_on=period.start))
    assert ("sessions", "Kỳ này") in {(one.line, one.column) for one in prints.changes(desk, kept.number)}


def test_annexes_of_a_report_are_compared_too_and_its_parts_are_prints_of_their_own(desk: Desk) -> None:
    period = desk.period(2025, "q3")
    built = narrative.build(desk, period)
    names = [narrative.BODY, *(str(n) for n in range(1, 2 + len(built.annexes)))]
    documents = [narrative.document(built), *(narrative.part(built, name) for name in names)]
    kept = [prints.keep(desk, document, period, draft=True) for document in documents]
    assert [one.form for one in kept] == [narrative.FORM, *(f"{narrative.FORM}/{name}" for name in names)]
    assert len({one.title for one in kept}) == len(kept) - 1
    assert [prints.changes(desk, one.number) for one in kept] == [()] * len(kept)
    activities.save(desk, draft("establishment"))
    changed = [{one.line for one in prints.changes(desk, one.number)} for one in kept]
    target = next(
        one.target_id for one in indicators.compute(desk, period) if one.id == "establishments_inspected"
    )
    assert {"establishments", target} <= changed[0]
    assert changed[1] == set()
    assert "establishments" in changed[2]
    assert target in changed[3]


def test_a_plan_to_date_is_printed_and_compared_as_well(desk: Desk) -> None:
    period = plans.to_date(desk, 2025)
    document = printing.document(summary.build(desk, period))
    kept = prints.keep(desk, document, period, draft=False)
    assert (kept.year, kept.period) == (2025, "plan")
    assert prints.changes(desk, kept.number) == ()
    activities.save(desk, draft("propaganda_session", held_on=desk.period(2025, "q3").start))
    assert "sessions" in {one.line for one in prints.changes(desk, kept.number)}


def test_every_form_of_the_desk_is_printed_numbered_and_compared(desk: Desk) -> None:
    period = desk.period(2025)
    for number, form in enumerate(forms.listed(desk), start=1):
        document = forms.paper.document(forms.fill(desk, period, form))
        kept = prints.keep(desk, document, period, draft=True)
        assert (kept.number, kept.form) == (number, form.id)
        assert prints.changes(desk, kept.number) == ()


def test_a_print_of_a_form_that_has_other_columns_today_says_so(desk: Desk) -> None:
    period = desk.period(2025)
    document = forms.paper.document(forms.fill(desk, period, forms.of(desk, "plan_progress")))
    fewer = {**document.content, "figure_columns": ["Đạt (%)"]}
    kept = prints.keep(desk, dataclasses.replace(document, content=fewer), period, draft=True)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "print_of_another_form"):
        prints.changes(desk, kept.number)
