def mask(seed):
    """Exactly floor(p m n) entries."""
    M = np.zeros(m * n)
    M[sample_without(Random(seed, "mask"), m * n, max(1, int(p * m * n)))] = 1
    return M.reshape(m, n)
