def stripes(random, length, count):
    """Orthonormal columns: the first length // 8 are mirrored stripe patterns, the others random."""
    striped = min(count, length // 8)
    patterns = random.normals(length, count)
    half = (length + 1) // 2
    bands = max(1, min(max(7, 2 * striped), half // 4))
    spare = half - 4 * bands
    cuts = sorted(int(random.uniform() * (spare + 1)) for _ in range(bands - 1))
    ends = [cut + 4 * (i + 1) for i, cut in enumerate(cuts)]
    band = [sum(i >= end for end in ends) for i in range(half)]
    for j in range(striped):
        heights = [2 * random.uniform() - 1 for _ in range(band[-1] + 1)]
        column = np.array([heights[band[min(i, length - 1 - i)]] for i in range(length)])
        patterns[:, j] = column - column.mean()
    return qr(patterns)[0]
