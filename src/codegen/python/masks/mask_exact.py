def mask(seed, K):
    """Exactly floor(p |K|) of the known entries K, but at least one."""
    places = np.flatnonzero(K)
    M = np.zeros((m, n))
    M.flat[places[sample_without(Random(seed, "mask"), len(places), max(1, int(p * len(places))))]] = 1
    return M
