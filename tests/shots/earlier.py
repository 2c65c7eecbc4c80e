"""The set of pictures to compare with: one that is there, or of an earlier commit, taken by the camera of now."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.shots.camera import ADDRESSES
from tests.shots.portal import BASE_DIR

CAMERA = ("tests/shots", "tests/eyes.py", "tests/patience.py", "tests/plugins/browser.py")
KEPT = BASE_DIR / "build" / "shots-before"


def earlier_set(against: str, roles: Iterable[str], *, now: Path) -> Path:
    """The folder with the earlier pictures. Of a commit they are taken first, and kept in build/shots-before.

    Raises SystemExit for what is neither a set of pictures nor a commit.
    """
    folder = Path(against)
    if folder.is_dir():
        if folder.resolve() == now.resolve():
            raise SystemExit(f"{against} is where the new pictures go: move the earlier ones first.")
        if not (folder / ADDRESSES).exists():
            raise SystemExit(f"{against} holds no complete set of pictures.")
        return folder
    found = git("rev-parse", "--verify", "--quiet", f"{against}^{{commit}}")
    if found.returncode:
        raise SystemExit(f"{against} is no folder and no commit.")
    return photograph_commit(found.stdout.strip()[:12], roles)


def photograph_commit(commit: str, roles: Iterable[str]) -> Path:
    """Take the pictures of that code, in a work tree that is removed again. It runs with the packages of now."""
    kept = KEPT / commit
    with tempfile.TemporaryDirectory(prefix="shots-", dir="/tmp") as place:
        tree = Path(place) / "tree"
        git("worktree", "add", "--detach", str(tree), commit).check_returncode()
        try:
            for part in CAMERA:
                put(BASE_DIR / part, tree / part)
            print(f"photographing {commit} first", flush=True)
            command = [sys.executable, "-m", "tests.shots", *roles, "--into", str(kept), "--unseen"]
            subprocess.run(command, cwd=tree, check=False)
        finally:
            git("worktree", "remove", "--force", str(tree))
    if not (kept / ADDRESSES).exists():
        raise SystemExit(f"{commit} could not be photographed: see the lines above.")
    print(f"the pictures of {commit} are kept in {kept}: AGAINST={kept} compares with them again", flush=True)
    return kept


def put(source: Path, target: Path) -> None:
    """Put a file or folder of now in the place of the earlier one."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, target)


def git(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """A git command in this checkout, with what it prints."""
    return subprocess.run(["git", *arguments], cwd=BASE_DIR, capture_output=True, text=True, check=False)
