"""Machines of a commune: replaced, lost, stolen, taken back, and what becomes of their packages."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker, exchange
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.exchange import MachineStanding
from sync import spoken
from tests.conftest import COMMUNE, PASSPHRASE, MakeDesk, clock
from tests.records import draft


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def refused(code: str) -> Any:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def record(desk: Desk, year: int) -> str:
    return activities.save(desk, draft("baseline", year=year)).id


def hand_in(desk: Desk, receiver: Desk, folder: Path) -> exchange.PackageReport:
    """The one package of what is new, received."""
    done = exchange.export(desk, folder)
    assert done is not None
    (report,) = exchange.receive(receiver, [done.path])
    return report


def the_machine(receiver: Desk, desk: Desk) -> MachineStanding:
    (found,) = [one for one in exchange.machines_below(receiver) if one.site == desk.settings.site]
    return found


def told(receiver: Desk, desk: Desk, folder: Path) -> exchange.ReceiptReport:
    exchange.write_receipts(receiver, folder)
    (report,) = exchange.read_receipts(desk, [folder])
    return report


def years(desk: Desk) -> set[Any]:
    with desk.store.read() as connection:
        return set(connection.exec_driver_sql("SELECT year FROM baseline").scalars())


@pytest.fixture
def second(make_desk: MakeDesk, joined: Desk, receiver: Desk, tmp_path: Path) -> Desk:
    """Another machine of the same commune."""
    desk = make_desk("second")
    exchange.join(desk, exchange.invite(receiver, COMMUNE, tmp_path / "second.soxa-invite"))
    return desk


def test_a_machine_is_listed_with_its_words_and_how_it_came(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    one = the_machine(receiver, joined)
    assert (one.unit, one.status, one.name, one.last_sequence) == (COMMUNE, "in_use", "", 1)
    assert one.words == spoken.words(one.key) and len(one.words) == 10
    assert (one.enrolled_on, one.invited_on) == (clock().date(), clock().date())
    assert (one.compared_on, one.compared_by) == (None, None)


def test_a_name_and_a_comparison_are_kept_with_the_post_of_whoever_noted_them(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    from desktop.services import preferences

    record(joined, 2021)
    hand_in(joined, receiver, stick)
    preferences.change(receiver, {"post": "Chuyên viên tổng hợp"})
    exchange.name_machine(receiver, joined.settings.site, "  Máy bộ phận một cửa ")
    exchange.note_compared(receiver, joined.settings.site)
    one = the_machine(receiver, joined)
    assert one.name == "Máy bộ phận một cửa"
    assert (one.compared_on, one.compared_by) == (clock().date(), "Chuyên viên tổng hợp")
    with refused("machine_names_person"):
        exchange.name_machine(receiver, joined.settings.site, "Máy ông Nguyễn Văn An 0912345678")
    with refused("machine_name_too_long"):
        exchange.name_machine(receiver, joined.settings.site, "máy " * 40)
    with refused("unknown_site"):
        exchange.note_compared(receiver, "ffff")


def test_of_a_stolen_machine_nothing_more_is_taken_in_and_what_came_before_stays(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    exchange.revoke_machine(receiver, joined.settings.site, "stolen", "mất cùng xe")
    record(joined, 2022)
    report = hand_in(joined, receiver, stick)
    assert (report.status, report.reason) == ("refused", "machine_revoked")
    assert years(receiver) == {2021}
    one = the_machine(receiver, joined)
    assert (one.status, one.why, one.reason, one.since) == (
        "revoked",
        "stolen",
        "mất cùng xe",
        clock().date(),
    )
    assert checker.verify(receiver).ok


def test_a_revoked_machine_is_told_and_told_nothing_else(joined: Desk, receiver: Desk, stick: Path) -> None:
    asked = record(joined, 2021)
    hand_in(joined, receiver, stick)
    exchange.ask(receiver, "baseline", asked, "Đề nghị kiểm tra lại.")
    exchange.revoke_machine(receiver, joined.settings.site, "lost")
    report = told(receiver, joined, stick)
    assert (report.revoked, report.questions) == (True, 0)
    assert exchange.fellows(joined) == []


def test_a_mistaken_revocation_is_taken_back_and_what_was_refused_comes_in(
    joined: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    exchange.revoke_machine(receiver, joined.settings.site, "lost")
    record(joined, 2022)
    assert hand_in(joined, receiver, stick).status == "refused"
    exchange.reinstate_machine(receiver, joined.settings.site, "tìm thấy trong tủ")
    (again,) = [one for one in exchange.receive(receiver, [stick]) if one.status == "accepted"]
    assert again.new == 1
    assert years(receiver) == {2021, 2022}
    assert told(receiver, joined, stick).revoked is False
    with refused("machine_not_closed"):
        exchange.reinstate_machine(receiver, joined.settings.site)


def test_the_other_machines_of_the_commune_learn_of_it(
    joined: Desk, second: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined, 2021)
    record(second, 2022)
    for desk in (joined, second):
        hand_in(desk, receiver, stick)
    exchange.name_machine(receiver, joined.settings.site, "Máy một cửa")
    exchange.revoke_machine(receiver, joined.settings.site, "stolen")
    report = told(receiver, second, stick)
    assert report.revoked is False
    lost = next(one for one in exchange.fellows(second) if one.site == joined.settings.site)
    assert (lost.status, lost.name) == ("revoked", "Máy một cửa")
    held = receiver.store
    with held.read() as connection:
        last = connection.exec_driver_sql(
            "SELECT max(last) FROM package WHERE site = ?", (bytes.fromhex(lost.site),)
        ).scalar()
    assert lost.takes(last) and not lost.takes(last + 1)


def test_a_replaced_machine_may_still_hand_in_what_it_wrote_before(
    joined: Desk, second: Desk, receiver: Desk, stick: Path
) -> None:
    record(joined, 2021)
    record(second, 2022)
    for desk in (joined, second):
        hand_in(desk, receiver, stick)
    record(joined, 2023)
    late = exchange.export(joined, stick)
    assert late is not None
    exchange.replace_machine(receiver, joined.settings.site, by=second.settings.site)
    (report,) = exchange.receive(receiver, [late.path])
    assert report.status == "accepted"
    joined.store.clock = lambda: clock() + datetime.timedelta(days=1)
    record(joined, 2024)
    after = hand_in(joined, receiver, stick)
    assert (after.status, after.reason) == ("refused", "machine_replaced")
    one = the_machine(receiver, joined)
    assert (one.status, one.successor) == ("replaced", second.settings.site)
    assert told(receiver, second, stick).status == "read"
    assert {one.status for one in exchange.fellows(second)} == {"replaced", "in_use"}


def test_a_machine_takes_the_place_of_the_one_its_invitation_names(
    joined: Desk, receiver: Desk, make_desk: MakeDesk, stick: Path, tmp_path: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    invited = exchange.invite_by_code(
        receiver, COMMUNE, tmp_path / "m.soxa-invite", replaces=joined.settings.site
    )
    new = make_desk("new")
    exchange.join(new, invited.path, code=invited.code)
    assert the_machine(receiver, joined).status == "in_use"
    record(new, 2022)
    hand_in(new, receiver, stick)
    before = the_machine(receiver, joined)
    assert (before.status, before.successor) == ("replaced", new.settings.site)


def test_what_a_machine_in_use_may_not_be_said_of(joined: Desk, receiver: Desk, stick: Path) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    site = joined.settings.site
    with refused("unknown_why"):
        exchange.revoke_machine(receiver, site, "bored")
    with refused("not_its_successor"):
        exchange.replace_machine(receiver, site, by=site)
    exchange.replace_machine(receiver, site)
    with refused("machine_closed"):
        exchange.replace_machine(receiver, site)
    exchange.revoke_machine(receiver, site, "lost")
    with refused("machine_closed"):
        exchange.revoke_machine(receiver, site, "stolen")
    with refused("not_receiving_desk"):
        exchange.machines_below(joined)


def test_a_stolen_key_is_revoked_under_every_site_and_a_new_invitation_makes_a_new_key(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    """The PC is stolen; the register comes back from its backup, with the key the thief has as well."""
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    record(joined, 2022)
    saved = backup.backup(joined, tmp_path / "b.soxa-backup")
    exchange.revoke_machine(receiver, joined.settings.site, "stolen")
    restored = backup.restore(saved, tmp_path / "restored", PASSPHRASE, clock=clock)
    try:
        report = hand_in(restored, receiver, stick)
        assert (report.status, report.reason) == ("refused", "machine_revoked")
        invited = exchange.invite_by_code(
            receiver, COMMUNE, tmp_path / "again.soxa-invite", replaces=joined.settings.site
        )
        stolen = restored.secret("machine_key")
        exchange.join(restored, invited.path, code=invited.code)
        assert restored.secret("machine_key") != stolen
        report = hand_in(restored, receiver, stick)
        assert report.status == "accepted"
        assert years(receiver) == {2021, 2022}
        assert the_machine(receiver, joined).status == "revoked"
        assert told(receiver, restored, stick).revoked is False
        assert checker.verify(receiver).ok
    finally:
        restored.close()


def test_a_package_lost_in_the_post_before_the_theft_is_taken_when_the_chain_proves_it(
    joined: Desk, receiver: Desk, tmp_path: Path
) -> None:
    posts = []
    for number, year in enumerate((2021, 2022, 2023)):
        folder = tmp_path / f"post{number}"
        folder.mkdir()
        record(joined, year)
        done = exchange.export(joined, folder)
        assert done is not None
        posts.append(done.path)
    exchange.receive(receiver, [posts[0], posts[2]])
    exchange.revoke_machine(receiver, joined.settings.site, "stolen")
    (report,) = exchange.receive(receiver, [posts[1]])
    assert report.status == "accepted"


def test_two_copies_of_one_register_at_work_are_suspected(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    saved = backup.backup(joined, tmp_path / "b.soxa-backup")
    receiver.store.clock = lambda: clock() + datetime.timedelta(days=1)
    copy = backup.restore(saved, tmp_path / "copy", PASSPHRASE, clock=clock)
    try:
        record(copy, 2022)
        hand_in(copy, receiver, stick)
        assert the_machine(receiver, joined).status == "in_use"
        assert the_machine(receiver, joined).kin == (copy.settings.site,)
        receiver.store.clock = lambda: clock() + datetime.timedelta(days=2)
        record(joined, 2023)
        hand_in(joined, receiver, stick)
        assert {one.status for one in exchange.machines_below(receiver)} == {"suspected"}
    finally:
        copy.close()


def test_an_invitation_holds_until_its_day_and_can_be_withdrawn(
    receiver: Desk, make_desk: MakeDesk, stick: Path, tmp_path: Path
) -> None:
    seen: set[str] = set()
    for number, code in enumerate(("invitation_expired", "invitation_withdrawn")):
        desk = make_desk(f"machine{number}")
        exchange.join(desk, exchange.invite(receiver, COMMUNE, tmp_path / f"{number}.soxa-invite", days=10))
        issued = next(one for one in exchange.invitations(receiver) if one.id not in seen)
        seen.add(issued.id)
        assert issued.expires_on == clock().date() + datetime.timedelta(days=10)
        if number:
            exchange.withdraw_invitation(receiver, issued.id[:8])
        else:
            receiver.store.clock = lambda: clock() + datetime.timedelta(days=11)
        record(desk, 2020 + number)
        report = hand_in(desk, receiver, stick)
        assert (report.status, report.reason) == ("refused", code)
        (issued,) = [one for one in exchange.invitations(receiver) if one.id == issued.id]
        assert issued.state == code.removeprefix("invitation_")
        receiver.store.clock = clock
    with refused("no_such_invitation"):
        exchange.withdraw_invitation(receiver, issued.id)
    with refused("not_invitation_days"):
        exchange.invite(receiver, COMMUNE, tmp_path / "x.soxa-invite", days=0)


def test_a_machine_that_joined_in_time_may_be_restored_after_its_invitation_is_over(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    saved = backup.backup(joined, tmp_path / "b.soxa-backup")
    receiver.store.clock = lambda: clock() + datetime.timedelta(days=300)
    restored = backup.restore(saved, tmp_path / "restored", PASSPHRASE, clock=clock)
    try:
        record(restored, 2022)
        assert hand_in(restored, receiver, stick).status == "accepted"
    finally:
        restored.close()


def test_a_code_opens_the_invitation_and_is_gone_once_it_is_used(
    receiver: Desk, commune: Desk, stick: Path, tmp_path: Path
) -> None:
    invited = exchange.invite_by_code(receiver, COMMUNE, tmp_path / "m.soxa-invite")
    assert invited.code is not None and spoken.is_code(invited.code)
    (issued,) = exchange.invitations(receiver)
    assert issued.code == invited.code
    assert invited.code.replace(" ", "") not in invited.path.read_text(encoding="utf-8")
    with refused("invitation_sealed"):
        exchange.join(commune, invited.path)
    first = str((int(invited.code[0]) + 1) % 10)
    with pytest.raises(Refusal) as wrong:
        exchange.join(commune, invited.path, code=first + invited.code[1:])
    assert (wrong.value.code, wrong.value.params["groups"]) == ("code_wrong_groups", "1")
    with refused("code_wrong"):
        exchange.join(commune, invited.path, code=spoken.new_code())
    assert commune.settings.receiver is None
    exchange.join(commune, invited.path, code=invited.code.replace(" ", "-"))
    record(commune, 2021)
    assert hand_in(commune, receiver, stick).status == "accepted"
    (issued,) = exchange.invitations(receiver)
    assert (issued.state, issued.code, issued.site) == ("used", None, commune.settings.site)


def test_joining_again_with_the_same_invitation_keeps_the_key(
    joined: Desk, receiver: Desk, stick: Path, tmp_path: Path
) -> None:
    key, site = joined.secret("machine_key"), joined.settings.site
    exchange.join(joined, tmp_path / "invitation.json")
    # Nothing was sent yet: another invitation just takes the place of the first.
    exchange.join(joined, exchange.invite(receiver, COMMUNE, tmp_path / "b.soxa-invite"))
    record(joined, 2021)
    hand_in(joined, receiver, stick)
    exchange.join(joined, tmp_path / "b.soxa-invite")
    assert (joined.secret("machine_key"), joined.settings.site) == (key, site)
    assert joined.settings.role == desks.COMMUNE
