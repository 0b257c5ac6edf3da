"""What matching is measured against, in the same run on the same machine."""

from __future__ import annotations

from typing import Any

import numpy as np


def brute(firms: int, postings: int) -> None:
    """A dense product of 256 features a side in float32, and the ten best of every row and column."""
    rng = np.random.default_rng(1)
    left = rng.standard_normal((firms, 256), dtype=np.float32)
    right = rng.standard_normal((256, postings), dtype=np.float32)
    score = left @ right
    np.argpartition(score, -10, axis=1)
    np.argpartition(score, -10, axis=0)


def words_alone(firms: Any, postings: Any, tokens: int, rows: int | None = None) -> Any:
    """`sparse_dot_topn` on the words of both sides (`columns.Common`): the ten best by words alone.

    Returns a function, or None where the package is missing.
    """
    try:
        from scipy.sparse import csr_matrix
        from sparse_dot_topn import sp_matmul_topn
    except ImportError:
        return None

    def matrix(side: Any) -> Any:
        data = side.weights.astype(np.float32)
        return csr_matrix((data, side.tokens.items, side.tokens.starts), shape=(len(side), tokens))

    left, right = matrix(firms)[:rows], matrix(postings).T.tocsr()
    return lambda: sp_matmul_topn(left, right, top_n=10, n_threads=2)


def copied(megabytes: int = 256) -> None:
    """Copy that much memory once: the bandwidth of the machine."""
    np.copyto(_TARGET[: megabytes << 17], _SOURCE[: megabytes << 17])


_SOURCE, _TARGET = np.ones(256 << 17), np.empty(256 << 17)
_TARGET[:] = 0
