"""A line of a package is read in one way only, and within its limits."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync import canonical
from sync.changes import Change, decode_lines, encode_line, encode_lines
from sync.errors import PackageRefused
from sync.limits import MAX_NUMBER, MAX_TEXT, Limits
from tests.sync.samples import session, sessions

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_NUMBER, MAX_NUMBER) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def refusal(line, limits=None):
    with pytest.raises(PackageRefused) as refused:
        decode_lines(line, *([limits] if limits else []))
    return refused.value.code


def with_set(text):
    return encode_line(session(1, set={})).replace(b'"set":{}', b'"set":' + text.encode())


def test_changes_come_back_as_they_were():
    assert decode_lines(encode_lines(sessions(20))) == sessions(20)


def test_no_lines_are_no_changes():
    assert decode_lines(b"") == []


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True), json_values, max_size=4))
def test_any_values_come_back_as_they_were_and_as_any_json_reader_sees_them(fields):
    line = encode_line(session(1, set=fields))
    assert decode_lines(line) == [session(1, set=fields)]
    assert json.loads(line)["set"] == fields


@given(json_values)
def test_canonical_is_what_the_standard_library_writes_sorted_and_tight(value):
    expected = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical.encode(value) == expected.encode("utf-8")


@pytest.mark.parametrize("value", [1.5, {"a": [1.0]}, float("nan"), "\ud800"])
def test_canonical_refuses_what_has_no_one_spelling(value):
    with pytest.raises(ValueError):
        canonical.encode(value)


def test_unknown_kinds_and_fields_survive():
    line = encode_line(session(1, kind="kind_of_2031", set={"field_of_2031": {"deep": [1, None]}}))
    assert encode_lines(decode_lines(line)) == line


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1.0}',
        '{"a":1e2}',
        '{"a":-0}',
        '{"a":9007199254740992}',
        '{"a":123456789012345678901234567890}',
        '{"a":NaN}',
        '{"a":1,"a":1}',
        '{"b":1,"a":1}',
        '{"a": 1}',
        '{"a":"\\u0041"}',
        '{"a":"\\ud800"}',
        '{"A":1}',
        '{"":1}',
        '{"a b":1}',
        '{"a":[[[[[[1]]]]]]}'.replace("1", "[1]"),
        '{"a":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"a":' * 100 + "1" + "}" * 100,
        "[]",
        "null",
        '{"a":1}}',
    ],
)
def test_a_value_that_breaks_the_format_is_refused(text):
    assert refusal(with_set(text)) == "bad_content"


def test_the_deepest_nesting_is_read():
    assert decode_lines(with_set('{"a":[[[[[[1]]]]]]}'))[0].set == {"a": [[[[[[1]]]]]]}


def test_the_longest_text_is_read_and_one_more_is_refused():
    assert decode_lines(with_set(json.dumps({"a": "x" * MAX_TEXT}, separators=(",", ":"))))
    assert refusal(with_set(json.dumps({"a": "x" * (MAX_TEXT + 1)}, separators=(",", ":")))) == "bad_content"


@pytest.mark.parametrize(
    "other",
    [
        {"site": "g" * 16},
        {"site": "A" * 16},
        {"record": "5A" * 16},
        {"record": "5" * 31},
        {"seq": 0},
        {"lamport": 0},
        {"lamport": MAX_NUMBER + 1},
        {"kind": "Session"},
        {"kind": ""},
        {"at": "x" * 41},
        {"based_on": ("5170a0b1c2d3e4f5:2", "5170a0b1c2d3e4f5:1")},
        {"based_on": ("5170a0b1c2d3e4f5:1", "5170a0b1c2d3e4f5:1")},
        {"based_on": ("5170a0b1c2d3e4f5:0",)},
        {"based_on": ("5170a0b1c2d3e4f5:01",)},
        {"based_on": ("zz70a0b1c2d3e4f5:1",)},
        {"based_on": ("5170a0b1c2d3e4f5",)},
        {"based_on": tuple(f"5170a0b1c2d3e4f5:{n}" for n in range(100, 165))},
    ],
)
def test_a_name_or_number_that_breaks_the_format_is_refused(other):
    assert refusal(encode_line(session(1, **other))) == "bad_content"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line[:-1],
        lambda line: line + b"\n",
        lambda line: b" " + line,
        lambda line: line.replace(b"\n", b"\r\n"),
        lambda line: line.replace(b'"at":', b'"at": '),
        lambda line: line.replace(b'{"at"', b'{"also":1,"at"'),
        lambda line: line.replace(b'"based_on":[],', b""),
        lambda line: line.replace(b'"kind":"propaganda_session",', b""),
        lambda line: line.replace(b"meeting", b"meet\xffing"),
        lambda line: b"\xef\xbb\xbf" + line,
        lambda line: b"null\n" + line,
    ],
)
def test_a_line_spelled_in_another_way_is_refused(spoil):
    assert refusal(spoil(encode_line(session(1)))) == "bad_content"


@pytest.mark.parametrize("limits", [Limits(line=200), Limits(changes=4), Limits(values=30)])
def test_over_a_limit_is_too_large(limits):
    assert refusal(encode_lines(sessions(5)), limits) == "too_large"


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(1, 40))
def test_a_line_is_too_long_by_its_bytes_without_the_line_feed(lengths, most):
    lines = b"".join(b"x" * length + b"\n" for length in lengths)
    expected = "too_large" if max(lengths) > most else "bad_content"
    assert refusal(lines, Limits(line=most)) == expected


def test_the_name_of_a_change_is_its_site_and_number():
    assert session(7).head == "5170a0b1c2d3e4f5:7"


def test_a_change_is_a_value():
    assert session(1) == session(1)
    with pytest.raises(AttributeError):
        session(1).seq = 2
    assert Change.__struct_fields__[0] == "site"
