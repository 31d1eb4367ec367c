def at_least_one(M, K, random):
    """The mask M, with one of the known entries K if it was empty."""
    if not M.any():
        places = np.flatnonzero(K)
        M.flat[places[random.integer(len(places))]] = 1
    return M
