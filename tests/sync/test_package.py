"""A package is written whole, and used whole or not at all."""

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync import content, package
from sync.errors import PackageRefused
from sync.limits import Limits
from sync.package import file_name, read_header, write
from tests.sync.samples import (
    RECEIVER,
    SITE,
    STRANGER,
    UNIT,
    place,
    seal,
    sender,
    session,
    sessions,
)


def refusal(act, *arguments):
    with pytest.raises(PackageRefused) as refused:
        act(*arguments)
    return refused.value.code


def read(path):
    return read_header(path).unseal(RECEIVER)


def test_what_is_written_is_read(tmp_path):
    written = write(tmp_path, sender(), place(), sessions(30))
    opened = read(written.path)
    assert opened.changes == sessions(30)
    assert (opened.sha256, opened.content) == (written.sha256, written.content)
    assert (opened.manifest.first, opened.manifest.last, opened.manifest.count) == (1, 30, 30)
    assert opened.manifest.kinds == {"propaganda_session": 30}
    assert written.size == written.path.stat().st_size


def test_an_empty_range_is_a_package(tmp_path):
    opened = read(write(tmp_path, sender(), place(3, 41), []).path)
    assert (opened.changes, opened.manifest.first, opened.manifest.last) == ([], 41, 40)


def test_the_same_values_give_the_same_content_again(tmp_path):
    first = write(tmp_path, sender(), place(), sessions(3))
    again = write(tmp_path, sender(), place(), sessions(3))
    assert first.content == again.content
    assert first.sha256 != again.sha256
    assert first.path == again.path


def test_only_the_package_is_left_in_the_folder(tmp_path):
    written = write(tmp_path, sender(), place(), sessions(3))
    assert list(tmp_path.iterdir()) == [written.path]


def test_the_name_is_short_ascii_and_safe():
    assert file_name(UNIT, SITE, 8) == "soxa_03388_5170a0b1_000008.soxa"
    name = file_name("../../nul:" + "x" * 300 + "@2025", SITE, 999_999)
    assert name.isascii()
    assert len(name) < 120
    assert not set(name) & set('/\\:*?"<>|')


def test_outside_no_unit_no_count_and_no_name_can_be_read(tmp_path):
    written = write(tmp_path, sender(), place(), sessions(30))
    outside = written.path.read_bytes().split(b"\n")[0]
    header = json.loads(outside)
    assert b"03388" not in outside
    assert set(header) == {
        *("created_at", "enrolment", "format", "key", "min_reader", "recipient", "sequence"),
        *("sha256", "site", "size", "training", "type"),
    }
    assert header["recipient"] not in RECEIVER.recipient


def test_folders_with_vietnamese_names_are_written_to(tmp_path):
    folder = tmp_path / "Thẻ nhớ của chị Hoà" / "Báo cáo tháng 12"
    folder.mkdir(parents=True)
    assert read(write(folder, sender(), place(), sessions(1)).path).changes == sessions(1)


def test_a_package_for_another_desk_is_not_opened(tmp_path):
    written = write(tmp_path, sender(recipient=STRANGER.recipient), place(), sessions(1))
    assert refusal(read, written.path) == "not_for_us"


def test_a_folder_a_device_or_nothing_is_no_package(tmp_path):
    assert refusal(read, tmp_path) == "not_a_package"
    assert refusal(read, tmp_path / "nothing") == "not_a_package"
    assert refusal(read, Path(os.devnull)) == "not_a_package"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        (sessions(2, 2), place()),
        ([session(1), session(1)], place()),
        ([session(1, site="0" * 16)], place()),
        ([session(1, set={"a": 1.5})], place()),
        ([session(1, set={"a": "x" * 20_001})], place()),
        ([session(1, kind="No Kind")], place()),
        (sessions(1), place(1, previous="0" * 64)),
        (sessions(1), place(2, previous="")),
        (sessions(1, 5), place(2, 5, full=True)),
    ],
)
def test_what_no_reader_would_take_is_not_written(tmp_path, changes, where):
    assert refusal(write, tmp_path, sender(), where, changes) == "bad_content"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "limits",
    [Limits(package=900), Limits(content=900), Limits(changes=4), Limits(values=20), Limits(line=200)],
)
def test_what_is_over_a_limit_is_neither_written_nor_read(tmp_path, limits):
    assert refusal(write, tmp_path, sender(), place(), sessions(5), limits) == "too_large"
    assert not list(tmp_path.iterdir())
    path = write(tmp_path, sender(), place(), sessions(5)).path
    assert refusal(lambda: read_header(path, limits).unseal(RECEIVER, limits)) == "too_large"


