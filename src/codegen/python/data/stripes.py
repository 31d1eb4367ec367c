def stripes(random, length, count):
    """Orthonormal columns: as many as the bands allow are mirrored stripe patterns, the others are random."""
    half = (length + 1) // 2
    room = max(1, half // 4)
    striped = min(count, room - 1)
    patterns = random.normals(length, count)
    bands = min(room, max(7, 2 * striped))
    spare = half - 4 * bands
    cuts = sorted(int(random.uniform() * (spare + 1)) for _ in range(bands - 1))
    ends = [cut + 4 * (i + 1) for i, cut in enumerate(cuts)]
    band = [sum(i >= end for end in ends) for i in range(half)]
    for j in range(striped):
        heights = [2 * random.uniform() - 1 for _ in range(band[-1] + 1)]
        column = np.array([heights[band[min(i, length - 1 - i)]] for i in range(length)])
        patterns[:, j] = column - column.mean()
    return qr(patterns)[0]
