def target(seed):
    """The best rank-r approximation of a Gaussian matrix, as in the papers' code."""
    U, S, Vt = np.linalg.svd(Random(seed, "target").normals(m, n), full_matrices=False)
    return (U[:, :r] * S[:r]) @ Vt[:r]
