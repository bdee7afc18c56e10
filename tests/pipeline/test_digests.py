"""Names of finished work: the same in every process for the same values, and others for others."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article
from newsclean.filters import shipped_rules
from newsclean.pipeline.digests import digest

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
PRINTED = """
from newsclean import Article
from newsclean.filters import shipped_rules
from newsclean.pipeline.digests import digest
print(digest(shipped_rules()[:50], frozenset({"a", "b", "c"}), Article("a", "One.", extra={"x": {"y", "z"}})))
"""


@given(values, values)
def test_different_values_have_different_names(one: object, other: object) -> None:
    assert (digest(one) == digest(other)) == (shown(one) == shown(other))


def shown(value: object) -> str:
    """A value as text, whatever the order of its keys."""
    if isinstance(value, dict):
        return f"{{{sorted((key, shown(own)) for key, own in value.items())}}}"
    return f"{[shown(one) for one in value]}" if isinstance(value, list) else repr(value)


def test_the_same_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", PRINTED], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
    assert told != {(digest(shipped_rules()[:50], frozenset(), Article("a", "One.")) + "\n").encode()}


def test_what_may_be_something_else_tomorrow_has_no_name() -> None:
    assert digest(os.path.join) == digest(os.path.join)
    with pytest.raises(TypeError, match="no name"):
        digest(lambda: None)
