"""A printed figure says which versions made it."""

import dataclasses
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest

from desktop.services import counts, forms, indicators, printing, summary
from desktop.services.desk import Desk
from desktop.services.forms import paper
from desktop.services.made_by import made_by

WORDS = summary.form()["words"]


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_counts_of_one_version_are_said_once() -> None:
    assert made_by(summary.form(), WORDS) == "Biểu mẫu bản 2; cách tính bản 1."


def test_a_count_of_another_version_is_told_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    known = counts.count_of

    def newer(name: str) -> Any:
        return dataclasses.replace(known(name), version=2) if name == "hotspots" else known(name)

    monkeypatch.setattr(counts, "count_of", newer)
    rows = next(group for group in summary.form()["groups"] if group["number"] == "II")["rows"]
    place = 1 + [row["count"] for row in rows].index("hotspots")
    assert made_by(summary.form(), WORDS) == f"Biểu mẫu bản 2; cách tính bản 1, riêng II.{place} bản 2."


def test_every_form_says_it_on_paper_in_excel_and_for_programs(commune: Desk, tmp_path: Path) -> None:
    period = commune.period(2025)
    for form in forms.listed(commune):
        filled = forms.fill(commune, period, form)
        assert filled.made_by.startswith(f"Biểu mẫu bản {form.version}")
        paper.pdf(filled, tmp_path / "p.pdf")
        assert filled.made_by in text_of(tmp_path / "p.pdf")
        assert paper.plain(filled)["made_by"] == filled.made_by
    printing.pdf(summary.build(commune, period), tmp_path / "s.pdf")
    assert "Biểu mẫu bản 2; cách tính bản 1." in text_of(tmp_path / "s.pdf")


def test_targets_are_told_with_the_version_of_plan_and_definition(commune: Desk) -> None:
    period = commune.period(2025)
    found = indicators.compute(commune, period)
    said = forms.fill(commune, period, forms.of(commune, "plan_progress")).made_by
    assert {one.version for one in found} == {"1.1"}
    assert said == "Biểu mẫu bản 1; bản kế hoạch và cách tính 1.1."
    newer = [msgspec.structs.replace(found[0], version="2.1"), *found[1:]]
    assert made_by({"version": 1, "columns": []}, WORDS, newer).endswith(
        f"1.1, riêng {found[0].target_id} bản 2.1."
    )
