"""Histories of one record as honest and as broken machines would make them, for property tests."""

from hypothesis import strategies as st

from sync.changes import Change
from sync.merge import fold

RECORD = "5a" * 16
SITES = ("a" * 16, "b" * 16, "c" * 16)
FIELDS = ("title", "venue", "attendances")

values = st.one_of(st.integers(0, 2), st.sampled_from(["x", "y"]), st.none(), st.booleans())
settings_of_fields = st.one_of(
    st.dictionaries(st.sampled_from(FIELDS), values, min_size=1, max_size=2),
    st.sampled_from([{"deleted": True}, {"deleted": False}, {}, {"deleted": True, "title": "x"}]),
)


def change(site, seq, lamport, fields, based_on=()):
    return Change(
        site=site,
        seq=seq,
        lamport=lamport,
        kind="propaganda_session",
        record=RECORD,
        at="2025-03-04T08:00:00+07:00",
        set=dict(fields),
        based_on=tuple(based_on),
    )


@st.composite
def honest(draw, sites=3, steps=9):
    """What machines write that edit what they see and now and then see each other's changes."""
    known = {site: [] for site in SITES[:sites]}
    clock = dict.fromkeys(known, 0)
    seqs = dict.fromkeys(known, 0)
    written = []
    for _ in range(draw(st.integers(1, steps))):
        site = draw(st.sampled_from(list(known)))
        if draw(st.booleans()) and written:
            news = draw(st.lists(st.sampled_from(written), max_size=4, unique_by=lambda c: c.head))
            known[site] += [c for c in news if c not in known[site]]
            clock[site] = max([clock[site], *(c.lamport for c in known[site])])
        clock[site] += draw(st.integers(1, 2))
        seqs[site] += draw(st.integers(1, 3))
        heads = fold(known[site]).heads if known[site] else ()
        made = change(site, seqs[site], clock[site], draw(settings_of_fields), heads)
        known[site].append(made)
        written.append(made)
    return written


@st.composite
def broken(draw):
    """Any changes whatever: clocks that run back, circles, the same name twice."""
    heads = st.tuples(st.sampled_from(SITES), st.integers(1, 5)).map(lambda pair: f"{pair[0]}:{pair[1]}")
    made = st.builds(
        change,
        st.sampled_from(SITES),
        st.integers(1, 5),
        st.integers(1, 6),
        settings_of_fields,
        st.lists(heads, max_size=3, unique=True).map(sorted),
    )
    return draw(st.lists(made, min_size=1, max_size=8))


def counters(changes):
    """The Lamport counter each change counts with: within a site it rises."""
    counted, latest = {}, {}
    for c in sorted(changes, key=lambda c: c.seq):
        latest[c.site] = counted[c.head] = max(c.lamport, latest.get(c.site, 0) + 1)
    return counted


def ancestors(changes):
    """By definition, slowly: for each change the names of those it has seen, among those known."""
    by_name = {c.head: c for c in changes}
    lamport = counters(changes)
    seen = {name: set() for name in by_name}
    for name, c in by_name.items():
        limits = {c.site: c.seq - 1}
        for head in c.based_on:
            site, _, seq = head.partition(":")
            if site != c.site:
                limits[site] = max(limits.get(site, 0), int(seq))
        seen[name] = {
            n
            for n, other in by_name.items()
            if other.seq <= limits.get(other.site, 0) and lamport[n] < lamport[name]
        }
    grown = True
    while grown:
        grown = False
        for name, known in seen.items():
            more = known.union(*(seen[other] for other in known))
            grown = grown or len(more) > len(known)
            seen[name] = more
    return seen
