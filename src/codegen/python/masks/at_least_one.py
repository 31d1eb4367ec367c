def at_least_one(M, K, random):
    """The mask M. If it is empty, one of the known entries K is added."""
    if not M.any():
        places = np.flatnonzero(K)
        M.flat[places[random.integer(len(places))]] = 1
    return M
