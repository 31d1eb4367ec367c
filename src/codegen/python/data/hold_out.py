def hold_out(seed, M):
    """Holds out a fraction v of the mask's entries for validation. Returns the mask without them, and their own mask."""
    places = np.flatnonzero(M)
    count = min(len(places) - 1, max(1, int(v * len(places) + 0.5)))
    V = np.zeros_like(M)
    V.flat[places[sample_without(Random(seed, "validation"), len(places), count)]] = 1
    return M - V, V
