"""Synthetic people and homes on real geography: the two-borough sample that comes with the product."""

from housing_match.synthetic.sample import two_boroughs, write_sample

__all__ = ["two_boroughs", "write_sample"]
