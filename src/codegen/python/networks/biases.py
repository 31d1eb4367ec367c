def biases(Phi, M):
    """The mean of the seen entries plus a bias for each row and column, shrunk as if each had 5 more entries at the mean."""
    mean = (M * Phi).sum() / M.sum()
    b, c = np.zeros((m, 1)), np.zeros((1, n))
    for _ in range(10):
        b = (M * (Phi - mean - c)).sum(axis=1, keepdims=True) / (M.sum(axis=1, keepdims=True) + 5)
        c = (M * (Phi - mean - b)).sum(axis=0, keepdims=True) / (M.sum(axis=0, keepdims=True) + 5)
    return mean + b + c
