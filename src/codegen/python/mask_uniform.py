def mask(seed):
    """Each entry with probability p."""
    random = Random(seed, "mask")
    M = (random.uniforms(m, n) < p).astype(float)
    if not M.any():
        M.flat[random.integer(m * n)] = 1
    return M
