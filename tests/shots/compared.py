"""Two sets of pictures, compared: what appeared, what is gone, and how much of each picture changed."""

import html
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from tests.shots.camera import ADDRESSES

RED = (200, 0, 60)
UNSEEN = 2  # of the 255 steps of a colour: the browser rounds an edge not always alike, and no eye sees it
STYLE = (
    "body{font:16px sans-serif;margin:2rem}section{margin-block:2rem}img{border:1px solid #ccc;max-width:100%}"
    ".three{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem;align-items:start}"
)


@dataclass(frozen=True)
class Changed:
    """A picture that is not the same: the share of its pixels, and the address of its page, or both when it is another."""

    name: str
    share: float
    address: str


@dataclass(frozen=True)
class Comparison:
    """Names are paths within the set: role, width, page."""

    before: Path
    after: Path
    pictures: Path
    appeared: list[str]
    gone: list[str]
    changed: list[Changed]  # the most changed first
    equal: int

    def summary(self) -> list[str]:
        """A line per page that is not the same, with its widths, and one of all."""
        shares = {one.name: f" {one.share:.1%}" for one in self.changed}
        addresses = {page_of(one.name): f" {one.address}" for one in self.changed if one.address}
        lines = []
        for kind, names in (("appeared", self.appeared), ("gone", self.gone), ("changed", [*shares])):
            widths: dict[str, list[str]] = {}
            for name in names:
                widths.setdefault(page_of(name), []).append(Path(name).parent.name + shares.get(name, ""))
            lines += [f"{kind}: {page} ({', '.join(of)}){addresses.get(page, '')}" for page, of in widths.items()]
        counts = f"{len(self.changed)} changed, {len(self.appeared)} appeared, {len(self.gone)} gone"
        return [*lines, f"{counts}, {self.equal} equal"]


def compare(before: Path, after: Path, *, pictures: Path) -> Comparison:
    """Compare two sets, for the roles that are in the later one; what differs is drawn into `pictures`."""
    shutil.rmtree(pictures, ignore_errors=True)
    new = names_of(after)
    roles = {role_of(name) for name in new}
    old = {name for name in names_of(before) if role_of(name) in roles}
    addresses = addresses_of(before), addresses_of(after)
    changed = []
    for name in sorted(old & new):
        share = draw_difference(before / name, after / name, pictures / name)
        if share:
            page = page_of(name)
            both = dict.fromkeys(known[page] for known in addresses if page in known)
            changed.append(Changed(name, share, " → ".join(both)))
    changed.sort(key=lambda one: (-one.share, one.name))
    equal = len(old & new) - len(changed)
    return Comparison(before, after, pictures, sorted(new - old), sorted(old - new), changed, equal)


def names_of(folder: Path) -> set[str]:
    """The pictures of a set."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*.png")}


def addresses_of(folder: Path) -> dict[str, str]:
    """Which page was photographed of each kind; the first of a list may be another one later."""
    return json.loads((folder / ADDRESSES).read_text(encoding="utf-8"))


def role_of(name: str) -> str:
    """Who sees a picture."""
    return Path(name).parts[0]


def page_of(name: str) -> str:
    """The role and page of a picture, whatever its width."""
    return f"{role_of(name)}/{Path(name).stem}"


def draw_difference(before: Path, after: Path, target: Path) -> float:
    """The share of pixels that differ; when any does, the later picture is drawn pale, with those in red."""
    with Image.open(before) as one, Image.open(after) as other:
        old, new = one.convert("RGB"), other.convert("RGB")
    size = max(old.width, new.width), max(old.height, new.height)
    mask = Image.new("L", size, 255)  # what only one of them covers differs as well
    mask.paste(differing(old, new), (0, 0))
    number = mask.histogram()[255]
    if number:
        pale = Image.new("RGB", size, "white")
        pale.paste(Image.blend(new, Image.new("RGB", new.size, "white"), 0.7), (0, 0))
        pale.paste(RED, (0, 0), mask)
        target.parent.mkdir(parents=True, exist_ok=True)
        pale.save(target)
    return number / (size[0] * size[1])


def differing(old: Image.Image, new: Image.Image) -> Image.Image:
    """White where the pictures differ in any colour as far as both reach, by what can be seen."""
    both = (0, 0, min(old.width, new.width), min(old.height, new.height))
    red, green, blue = ImageChops.difference(old.crop(both), new.crop(both)).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue).point(lambda value: 255 if value > UNSEEN else 0)


def write_comparison(found: Comparison) -> Path:
    """The index page of a comparison: before, after and difference beside each other."""
    file = found.pictures / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    title = "Shots compared"
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f"<h1>{title}</h1><p>{found.summary()[-1]}: {html.escape(str(found.before))}, {html.escape(str(found.after))}</p>"
        f"{''.join(sections(found))}</html>"
    )
    file.write_text(text, encoding="utf-8")
    return file


def sections(found: Comparison) -> Iterator[str]:
    """What changed, the most first; then what came, and what is gone."""
    for one in found.changed:
        shown = (found.before, found.after, found.pictures)
        yield section(f"{one.name}: {one.share:.1%}", one.address, [folder / one.name for folder in shown], found)
    for kind, folder, names in (("appeared", found.after, found.appeared), ("gone", found.before, found.gone)):
        for name in names:
            yield section(f"{kind}: {name}", "", [folder / name], found)


def section(title: str, address: str, files: list[Path], found: Comparison) -> str:
    """Pictures under their title."""
    shown = "".join(image(os.path.relpath(file, found.pictures)) for file in files)
    return (
        f'<section><h2>{html.escape(title)}</h2><p>{html.escape(address)}</p><div class="three">{shown}</div></section>'
    )


def image(source: str) -> str:
    """One picture, that leads to itself."""
    return f'<a href="{html.escape(source)}"><img src="{html.escape(source)}" loading="lazy" alt=""></a>'
