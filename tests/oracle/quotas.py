"""Quotas of nominations, counted one move at a time."""


def broken_quotas(world, scenario, bedspace_of):
    """The quotas that a plan does not keep."""
    return [quota for quota in scenario.nominations if breaks(world, quota, bedspace_of)]


def breaks(world, quota, bedspace_of):
    """Whether any limit of the quota is not kept."""
    theirs = others = 0
    for resident_id, bedspace_id in bedspace_of.items():
        home = world.home[world.bedspace[bedspace_id].home_id]
        if not chosen(quota, home):
            continue
        if world.resident[resident_id].borough == quota.nominating_borough:
            theirs += 1
        else:
            others += 1
    everyone = theirs + others
    return (
        (quota.at_least is not None and theirs < quota.at_least)
        or (quota.at_most is not None and theirs > quota.at_most)
        or (quota.at_least_percent is not None and theirs * 100 < everyone * quota.at_least_percent)
        or (quota.at_most_percent is not None and theirs * 100 > everyone * quota.at_most_percent)
    )


def chosen(quota, home):
    """Whether the quota is about this home."""
    if quota.homes_borough is not None and quota.homes_borough != home.borough:
        return False
    return quota.landlord is None or quota.landlord == home.landlord
