"""Plans by the command line: listed, checked, loaded, written and chosen."""

import json
from pathlib import Path

import pytest

from desktop.services import plans
from tests.commands.conftest import Run

LAI_CHAU = "lai-chau-2021-2025"


@pytest.fixture(autouse=True)
def store(run: Run) -> None:
    """A commune's store."""
    assert run("new", "xa", "--desk", "commune", "--unit", "03388", "--training") == 0


def own_plan(threshold: float = 70) -> bytes:
    values = plans.values_of(plans.load(LAI_CHAU))
    values["id"] = "ke-hoach-xa"
    values["targets"][2]["threshold"] = threshold
    return json.dumps(values, ensure_ascii=False, indent=2).encode()


def test_a_plan_is_loaded_chosen_and_measured_by(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_bytes(own_plan())
    assert run("plan", "check", "plan.json") == 0
    assert run("plan", "load", "xa", "plan.json") == 0
    assert run("plan", "use", "xa", "ke-hoach-xa", LAI_CHAU) == 0
    (tmp_path / "plan.json").write_bytes(own_plan(5))
    assert run("plan", "load", "xa", "plan.json", "--from", "2025-07-01") == 0
    assert "bản 2, có hiệu lực từ ngày 01/07/2025" in capsys.readouterr().out
    for period, asked in (("h1", 70), ("year", 5)):
        capsys.readouterr()
        assert run("indicators", "xa", "--year", "2025", "--period", period, "--format", "json") == 0
        said = json.loads(capsys.readouterr().out)
        assert said["plan"] == "ke-hoach-xa"
        assert next(one["target"] for one in said["indicators"] if one["target_id"] == "LC3") == asked
    assert run("plan", "list", "xa") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines[:2]] == ["ke-hoach-xa", LAI_CHAU]
    assert "đang áp dụng, thứ 1" in lines[0]
    assert run("plan", "use", "xa") == 0
    assert "không kế hoạch nào" in capsys.readouterr().out


def test_a_wrong_file_is_told_line_by_line(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = own_plan(170).decode().replace('"operator": "="', '"operator": "≥"', 1)
    (tmp_path / "plan.json").write_text(content, encoding="utf-8")
    for arguments in (("check", "plan.json"), ("load", "xa", "plan.json")):
        assert run("plan", *arguments) == 1
        said = capsys.readouterr()
        lines = said.out.splitlines()
        assert len(lines) == 2
        for line in lines:
            number = int(line.removeprefix("dòng ").split(",")[0])
            assert "threshold" in content.splitlines()[number - 1] or "≥" in content.splitlines()[number - 1]
        assert said.err.startswith("Kế hoạch có 2 chỗ sai")


def test_a_plan_goes_out_and_comes_back(run: Run, tmp_path: Path) -> None:
    assert run("plan", "write", "xa", LAI_CHAU, "--out", "out.json") == 0
    assert plans.parse((tmp_path / "out.json").read_bytes()) == plans.load(LAI_CHAU)
    assert run("plan", "load", "xa", "out.json") == 1
    assert run("plan", "use", "xa", "none") == 1
    assert run("plan", "write", "xa", "none", "--out", "out.json") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("load", "xa"),
        ("write", "xa", LAI_CHAU),
        ("write", "xa", "--out", "x.json"),
        ("load", "xa", "plan.json", "--from", "1/7/2025"),
    ],
)
def test_a_command_that_lacks_something_is_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("plan", *arguments)
    assert ended.value.code == 2
