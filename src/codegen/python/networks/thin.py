def thin(W, X):
    """The original projected to the subspace: [X_1^T W_1, epsilon I, ..., W_L X_{L-1}]; all factors learn at the same rate."""
    return [X[0].T @ W[0], *[epsilon * np.eye(2 * r_hat) for _ in W[2:]], W[-1] @ X[-1]]
