def mask(seed, K):
    """All known entries K except those in a block with the target's proportions."""
    random = Random(seed, "mask")
    side = math.sqrt(1 - p)
    height, width_ = int(side * m + 0.5), int(side * n + 0.5)
    top = random.integer(m - height + 1)
    left = random.integer(n - width_ + 1)
    M = K.copy()
    M[top : top + height, left : left + width_] = 0
    return at_least_one(M, K, random)
