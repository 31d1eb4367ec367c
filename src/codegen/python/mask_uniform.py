def mask(seed, K):
    """Each of the known entries K with probability p."""
    random = Random(seed, "mask")
    M = K * (random.uniforms(m, n) < p)
    if not M.any():
        places = np.flatnonzero(K)
        M.flat[places[random.integer(len(places))]] = 1
    return M
