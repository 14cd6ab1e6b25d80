"""Who may come in, and what continues what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.admission import (
    Closed,
    IssuedInvitation,
    KnownMachine,
    Ledger,
    admit,
    admit_header,
    admit_records,
    held_upto,
    missing,
)
from sync.changes import encode_line
from sync.errors import PackageRefused
from sync.package import read_header, write
from tests.sync.samples import (
    MACHINE,
    OTHER_MACHINE,
    OTHER_SITE,
    OTHER_UNIT,
    RECEIVER,
    SITE,
    STRANGER,
    TOKEN,
    UNIT,
    enrolment,
    place,
    sender,
    session,
    sessions,
)

INVITED = IssuedInvitation(TOKEN, UNIT)
ENROLLED = KnownMachine(MACHINE.public, UNIT)


@pytest.fixture
def made(tmp_path):
    def make(sequence=1, first=1, **of_sender):
        written = write(tmp_path, sender(**of_sender), place(sequence, first), sessions(2, first))
        return read_header(written.path).unseal(RECEIVER)

    return make


def refusal(package, ledger):
    with pytest.raises(PackageRefused) as refused:
        admit(package, ledger)
    return refused.value.code


def test_the_first_package_enrols_an_invited_machine(made):
    package = made()
    assert admit_header(package.header, Ledger(training=False, invitation=INVITED)) == UNIT
    assert admit(package, Ledger(training=False, invitation=INVITED)) == "new"


def test_whichever_package_arrives_first_enrols(made):
    assert admit(made(7, 13), Ledger(training=False, invitation=INVITED)) == "new"


def test_an_enrolled_machine_needs_no_invitation(made):
    assert admit(made(), Ledger(training=False, machine=ENROLLED)) == "new"


def test_a_machine_nobody_invited_is_unknown(made):
    assert refusal(made(), Ledger(training=False)) == "unknown_machine"


def test_a_wrong_proof_is_no_proof(made):
    other = enrolment(key=OTHER_MACHINE)
    assert refusal(made(enrolment=other), Ledger(training=False, invitation=INVITED)) == "unknown_machine"


def test_another_key_for_a_known_machine_is_forged(made):
    ledger = Ledger(training=False, machine=KnownMachine(OTHER_MACHINE.public, UNIT), invitation=INVITED)
    assert refusal(made(), ledger) == "forged"


def test_an_invitation_enrols_one_machine(made):
    used = IssuedInvitation(TOKEN, UNIT, used_by=OTHER_SITE)
    assert refusal(made(), Ledger(training=False, invitation=used)) == "invitation_used"
    again = IssuedInvitation(TOKEN, UNIT, used_by=SITE)
    assert admit(made(), Ledger(training=False, invitation=again)) == "new"


def test_a_machine_reports_for_its_own_unit(made):
    package = made(unit=OTHER_UNIT)
    assert refusal(package, Ledger(training=False, machine=ENROLLED)) == "wrong_unit"
    assert refusal(package, Ledger(training=False, invitation=INVITED)) == "wrong_unit"


@pytest.mark.parametrize("training", [True, False])
def test_practice_and_real_do_not_mix(made, training):
    package = made(training=training)
    assert admit(package, Ledger(training=training, machine=ENROLLED)) == "new"
    assert refusal(package, Ledger(training=not training, machine=ENROLLED)) == "training_mismatch"


def test_the_same_content_again_is_a_duplicate_even_in_another_file(made):
    first, again = made(), made()
    assert first.sha256 != again.sha256
    assert admit(again, Ledger(training=False, machine=ENROLLED, same=first.content)) == "duplicate"


def test_other_content_under_the_same_number_is_a_fork(made):
    assert refusal(made(), Ledger(training=False, machine=ENROLLED, same="0" * 64)) == "forked"


def test_a_chain_holds_in_both_directions(made):
    package = made(2, 3)
    good = {"training": False, "machine": ENROLLED}
    assert admit(package, Ledger(**good, before="0" * 64, after=package.content)) == "new"
    assert refusal(package, Ledger(**good, before="1" * 64)) == "chain_broken"
    assert refusal(package, Ledger(**good, after="1" * 64)) == "chain_broken"


def test_no_change_is_left_out_between_two_packages(made):
    package = made(2, 3)
    good = {"training": False, "machine": ENROLLED}
    assert admit(package, Ledger(**good, before_last=2, after_first=5)) == "new"
    assert admit(package, Ledger(**good, before_last=9, after_first=1)) == "new"
    assert refusal(package, Ledger(**good, before_last=1)) == "chain_broken"
    assert refusal(package, Ledger(**good, after_first=6)) == "chain_broken"


def test_a_commune_changes_no_record_of_another(made):
    package = made()
    own, other = (change.record for change in package.changes)
    enrolled = {SITE: UNIT, OTHER_SITE: OTHER_UNIT}
    admit_records(package, {}, enrolled)
    admit_records(package, {own: UNIT, "5e" * 16: OTHER_UNIT}, enrolled)
    for owners, sites in (({own: UNIT, other: OTHER_UNIT}, enrolled), ({}, {SITE: OTHER_UNIT})):
        with pytest.raises(PackageRefused) as refused:
            admit_records(package, owners, sites)
        assert refused.value.code == "wrong_unit"


def test_a_package_for_another_desk_is_called_that_whoever_sent_it(made):
    package = made()
    assert refusal(package, Ledger(training=False, recipient=STRANGER.recipient)) == "not_for_us"
    assert refusal(package, Ledger(training=False, recipient=RECEIVER.recipient)) == "unknown_machine"


class Desk:
    """The smallest receiving desk: what it remembers of packages, and the changes it holds."""

    def __init__(self):
        self.machine = None
        self.received = {}
        self.changes = set()

    def receive(self, package):
        place = package.header.sequence
        near = [self.received.get(place + step) for step in (0, -1, 1)]
        same, before, after = near
        verdict = admit(
            package,
            Ledger(
                training=False,
                machine=self.machine,
                invitation=INVITED,
                same=same and same.content,
                before=before and before.content,
                after=after and after.manifest.previous,
                before_last=before and before.manifest.last,
                after_first=after and after.manifest.first,
            ),
        )
        self.machine = KnownMachine(package.header.key, UNIT)
        self.received[place] = package
        self.changes |= {encode_line(change) for change in package.changes}
        return verdict


@pytest.fixture(scope="module")
def chain(tmp_path_factory):
    folder, made, previous = tmp_path_factory.mktemp("chain"), [], ""
    for sequence, (first, count) in enumerate([(1, 2), (3, 0), (3, 3), (1, 7), (8, 1)], 1):
        where = place(sequence, first, previous=previous, full=first == 1 and sequence > 1)
        written = write(folder, sender(), where, sessions(count, first))
        previous = written.content
        made.append(read_header(written.path).unseal(RECEIVER))
    return made


@given(st.data())
def test_packages_in_any_order_and_number_give_the_same(chain, data):
    desk = Desk()
    arriving = data.draw(st.permutations(chain)) + data.draw(st.lists(st.sampled_from(chain), max_size=5))
    for number, package in enumerate(arriving):
        assert desk.receive(package) == ("new" if number < len(chain) else "duplicate")
    assert desk.changes == {encode_line(session(seq)) for seq in range(1, 9)}
    assert missing(ranges_of(desk.received.values())) == []
    assert held_upto(ranges_of(desk.received.values()).values()) == 8


def ranges_of(packages):
    return {package.header.sequence: (package.manifest.first, package.manifest.last) for package in packages}


def test_missing_numbers_are_named():
    one_each = {number: (number, number) for number in (1, 2, 4, 7)}
    assert missing(one_each) == [3, 5, 6]
    assert missing({}) == []
    assert missing({4: (1, 4), 7: (7, 7)}) == [5, 6]
    assert missing({4: (4, 4), 7: (1, 7)}) == []


def test_a_package_whose_changes_came_with_another_is_not_missed():
    assert missing({1: (1, 5), 3: (4, 9)}) == []
    assert missing({1: (1, 5), 3: (6, 5), 4: (6, 9)}) == []
    assert missing({1: (1, 5), 3: (7, 9)}) == [2]


@given(st.data())
def test_what_is_missing_is_named_until_everything_is_held(data):
    """Packages of everything since some point that was acknowledged, any of them lost."""
    packages, last = {}, 0
    for sequence in range(1, data.draw(st.integers(1, 8)) + 1):
        first = data.draw(st.integers(1, last + 1))
        last += data.draw(st.integers(0, 3))
        packages[sequence] = (first, last)
    arrived = {number: packages[number] for number in data.draw(st.sets(st.sampled_from(sorted(packages))))}
    held, newest = held_upto(arrived.values()), max((upto for _, upto in arrived.values()), default=0)
    assert bool(missing(arrived)) == (held < newest)
    while asked := missing(arrived):
        assert not set(asked) & set(arrived)
        arrived |= {number: packages[number] for number in asked}
    assert held_upto(arrived.values()) == newest


def test_the_secret_of_an_invitation_is_not_shown():
    assert TOKEN not in repr(Ledger(training=False, invitation=INVITED))


def test_of_a_stolen_machine_no_other_content_comes_in_under_an_old_number(made):
    """It would be a fork, which is taken in beside the first line: not of a machine that is revoked."""
    package = made()
    stolen = KnownMachine(MACHINE.public, UNIT, Closed("machine_revoked", 9))
    assert admit(package, Ledger(training=False, machine=stolen, same=package.content)) == "duplicate"
    assert refusal(package, Ledger(training=False, machine=stolen, same="0" * 64)) == "machine_revoked"
    assert admit(package, Ledger(training=False, machine=stolen, after=package.content)) == "new"
    assert refusal(package, Ledger(training=False, machine=stolen, after="0" * 64)) == "machine_revoked"
