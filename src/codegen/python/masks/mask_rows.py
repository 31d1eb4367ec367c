def mask(seed, K):
    """The same fraction of the known entries K in each row."""
    random = Random(seed, "mask")
    M = np.zeros((m, n))
    for row in range(m):
        places = np.flatnonzero(K[row])
        count = min(len(places), max(1, int(p * len(places) + 0.5)))
        M[row, places[sample_without(random, len(places), count)]] = 1
    return M
