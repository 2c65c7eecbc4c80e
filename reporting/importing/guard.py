"""Looks at a workbook before it is opened, in little memory: what opens it keeps whole texts and rows at once."""

from zipfile import ZipFile, ZipInfo

from reporting.importing.faults import Unreadable

CONTENTS = "[Content_Types].xml"
SHEETS, TEXTS = "xl/worksheets/", "xl/sharedstrings.xml"
MOST_TEXT = 64 * 1024 * 1024  # of all texts together: they are kept while the rows are read
MOST_ELSE = 16 * 1024 * 1024  # of any other part that is no sheet, such as the styles
MOST_ROWS = 1_048_576  # as in Excel
LONGEST_TEXT = 1024 * 1024  # of one cell; Excel allows 32,767 characters
LONGEST_ROW = 8 * 1024 * 1024
BLOCK = 256 * 1024
NO_WORKBOOK = (
    "Dit bestand is geen Excel-werkboek, ook al heet het zo. "
    "Verwacht: een werkboek dat Excel of LibreOffice bewaarde als .xlsx, of een zip met CSV-bestanden."
)
TOO_LARGE = (
    "In dit werkboek staat een cel, een rij of een onderdeel dat veel te groot is. "
    "Verwacht: cellen van hoogstens 32.767 tekens, zoals in Excel, en alleen de tabellen van het programma."
)


def check_workbook(archive: ZipFile) -> None:
    """Raises Unreadable, with a sentence, for what is no workbook and for what would fill the memory."""
    members = [member for member in archive.infolist() if member.filename.lower().endswith((".xml", ".rels"))]
    if CONTENTS not in {member.filename for member in members}:
        raise Unreadable(NO_WORKBOOK)
    for member in members:
        name = member.filename.lower()
        is_sheet = name.startswith(SHEETS)
        if not is_sheet and member.file_size > (MOST_TEXT if name == TEXTS else MOST_ELSE):
            raise Unreadable(TOO_LARGE)
        check_lengths(archive, member, is_sheet=is_sheet)


def check_lengths(archive: ZipFile, member: ZipInfo, *, is_sheet: bool) -> None:
    """Go through a part as it unpacks: how much stands without a tag, and in a sheet without the end of a row."""
    text = row = rows = 0
    with archive.open(member) as part:
        while block := part.read(BLOCK):
            first, last, end = block.find(b"<"), block.rfind(b"<"), block.rfind(b"row>")
            longest = text + (len(block) if first < 0 else first)
            text = longest if last < 0 else len(block) - last
            row = row + len(block) if end < 0 else len(block) - end
            rows += block.count(b"<row")
            if longest > LONGEST_TEXT or (is_sheet and (row > LONGEST_ROW or rows > MOST_ROWS)):
                raise Unreadable(TOO_LARGE)
