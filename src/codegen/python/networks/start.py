def random_start(seed, name, depth, width, epsilon):
    """[W_1 (width x n), ..., W_L (m x width)], each epsilon times a random matrix."""
    random = Random(seed, f"init/{name}")
    sizes = [n] + [width] * (depth - 1) + [m]
    return [epsilon * draw(random, sizes[l + 1], sizes[l]) for l in range(depth)]
