def at_least_one(M, K, random):
    """The mask M, or one of the known entries K where it has none."""
    if not M.any():
        places = np.flatnonzero(K)
        M.flat[places[random.integer(len(places))]] = 1
    return M
