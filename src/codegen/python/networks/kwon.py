def kwon(problem):
    """Kwon et al.: [epsilon V^T, epsilon I, ..., epsilon U] from the surrogate's top singular vectors."""
    U, _, Vt = np.linalg.svd(SURROGATE, full_matrices=False)
    inner = [epsilon * np.eye(r_hat) for _ in range(L - 2)]
    return [epsilon * Vt[:r_hat], *inner, epsilon * U[:, :r_hat]]
