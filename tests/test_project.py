"""The project itself: README, continuous integration, imports and layout agree."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import newsclean

PACKAGE = Path(str(files("newsclean")))
# Which rooms each room may import from: the floors of docs/architecture.md, from the ground up.
GROUND = {"errors", "lines", "text", "article", "words", "background"}
VALUES = GROUND | {"formats", "neardup", "canonical"}
ROOMS: dict[str, set[str]] = {
    **dict.fromkeys(sorted(GROUND), GROUND),
    **dict.fromkeys(["extraction", "filters", "neardup", "canonical"], GROUND),
    "formats": VALUES,
    "report": VALUES,
    "explanation": VALUES,
    "evaluation": VALUES,
    "progress": GROUND,
    "workers": GROUND,
    "pipeline": VALUES | {"progress", "workers", "extraction", "filters", "report"},
    "stages": VALUES | {"progress", "filters", "pipeline"},
    "index": VALUES | {"filters"},
    "adding": VALUES | {"index", "pipeline"},
    "watching": VALUES | {"adding", "index", "pipeline"},
    "cli_parts": VALUES | {"explanation"},
    "cli_rules": VALUES | {"cli_parts", "evaluation", "explanation", "filters"},
    "cli_duplicates": VALUES | {"cli_parts", "stages"},
    "cli_stories": VALUES | {"cli_parts", "stages"},
    "cli_export": VALUES | {"cli_parts"},
    "cli_index": VALUES | {"cli_parts", "cli_rules", "adding", "index", "pipeline"},
    "cli_watch": VALUES | {"cli_parts", "cli_index", "watching"},
    "cli_progress": {"progress", "pipeline"},
    "cli": VALUES
    | {"progress", "cli_progress", "workers", "cli_parts", "cli_rules", "cli_duplicates", "cli_stories", "cli_export"}
    | {"cli_index", "cli_watch"}
    | {"pipeline", "stages", "explanation", "report", "extraction", "filters"},
}


def code_blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def test_readme_and_continuous_integration_run_the_same_two_commands(root: Path) -> None:
    commands = [block.strip() for block in code_blocks(root / "README.md", "sh")][:2]
    assert all(len(command.splitlines()) == 1 and command.startswith("pip install") for command in commands)
    assert len(commands) == 2
    run = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [line for line in run if line in commands] == commands


def test_readme_shows_what_a_run_gives(root: Path, tmp_path: Path) -> None:
    """Every line of its output blocks is one of the table, or of the explanation that it names."""

    def lines(*arguments: str) -> set[str]:
        done = subprocess.run(
            [str(Path(sys.executable).parent / "newsclean"), *arguments], capture_output=True, text=True, timeout=120
        )
        return {" ".join(line.split()) for line in done.stdout.splitlines()}

    out = str(tmp_path / "out")
    given = lines("run", str(root / "seeds"), "--out", out) | lines("explain", out, "002_009428f2213d99f4")
    shown = [" ".join(line.split()) for block in code_blocks(root / "README.md", "text") for line in block.splitlines()]
    assert shown
    assert [line for line in shown if line not in given] == []
    readme = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    stories = [json.loads(line) for line in (tmp_path / "out" / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(story["title"] in readme for story in stories)
    assert f"{len(stories[0]['segments'])} sentences" in readme


def test_the_python_of_the_readme_runs(root: Path) -> None:
    blocks = code_blocks(root / "README.md", "python")
    assert blocks
    for block in blocks:
        done = subprocess.run([sys.executable, "-c", block], cwd=root, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", ["duplicates.md", "index.md", "runs.md", "stories.md"])
def test_the_first_example_of_a_page_gives_what_stands_below_it(root: Path, page: str) -> None:
    code, *_ = code_blocks(root / "docs" / page, "python")
    shown, *_ = code_blocks(root / "docs" / page, "text")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == (shown, "")


def test_top_level_has_these_entries_and_no_others(root: Path) -> None:
    git = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, timeout=60)  # noqa: S607
    if git.returncode:
        pytest.skip("this is no git checkout, so what belongs to it cannot be told")
    entries = {line.partition("/")[0] for line in git.stdout.splitlines()}
    visible = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "seeds", "src", "tests", "benchmarks", "docs"}
    assert {entry for entry in entries if not entry.startswith(".")} == visible


def test_public_names_load_when_asked_for() -> None:
    assert newsclean.__all__ == sorted(newsclean.__all__)
    for name in newsclean.__all__:
        assert getattr(newsclean, name).__name__ or name == "Filter"
        assert name in dir(newsclean)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = newsclean.nothing


def test_importing_is_cheap() -> None:
    """Nothing heavy is loaded before it is used."""
    heavy = "numpy scipy datasketch trafilatura lxml rich jinja2 cattrs regex click"
    code = f"import sys, newsclean; print([name for name in {heavy.split()!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60).stdout.strip() == "[]"


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(module: Path) -> None:
    room = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("newsclean."):
            other = (node.module or "").split(".")[1]
            assert other == room or other in ROOMS[room], f"{room} imports {node.module}"


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_fit_in_the_head(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300
