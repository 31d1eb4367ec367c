def mask(seed):
    """All entries but a block of the target's own proportions."""
    random = Random(seed, "mask")
    side = math.sqrt(1 - p)
    height, width_ = int(side * m + 0.5), int(side * n + 0.5)
    top = random.integer(m - height + 1)
    left = random.integer(n - width_ + 1)
    M = np.ones((m, n))
    M[top : top + height, left : left + width_] = 0
    if not M.any():
        M.flat[random.integer(m * n)] = 1
    return M
