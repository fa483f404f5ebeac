"""Contents behave like the bytes that they stand for."""

from __future__ import annotations

from hypothesis import given, strategies as st

from webapp.simulator.kernel.content import EMPTY, Blob, Content

PIECES = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 40), st.binary(max_size=20)),
        st.tuples(st.just("truncate"), st.integers(0, 60), st.just(b"")),
        st.tuples(st.just("append"), st.just(0), st.binary(max_size=20)),
    ),
    max_size=12,
)


@given(PIECES)
def test_writes_and_truncations_give_what_they_give_on_bytes(
    changes: list[tuple[str, int, bytes]],
) -> None:
    content, model = EMPTY, b""
    for what, at, data in changes:
        if what == "truncate":
            content, model = content.truncate(at), model[:at].ljust(at, b"\0")
        else:
            offset = len(model) if what == "append" else at
            content = content.write(offset, Content.of(data))
            if data:
                model = model.ljust(offset, b"\0")
                model = model[:offset] + data + model[offset + len(data) :]
    assert content.read() == model
    assert content.size == len(model)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_part_of_a_blob_reads_as_the_slice_of_the_whole(start: int, length: int) -> None:
    blob = Content.of_blob(Blob("seed", 4000, "tool"))
    assert blob.read(start, length) == blob.read()[start : start + length]


def test_a_hole_takes_no_room_on_the_disk() -> None:
    content = EMPTY.truncate(1 << 40).join(Content.of(b"end"))
    assert content.size == (1 << 40) + 3
    assert content.allocated == 3


def test_a_whole_blob_answers_with_the_digest_that_it_was_given() -> None:
    assert Content.of_blob(Blob("abc", 10)).digest == "abc"
    assert Content.of_blob(Blob("abc", 10)).truncate(5).digest != "abc"


def test_executables_of_an_image_name_their_program() -> None:
    blob = Content.of_blob(Blob("abc", 100, "busybox"))
    assert blob.program == "busybox"
    assert blob.join(Content.of(b"tail")).program == "busybox"
    assert Content.of(b"#!/bin/sh").program is None
