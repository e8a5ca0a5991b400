"""A record that notes which of its fields are read, properties followed to the fields beneath them."""

from dataclasses import fields


def watched(record, seen):
    """The same record, of a class that adds to `seen` the name of every field read."""
    names = {one.name for one in fields(record)}

    class Watched(type(record)):
        def __getattribute__(self, name):
            if name in names:
                seen.add(name)
            return super().__getattribute__(name)

    return Watched(**{name: getattr(record, name) for name in names})
