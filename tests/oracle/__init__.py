"""A second writing of the data contract and a planner that tries every plan: what the product is tested against.

Written from the contract and housing_match.domain alone; imports nothing else of the package.
"""
