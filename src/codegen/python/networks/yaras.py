def yaras(W, X):
    """Yaras et al.: [V^T, W~_1, ..., W~_L, U] of width 2 r_hat; the outer two learn at gamma eta."""
    V, right = qr((X[0].T @ W[0]).T)
    U, left = qr(W[-1] @ X[-1])
    inner = [epsilon * np.eye(2 * r_hat) for _ in W[2:]]
    return [V.T, right.T, *inner, left, U]
