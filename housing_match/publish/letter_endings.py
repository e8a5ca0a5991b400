"""What every letter ends with: that nothing is lost, and whom to ask."""

from housing_match.domain import Resident
from housing_match.places.authorities import authority_name
from housing_match.publish.answer import Part
from housing_match.publish.words import day_words


def ask_part(resident: Resident) -> Part:
    """Whom to ask, and who helps the person to be heard."""
    return Part(
        title="Whom to ask",
        sentences=(
            "Ask your social worker.",
            f"Or ask the learning disability team of {authority_name(resident.borough)}.",
            "You can have an advocate.",
            "An advocate helps you to say what you want.",
        ),
    )


def kept(resident: Resident) -> tuple[str, ...]:
    """That neither band nor waiting date changes."""
    band = f"Your priority band stays {resident.priority_band}."
    if resident.waiting_since is None:
        return (band,)
    return (band, f"Your waiting date stays {day_words(resident.waiting_since)}.")
