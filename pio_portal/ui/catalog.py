"""Reads and compiles catalogs of translated texts, without GNU gettext, which a bare machine lacks."""

import ast
import re
import struct

WRITTEN = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\s*\n?)+)', re.MULTILINE)
MAGIC = 0x950412DE
CONTEXT = "\x04"

Texts = dict[tuple[str, ...], tuple[str, ...]]  # (context, text, plural or nothing): its translations


def read_po(text: str) -> Texts:
    """The texts of a catalog with their translations; those that are crossed out are not there."""
    found: Texts = {}
    for block in re.split(r"\n\s*\n", text):
        lines = "\n".join(line for line in block.splitlines() if not line.startswith("#"))
        parts = {name: _joined(quoted) for name, quoted in WRITTEN.findall(f"{lines}\n")}
        if "msgid" in parts:
            key = (parts.get("msgctxt", ""), parts["msgid"], parts.get("msgid_plural", ""))
            found[key] = tuple(value for name, value in parts.items() if name.startswith("msgstr"))
    return found


def mo_bytes(texts: Texts) -> bytes:
    """The catalog as programs read it."""
    entries = sorted(
        ((f"{context}{CONTEXT}" if context else "") + (f"{one}\0{many}" if many else one), "\0".join(translations))
        for (context, one, many), translations in texts.items()
        if all(translations)
    )
    pairs = [(key.encode(), value.encode()) for key, value in entries]
    start = 28 + 16 * len(pairs)
    table, data = [], b""
    for side in (0, 1):
        for pair in pairs:
            table.append(struct.pack("<2I", len(pair[side]), start + len(data)))
            data += pair[side] + b"\0"
    head = struct.pack("<7I", MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    return head + b"".join(table) + data


def _joined(quoted: str) -> str:
    return "".join(ast.literal_eval(piece) for piece in re.findall(r'"(?:[^"\\]|\\.)*"', quoted))
