"""`make shots`: photographs of the pages with demo data, per role and width, and of the report page by page.

One page of each kind that the links lead to, as each demo account sees it. The pictures go to build/shots, with an index
page beside them. Each page is also looked at by axe, and may not be wider than its window: what is wrong is printed, and
makes the command fail. ROLES= photographs some roles only; AGAINST= compares with an earlier set, or with an earlier
commit, which is photographed first.
"""

import argparse
import shutil
import sys
from pathlib import Path

from tests.shots.portal import BASE_DIR, settle, standing_portal

BUILD = BASE_DIR / "build"


def main() -> int:
    """Take all pictures; the exit code is 0 when nothing is wrong with any page."""
    settle()
    from tests.shots.camera import ROLES, photograph, photograph_report, write_index
    from tests.shots.compared import compare, write_comparison
    from tests.shots.earlier import earlier_set

    parser = argparse.ArgumentParser(prog="make shots", description=__doc__)
    parser.add_argument("roles", nargs="*", metavar="role", help=f"only these of {', '.join(ROLES)}")
    parser.add_argument("--against", help="a folder with an earlier set, or a commit")
    parser.add_argument("--into", type=Path, default=BUILD / "shots", help="where the pictures go")
    parser.add_argument("--unseen", action="store_true", help="only photograph, and look for no faults")
    wanted = parser.parse_args()
    if unknown := set(wanted.roles) - set(ROLES):
        parser.error(f"there is no role {', '.join(sorted(unknown))}: choose from {', '.join(ROLES)}")
    before = earlier_set(wanted.against, wanted.roles, now=wanted.into) if wanted.against else None

    shutil.rmtree(wanted.into, ignore_errors=True)
    report = wanted.into / "rapport" / "rapport.pdf"
    report.parent.mkdir(parents=True)
    with standing_portal(report) as address:
        wrong = photograph(wanted.into, address, wanted.roles or ROLES, look=not wanted.unseen)
    photograph_report(report)
    write_index(wanted.into)
    print(f"the pictures are in {wanted.into}/index.html")
    if before:
        found = compare(before, wanted.into, pictures=BUILD / "shots-compared")
        print("\n".join(found.summary()))
        print(f"side by side in {write_comparison(found)}")
    if not wanted.unseen:
        print("\n".join(wrong) or "axe finds nothing, and no page is wider than its window")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
