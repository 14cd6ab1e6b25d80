"""Folding is a function of the set of changes, and loses nothing."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.merge import Folded, fast_forward, fold, overlay
from tests.sync.histories import SITES, ancestors, broken, change, counters, honest

A, B, C = SITES


def json_of(value):
    return json.dumps(value, sort_keys=True)


def test_one_change_is_the_record():
    only = change(A, 1, 1, {"title": "x", "venue": None})
    assert fold([only]) == Folded({"title": "x", "venue": None}, (f"{A}:1",), {}, False)


def test_a_later_change_wins_quietly():
    first = change(A, 1, 1, {"title": "x", "venue": "hall"})
    second = change(B, 1, 2, {"title": "y"}, [f"{A}:1"])
    assert fold([first, second]) == Folded({"title": "y", "venue": "hall"}, (f"{B}:1",), {}, False)


def test_concurrent_changes_of_different_fields_merge():
    first = change(A, 1, 1, {"title": "x"})
    left = change(A, 2, 2, {"title": "y"}, [f"{A}:1"])
    right = change(B, 1, 2, {"venue": "hall"}, [f"{A}:1"])
    folded = fold([right, left, first])
    assert folded.fields == {"title": "y", "venue": "hall"}
    assert folded.heads == (f"{A}:2", f"{B}:1")
    assert not folded.conflicts


def test_concurrent_changes_of_one_field_stay_visible_and_the_higher_counter_counts():
    first = change(A, 1, 1, {"title": "x"})
    left = change(A, 2, 3, {"title": "left"}, [f"{A}:1"])
    right = change(B, 1, 2, {"title": "right"}, [f"{A}:1"])
    folded = fold([first, left, right])
    assert folded.fields["title"] == "left"
    assert [(e["value"], e["change"]) for e in folded.conflicts["title"]] == [
        ("left", f"{A}:2"),
        ("right", f"{B}:1"),
    ]


def test_the_same_value_twice_is_no_conflict():
    assert not fold([change(A, 1, 1, {"title": "x"}), change(B, 1, 1, {"title": "x"})]).conflicts


def test_yes_and_one_are_different_values():
    assert "title" in fold([change(A, 1, 1, {"title": True}), change(B, 1, 1, {"title": 1})]).conflicts


def test_a_decision_ends_a_conflict():
    left, right = change(A, 1, 1, {"title": "left"}), change(B, 1, 1, {"title": "right"})
    decision = change(C, 1, 2, {"title": "right"}, [f"{A}:1", f"{B}:1"])
    assert fold([left, right, decision]) == Folded({"title": "right"}, (f"{C}:1",), {}, False)


def test_deleting_while_another_edits_is_asked_and_counts_as_deleted():
    first = change(A, 1, 1, {"title": "x"})
    deletion = change(A, 2, 2, {"deleted": True}, [f"{A}:1"])
    edit = change(B, 1, 5, {"title": "y"}, [f"{A}:1"])
    folded = fold([first, deletion, edit])
    assert folded.deleted
    assert folded.fields == {"title": "y"}
    assert [(e["value"], e["change"]) for e in folded.conflicts["deleted"]] == [
        (True, f"{A}:2"),
        (False, f"{B}:1"),
    ]


@pytest.mark.parametrize("keep", [True, False])
def test_the_question_whether_it_is_deleted_is_settled_by_one_change(keep):
    history = [
        change(A, 1, 1, {"title": "x"}),
        change(A, 2, 2, {"deleted": True}, [f"{A}:1"]),
        change(B, 1, 2, {"title": "y"}, [f"{A}:1"]),
        change(B, 2, 3, {"deleted": not keep}, [f"{A}:2", f"{B}:1"]),
    ]
    folded = fold(history)
    assert folded.deleted is not keep
    assert not folded.conflicts


def test_a_deleted_record_does_not_come_back_by_itself():
    first = change(A, 1, 1, {"title": "x"})
    deletion = change(A, 2, 2, {"deleted": True}, [f"{A}:1"])
    edit = change(B, 1, 9, {"title": "y"}, [f"{A}:2"])
    assert fold([first, deletion, edit]).deleted
    restored = change(B, 1, 9, {"deleted": False}, [f"{A}:2"])
    assert not fold([first, deletion, restored]).deleted


def test_two_who_delete_agree():
    both = [change(A, 1, 1, {"deleted": True}), change(B, 1, 1, {"deleted": True})]
    assert fold(both).deleted
    assert not fold(both).conflicts


def test_editing_what_one_knew_as_deleted_is_no_question():
    history = [
        change(A, 1, 1, {"deleted": True}),
        change(A, 2, 2, {"deleted": True}, [f"{A}:1"]),
        change(B, 1, 2, {"title": "y"}, [f"{A}:1"]),
    ]
    folded = fold(history)
    assert folded.deleted
    assert not folded.conflicts


def test_a_machine_that_counts_backwards_is_no_fast_forward():
    assert fast_forward((f"{A}:1",), change(B, 1, 6, {}, [f"{A}:1"]), lamport=5)
    assert not fast_forward((f"{A}:1",), change(B, 1, 5, {}, [f"{A}:1"]), lamport=5)
    assert not fast_forward((f"{A}:1", f"{C}:1"), change(B, 1, 6, {}, [f"{A}:1"]), lamport=5)


def test_undoing_a_deletion_while_another_deletes_again_stays_deleted_and_is_asked():
    history = [
        change(A, 1, 1, {"title": "x"}),
        change(A, 2, 2, {"deleted": True}, [f"{A}:1"]),
        change(B, 1, 9, {"deleted": False}, [f"{A}:2"]),
        change(C, 1, 3, {"deleted": True}, [f"{A}:2"]),
    ]
    folded = fold(history)
    assert folded.deleted
    assert [entry["value"] for entry in folded.conflicts["deleted"]] == [True, False]


def test_what_came_before_a_missing_change_is_seen_through_it():
    first = change(A, 1, 1, {"title": "x"})
    third = change(B, 1, 3, {"title": "z"}, [f"{A}:2"])
    assert fold([first, third]) == Folded({"title": "z"}, (f"{B}:1",), {}, False)


def test_a_long_linear_history_folds_in_linear_steps():
    history = [change(A, 1, 1, {"title": 0})]
    history += [change(A, n, n, {"title": n}, [f"{A}:{n - 1}"]) for n in range(2, 20_001)]
    assert fold(reversed(history)) == Folded({"title": 20_000}, (f"{A}:20000",), {}, False)


@given(honest(), st.randoms(use_true_random=False))
def test_order_and_repetition_of_honest_changes_do_not_matter(history, random):
    again = history + random.sample(history, len(history) // 2)
    random.shuffle(again)
    assert fold(again) == fold(history)


@given(broken(), st.randoms(use_true_random=False))
def test_order_and_repetition_of_broken_changes_do_not_matter(history, random):
    again = history + random.sample(history, len(history) // 2)
    random.shuffle(again)
    assert fold(again) == fold(history)
    assert fold(history).heads


@given(st.one_of(honest(), broken()), st.data())
def test_any_part_of_a_history_folds_as_defined(history, data):
    part = data.draw(st.lists(st.sampled_from(history), min_size=1, unique_by=lambda c: c.head))
    seen, lamport = ancestors(part), counters(part)
    folded = fold(part)
    everyone = set().union(*seen.values())
    assert folded.heads == tuple(sorted(set(seen) - everyone))
    for name in {name for c in part for name in c.set} - {"deleted"}:
        setters = [c for c in part if name in c.set]
        maximal = [c for c in setters if not any(c.head in seen[other.head] for other in setters)]
        winner = max(maximal, key=lambda c: (lamport[c.head], c.site, c.seq))
        assert json_of(folded.fields[name]) == json_of(winner.set[name])
        if len({json_of(c.set[name]) for c in maximal}) > 1:
            assert {entry["change"] for entry in folded.conflicts[name]} == {c.head for c in maximal}
            assert folded.conflicts[name][0]["change"] == winner.head
        else:
            assert name not in folded.conflicts


@given(honest(), st.data())
def test_any_part_of_a_history_is_deleted_as_defined(history, data):
    part = data.draw(st.lists(st.sampled_from(history), min_size=1, unique_by=lambda c: c.head))
    seen = ancestors(part)
    setters = [c for c in part if "deleted" in c.set]
    maximal = [c for c in setters if not any(c.head in seen[other.head] for other in setters)]
    folded = fold(part)
    assert folded.deleted == any(c.set["deleted"] for c in maximal)
    listed = {entry["change"] for entry in folded.conflicts.get("deleted", [])}
    if listed:
        assert {c.head for c in maximal} <= listed
        assert {entry["value"] for entry in folded.conflicts["deleted"]} == {True, False}
    if folded.deleted and not listed:
        assert all(c.set["deleted"] for c in maximal)
        for head in folded.heads:
            # Every head knew of a deletion, or is one.
            assert any(d.head == head or d.head in seen[head] for d in setters if d.set["deleted"])


@given(honest(), st.data())
def test_arriving_piece_by_piece_with_overlays_gives_the_same(history, data):
    arrived, state = [], None
    for incoming in data.draw(st.permutations(history)):
        known = () if state is None else state.heads
        lamport = max((c.lamport for c in arrived if c.head in known), default=0)
        arrived.append(incoming)
        if state is None:
            state = fold(arrived)
        elif not state.conflicts and fast_forward(known, incoming, lamport):
            state = overlay(state, incoming)
            assert state == fold(arrived)
        else:
            state = fold(arrived)
    assert state == fold(history)


@given(honest(sites=1))
def test_a_linear_history_is_all_overlays(history):
    state = fold(history[:1])
    for incoming in history[1:]:
        assert fast_forward(state.heads, incoming)
        state = overlay(state, incoming)
    assert state == fold(history)
    assert not state.conflicts


@given(honest())
def test_a_change_based_on_all_heads_settles_every_field_it_sets(history):
    folded = fold(history)
    decided = {name: "decided" for name in folded.conflicts if name != "deleted"}
    if "deleted" in folded.conflicts:
        decided["deleted"] = False
    last = max(c.lamport for c in history)
    decision = change("d" * 16, 1, last + 1, decided, folded.heads)
    settled = fold([*history, decision])
    assert not settled.conflicts
    assert settled.heads == (decision.head,)


@given(honest(sites=2, steps=5))
def test_every_order_of_a_short_history_gives_the_same(history):
    expected = fold(history)
    for order in itertools.islice(itertools.permutations(history), 120):
        assert fold(order) == expected