def test_a_bit_flipped_at_any_byte_is_refused(tmp_path):
    path = tmp_path / "x.soxa"
    whole = write(tmp_path, sender(), place(), sessions(1)).path.read_bytes()
    for position in range(len(whole)):
        path.write_bytes(
            whole[:position] + bytes([whole[position] ^ 1 << position % 8]) + whole[position + 1 :]
        )
        assert refusal(read, path) in {"damaged", "forged", "not_a_package", "too_new"}, position


def test_a_package_cut_at_any_length_is_refused(tmp_path):
    path = tmp_path / "x.soxa"
    whole = write(tmp_path, sender(), place(), sessions(1)).path.read_bytes()
    path.write_bytes(b"")
    assert refusal(read, path) == "not_a_package"
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        assert refusal(read, path) == "damaged", length


def test_a_signed_body_that_was_spoiled_before_signing_is_refused(tmp_path):
    """The same, for a machine that signs whatever it has: what is inside is never trusted."""
    path = tmp_path / "x.soxa"
    written = write(tmp_path, sender(), place(), sessions(1))
    body = read_header(written.path).body
    for position in range(0, len(body), 2):
        spoiled = body[:position] + bytes([body[position] ^ 16]) + body[position + 1 :]
        path.write_bytes(seal(b"", body=spoiled))
        assert refusal(read, path) == "bad_content", position
        path.write_bytes(
            seal(b"", body=body[: position + 1]) if position < len(body) - 2 else seal(b"", body=b"x")
        )
        assert refusal(read, path) == "bad_content", position


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: b'{"created_at":' + tail))
def test_any_bytes_are_refused_in_words(tmp_path, data):
    path = tmp_path / "x.soxa"
    path.write_bytes(data)
    assert refusal(read, path) in {"damaged", "not_a_package"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_inside_are_refused_in_words(tmp_path, data):
    path = tmp_path / "x.soxa"
    path.write_bytes(seal(b"", compressed=data))
    assert refusal(read, path) == "bad_content"
    path.write_bytes(seal(data))
    assert refusal(read, path) == "bad_content"


@given(st.integers(0, 12), st.integers(1, 5), st.integers(60, 400), st.integers(17_000, 19_000))
def test_what_is_too_much_for_one_package_goes_into_several(count, most, values, size):
    limits = Limits(changes=most, values=values, content=size)
    parts = list(content.batches(sessions(count), limits))
    assert [change for part in parts for change in part] == sessions(count)
    for part in parts:
        assert 0 < len(part) <= most
        lines = content.encode_lines(part)
        assert len(lines) <= size
        assert content.count_values(lines) <= values


class FailingDisk:
    """Lets some calls through and then fails for ever, as a stick does that is pulled out."""

    def __init__(self, passes):
        self.passes = passes

    def __call__(self, real):
        def call(*arguments, **named):
            if self.passes == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            self.passes -= 1
            return real(*arguments, **named)

        return call


@pytest.mark.parametrize("passes", range(4))
def test_a_disk_that_fails_leaves_the_old_package_and_no_rest(tmp_path, monkeypatch, passes):
    old = write(tmp_path, sender(), place(), sessions(1))
    before = old.path.read_bytes()
    disk = FailingDisk(passes)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", disk(Path.open))
        patch.setattr(package.os, "fsync", disk(os.fsync))
        patch.setattr(Path, "read_bytes", disk(Path.read_bytes))
        patch.setattr(Path, "replace", disk(Path.replace))
        with pytest.raises(OSError, match="No space left"):
            write(tmp_path, sender(), place(), sessions(2))
    assert old.path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [old.path]


def test_a_medium_that_gives_back_other_bytes_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    assert refusal(write, tmp_path, sender(), place(), sessions(1)) == "damaged"
    assert not list(tmp_path.iterdir())
