def mask(seed):
    """Equally many entries in each row."""
    random = Random(seed, "mask")
    M = np.zeros((m, n))
    for row in range(m):
        M[row, sample_without(random, n, max(1, int(p * n + 0.5)))] = 1
    return M
