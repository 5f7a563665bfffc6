"""The direction of dependencies: each layer imports only from those below it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = [
    {"errors", "model"},
    {"languages", "files", "notes", "markdown", "worddiff", "folding"},
    {"lemmas"},
    {"segmentation", "corpus", "wire", "matching"},
    {"po", "align", "disagreements", "importers", "comparing"},
    {"pivot"},
    {"formats", "versions"},
    {"store", "merging", "replacing", "pairs", "realigning", "studying", "drift", "splitting", "pictures"},
    {"quality"},
    {"wordlinks"},
    {"checks", "publishing", "samples", "progress", "reading", "revisions", "imports", "aligning"},
    {"glossary", "concordance", "collation"},
    {"renderings", "intake"},
    {"workspace"},
    {"commands"},
    {"cli", "webui"},
    {"__main__"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def part(path: Path) -> str:
    """Name the part of the system that a file belongs to."""
    top, *rest = path.relative_to(ROOT).parts
    return "webui" if top == "webui" else rest[1].removesuffix(".py")


def imports(path: Path) -> list[tuple[str, int]]:
    """List (part of the system, line) for everything a file imports."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" for a in node.names] if node.module == "hexapla" else [node.module]
        for name in names:
            head, *rest = name.split(".")
            if head in ("webui", "flask"):
                found.append(("webui", node.lineno))
            elif head == "hexapla" and rest and rest[0] in RANK:
                found.append((rest[0], node.lineno))
    return found


FILES = [p for p in [*ROOT.glob("src/hexapla/**/*.py"), *ROOT.glob("webui/**/*.py")] if part(p) != "__init__"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_from_lower_layers(path: Path):
    """Look at every import; only `cli` may reach sideways, to `webui`."""
    here = part(path)
    for name, line in imports(path):
        allowed = name == here or RANK[name] < RANK[here] or (here, name) == ("cli", "webui")
        assert allowed, f"{path.relative_to(ROOT)}:{line} imports {name}, which is not below {here}"
