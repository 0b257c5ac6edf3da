"""A forest of coded nodes that know their parent."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, Protocol, TypeVar


class Node(Protocol):
    """What a tree needs to know of a node."""

    @property
    def code(self) -> str: ...
    @property
    def parent(self) -> str | None: ...


T = TypeVar("T", bound=Node)


class Tree(Generic[T]):
    """Nodes by code, iterating in sorted order; an unknown code has no ancestors, children or descendants."""

    def __init__(self, nodes: Iterable[T]) -> None:
        by_code = {node.code: node for node in nodes}
        self._nodes: Mapping[str, T] = {code: by_code[code] for code in sorted(by_code)}
        children: dict[str, list[str]] = {}
        for node in self._nodes.values():
            if node.parent is not None:
                children.setdefault(node.parent, []).append(node.code)
        self._children = {code: tuple(codes) for code, codes in children.items()}
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, code: str) -> T:
        return self._nodes[code]

    def get(self, code: str) -> T | None:
        """Return the node, or None for an unknown code."""
        return self._nodes.get(code)

    def __contains__(self, code: object) -> bool:
        return code in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def values(self) -> Iterable[T]:
        """Return the nodes in code order."""
        return self._nodes.values()

    def roots(self) -> tuple[str, ...]:
        """Return the codes without a parent."""
        return tuple(code for code, node in self._nodes.items() if node.parent is None)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the path of codes, root first, ending with the code itself; () for an unknown code."""
        known = self._ancestors.get(code)
        if known is not None:
            return known
        node = self._nodes.get(code)
        if node is None:
            return ()
        path = (*(self.ancestors(node.parent) if node.parent is not None else ()), code)
        self._ancestors[code] = path
        return path

    def children(self, code: str) -> tuple[str, ...]:
        """Return the codes directly below, sorted."""
        return self._children.get(code, ())

    def descendants(self, code: str) -> tuple[str, ...]:
        """Return the code itself and everything below it, parents before their children; () if unknown."""
        if code not in self._nodes:
            return ()
        found = [code]
        for below in found:
            found.extend(self._children.get(below, ()))
        return tuple(found)

    def is_within(self, code: str, ancestor: str) -> bool:
        """Say whether `ancestor` is the code itself or stands above it."""
        return ancestor in self.ancestors(code)
