import pytest
from django.core.exceptions import ValidationError

from pio_portal.organisations.identifiers import clean_kbo, format_kbo, validate_nis, validate_ovo, validate_postcode
from tests.factories.ground import organisation


@pytest.mark.parametrize(
    "text", ["0316.380.841", "0207.499.430", "0248.211.419", "BE 0316 380 841", "316380841", "0316380841"]
)
def test_good_kbo_becomes_ten_digits(text):
    assert len(clean_kbo(text)) == 10
    assert clean_kbo(text)[0] in "01"


@pytest.mark.parametrize("text", ["2316.380.841", "", "abc", "03163808", "٠٣١٦٣٨٠٨٤١", "0316380841 0"])
def test_bad_kbo_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match=r"0316\.380\.841"):
        clean_kbo(text)


def test_kbo_is_shown_as_people_write_it():
    assert format_kbo("0316380841") == "0316.380.841"


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (validate_ovo, ["OVO002949", "OVO001835"], ["OVO2949", "OVO00294A", "ovo002949"]),
        (validate_nis, ["11002", "44021"], ["1100", "1100a"]),
        (validate_postcode, ["9000"], ["0999", "900", "90000"]),
    ],
)
def test_other_codes(check, good, bad):
    for text in good:
        check(text)
    for text in bad:
        with pytest.raises(ValidationError):
            check(text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("postcode", "province"),
    [
        ("1000", "Brussel"),
        ("1299", "Brussel"),
        ("1300", "Buiten Vlaanderen"),
        ("1500", "Vlaams-Brabant"),
        ("1999", "Vlaams-Brabant"),
        ("2000", "Antwerpen"),
        ("2999", "Antwerpen"),
        ("3000", "Vlaams-Brabant"),
        ("3499", "Vlaams-Brabant"),
        ("3500", "Limburg"),
        ("4000", "Buiten Vlaanderen"),
        ("8000", "West-Vlaanderen"),
        ("9999", "Oost-Vlaanderen"),
        ("", ""),
    ],
)
def test_province_follows_the_postcode(postcode, province):
    body = organisation(postcode=postcode)
    body.refresh_from_db()

    assert body.province == province
