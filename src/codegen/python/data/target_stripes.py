def target(seed):
    """Phi = U diag(sigma) V^T with striped U and V: a woven cloth."""
    random = Random(seed, "target")
    U = stripes(random, m, r)
    V = stripes(random, n, r)
    return (U * sigma) @ V.T
