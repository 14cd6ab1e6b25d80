import hashlib
import itertools

import pytest

from desktop import paths
from desktop.models import units
from desktop.models.errors import Refusal
from desktop.models.units import UnitSet

SHIPPED = {
    "2025.csv": "f10fe07740f4332f54de63cdb7b779ef4c2939b5685662d64a2b3402e3ae5694",
    "2024.csv": "20ffdbce2b0e55df9745a842153bd7b21cc05b8e96183de2a280cce9168abe4b",
    "2025-03.csv": "3551d8b7e5b5d9b3d6a8e86bc2f0a4057b00d2ec9b0863ca131f3ee1720b37af",
}


@pytest.mark.parametrize(
    ("dataset", "provinces", "districts", "communes"),
    [("2025", 34, 0, 3321), ("2025-03", 63, 696, 10035), ("2024", 63, 699, 10542)],
)
def test_every_data_set_is_complete(dataset: str, provinces: int, districts: int, communes: int):
    whole = UnitSet.load(dataset)
    counted = [len(list(whole.units(level))) for level in ("province", "district", "commune")]
    assert counted == [provinces, districts, communes]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_files_are_the_ones_that_were_validated(name: str):
    content = (paths.resources() / "units" / name).read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(content).hexdigest() == SHIPPED[name]


@pytest.mark.parametrize("dataset", ["2025", "2025-03", "2024"])
def test_every_unit_has_the_superior_unit_it_names(dataset: str):
    whole = UnitSet.load(dataset)
    for unit in whole.units():
        assert (unit.parent_ref is None) == (unit.level == "province")
        if unit.parent_ref:
            assert units.unit(unit.parent_ref).dataset == dataset


def test_a_recycled_code_is_another_unit_in_another_data_set():
    assert units.unit("03388@2025").full_name == "Phường Đoàn Kết"
    assert units.unit("03388@2025-03").full_name == "Phường Quyết Tiến"


def test_lai_chau_has_38_communes_since_the_reform():
    communes = units.communes_below("12@2025")
    assert len(communes) == 38
    assert {unit.level for unit in communes} == {"commune"}
    assert "03388@2025" in {unit.ref for unit in communes}


def test_three_tiers_have_districts_between():
    districts = units.children("12@2025-03")
    assert {unit.level for unit in districts} == {"district"}
    below = units.communes_below("12@2025-03")
    assert sorted(below, key=lambda u: u.ref) == sorted(
        (commune for district in districts for commune in units.communes_below(district.ref)),
        key=lambda u: u.ref,
    )
    assert units.tiers("12@2025-03") == 3
    assert units.tiers("12@2025") == 2


def test_a_commune_has_nothing_below_it():
    assert units.communes_below("03388@2025") == []


@pytest.mark.parametrize("ref", ["03388", "99999@2025", "03388@1999", "", "@2025", "12@"])
def test_a_unit_that_does_not_exist_is_refused(ref: str):
    with pytest.raises(Refusal) as refused:
        units.unit(ref)
    assert refused.value.code == "unknown_unit"
    assert refused.value.params == {"unit": ref}


def test_a_path_names_the_superior_units():
    assert units.path("03388@2025") == "Phường Đoàn Kết, tỉnh Lai Châu"
    assert units.path("03388@2025-03") == "Phường Quyết Tiến, thành phố Lai Châu, tỉnh Lai Châu"
    assert units.path("12@2025") == "Tỉnh Lai Châu"
    assert units.path("26734@2025-03").endswith("Quận 1, Thành phố Hồ Chí Minh")


def test_search_needs_no_marks_and_puts_the_best_first():
    found = units.search("doan ket", "2025")
    assert found[0].full_name.endswith("Đoàn Kết")
    assert "03388@2025" in {unit.ref for unit in found}
    assert units.search("ĐOÀN KẾT lai châu", "2025")[0].ref == "03388@2025"
    assert units.search("phường Đoàn Kết, tỉnh Lai Châu", "2025")[0].ref == "03388@2025"


def test_search_finds_a_code():
    assert units.search("03388", "2025")[0].ref == "03388@2025"


def test_search_keeps_to_the_level_and_the_limit():
    assert {unit.level for unit in units.search("lai chau", "2025", level="commune", limit=50)} == {"commune"}
    assert units.search("lai chau", "2025")[0].ref == "12@2025"
    assert len(units.search("tan", "2025", limit=5)) == 5
    assert units.search("  ", "2025") == []
    assert units.search("khong co ten nao nhu the", "2025") == []


def test_data_sets_follow_one_another_without_a_gap():
    sets = units.data_sets()
    assert [data_set.id for data_set in sets] == ["2024", "2025-03", "2025"]
    for one, following in itertools.pairwise(sets):
        assert one.valid_to is not None
        assert (following.valid_from - one.valid_to).days == 1
    assert units.current().valid_to is None


def test_an_unknown_data_set_is_refused():
    with pytest.raises(Refusal) as refused:
        UnitSet.load("1999")
    assert refused.value.code == "unknown_data_set"
