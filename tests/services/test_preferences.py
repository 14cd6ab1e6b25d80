"""Settings of a store: what may be set, what is refused, and what follows from it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models.errors import Refusal
from desktop.services import activities, history, preferences
from desktop.services.desk import Desk
from tests.records import draft


def test_the_post_stands_beside_what_is_written_from_then_on(commune: Desk) -> None:
    preferences.change(commune, {"post": " Công chức   Văn hóa - Xã hội "})
    assert commune.settings.post == "Công chức Văn hóa - Xã hội"
    record = activities.save(commune, draft("training")).id
    assert [step.by for step in history.of(commune, "training", record)] == ["Công chức Văn hóa - Xã hội"]


def test_an_empty_value_brings_the_usual_one_back(commune: Desk) -> None:
    preferences.change(commune, {"post": "Chủ tịch UBND", "tip_off_days": "10"})
    assert (commune.settings.post, commune.settings.tip_off_days) == ("Chủ tịch UBND", 10)
    preferences.change(commune, {"post": "", "tip_off_days": " "})
    assert (commune.settings.post, commune.settings.tip_off_days) == (None, 15)


@pytest.mark.parametrize(
    "post",
    [
        "Công chức Văn hóa - Xã hội",
        "Chủ tịch UBND",
        "Phó Chủ Tịch",
        "Trưởng Công an xã",
        "Cộng tác viên",
        "CC VHXH",
        "Bí Thư",
    ],
)
def test_titles_are_taken(post: str) -> None:
    assert preferences.read_post(post) == post


@pytest.mark.parametrize(
    "post",
    [
        "Đoàn Văn Hùng",
        "Nguyễn Thị Lan",
        "Công chức, ông Hùng",
        "Cán bộ 0912 345 678",
        "Lưu An",
        "cán bộ Giàng A Páo",
    ],
)
def test_names_and_numbers_of_people_are_refused(commune: Desk, post: str) -> None:
    with pytest.raises(Refusal, match="post_names_person"):
        preferences.change(commune, {"post": post})
    assert commune.settings.post is None


@pytest.mark.parametrize("value", ["0", "61", "-3", "mười", "1.5", "1e1"])
def test_other_things_than_days_are_refused(commune: Desk, value: str) -> None:
    with pytest.raises(Refusal, match="not_days"):
        preferences.change(commune, {"tip_off_days": value})
    assert commune.settings.tip_off_days == 15


@pytest.mark.parametrize(("name", "code"), [("cut_off", "fixed_setting"), ("machine_key", "unknown_setting")])
def test_what_others_set_is_refused_and_nothing_else_is_set(commune: Desk, name: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        preferences.change(commune, {"tip_off_days": "7", name: "20"})
    assert commune.settings.tip_off_days == 15
    assert commune.settings.cut_off == 14


def test_no_secret_can_be_read(commune: Desk) -> None:
    assert not any(
        "key" in name or "token" in name or "site" in name for name in preferences.readable(commune)
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text())
def test_any_text_is_taken_as_it_is_kept_or_refused(text: str) -> None:
    try:
        post = preferences.read_post(text)
    except Refusal:
        return
    assert post is None or preferences.read_post(post) == post


def test_the_folder_that_is_watched_must_be_there(commune: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="path_missing"):
        preferences.change(commune, {"inbox": str(tmp_path / "nowhere")})
    assert preferences.change(commune, {"inbox": str(tmp_path)}).inbox == str(tmp_path)
    assert preferences.change(commune, {"inbox": ""}).inbox is None
