def thin(W, X):
    """The original seen from inside the subspace: [X_1^T W_1, epsilon I, ..., W_L X_{L-1}], one rate."""
    return [X[0].T @ W[0], *[epsilon * np.eye(2 * r_hat) for _ in W[2:]], W[-1] @ X[-1]]
