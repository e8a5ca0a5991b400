"""Names and NHS numbers, which are refused at the door and never shown."""

import re
from itertools import pairwise

NHS_LENGTH = 10
TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[ \-.]?\d){9}(?!\d)", re.ASCII)
PERSONAL_HEADING = re.compile(
    r"(?:(?:resident|person|client|occupant|housemate|other|patient|service_user)s?_?)?"
    r"(?:(?:first|fore|given|middle|last|sur|family|full|known_as|preferred|maiden)?_?names?|initials"
    r"|dob|d_o_b|date_of_birth|birth_?da(?:te|y)|nhs(?:_?(?:no|number|num|id))?|(?:home_|street_)?address(?:_?(?:line_?)?\d)?"
    r"|e_?mail(?:_address)?|(?:tele)?phone(?:_?(?:no|number))?|mobile(?:_?(?:no|number))?|ni_?(?:no|number)"
    r"|national_insurance(?:_?(?:no|number))?)"
)
"""Headings of columns that would hold who somebody is."""


def holds_nhs_number(text: str) -> bool:
    """Whether ten digits in a text pass the NHS number's check (weights 10 to 2, 11 less the sum modulo 11)."""
    return len(text) >= NHS_LENGTH and any(_passes(found[0]) for found in TEN_DIGITS.finditer(text))


def _passes(ten_digits: str) -> bool:
    digits = [int(letter) for letter in ten_digits if letter.isdigit()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]


def looks_like_a_name(text: str) -> bool:
    """Whether a text is two or more words of letters only, each with a capital, as people's names are written."""
    words = [word.strip(",.") for word in text.split()]
    return len(words) > 1 and all(map(_capital_word, words))


def may_hold_a_name(text: str) -> bool:
    """Whether two words side by side look like a name, whatever stands around them."""
    words = [word.strip(",.:()") for word in text.replace(";", " ").split()]
    return any(_capital_word(one) and _capital_word(other) for one, other in pairwise(words))


def _capital_word(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and _letters(word)


def _letters(word: str) -> bool:
    return word.replace("-", "").replace("'", "").replace("’", "").isalpha()


def is_personal_heading(heading: str) -> bool:
    """Whether a column with this heading would hold a name, number, address or day of birth."""
    return PERSONAL_HEADING.fullmatch(re.sub(r"[^a-z0-9]+", "_", heading.lower()).strip("_")) is not None
