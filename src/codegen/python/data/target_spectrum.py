def target(seed):
    """Phi = U diag(sigma) V^T with Haar U and V."""
    random = Random(seed, "target")
    U = haar(random, m, r)
    V = haar(random, n, r)
    return (U * sigma) @ V.T
