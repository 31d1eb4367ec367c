# The chains of matrix factorization: initialization and compression.

# %% bases
def invariant_bases(W, problem):
    """X_1 ... X_{L-1}: bases of the subspaces in which gradient descent moves W (Yaras et al., Theorem 2.1, for any shape).

    With D(0) = P S Q^T and A_l = W_l / epsilon: X_1 = orth[A_1 Q, (A_L ... A_2)^T P], X_{l+1} = A_{l+1} X_l.
    """
    P, _, Qt = np.linalg.svd(loss_gradient(problem, product(W)), full_matrices=False)
    forward = W[0] @ Qt[:r_hat].T / epsilon
    backward = P[:, :r_hat]
    for factor in reversed(W[1:]):
        backward = factor.T @ backward / epsilon
    X = [qr(np.hstack([forward, backward]))[0]]
    for factor in W[1:-1]:
        X.append(factor @ X[-1] / epsilon)
    return X

# %% biases
def biases(Phi, M):
    """The mean of the seen entries plus a bias for each row and column, shrunk as if each had 5 more entries at the mean."""
    mean = (M * Phi).sum() / M.sum()
    b, c = np.zeros((m, 1)), np.zeros((1, n))
    for _ in range(10):
        b = (M * (Phi - mean - c)).sum(axis=1, keepdims=True) / (M.sum(axis=1, keepdims=True) + 5)
        c = (M * (Phi - mean - b)).sum(axis=0, keepdims=True) / (M.sum(axis=0, keepdims=True) + 5)
    return mean + b + c

# %% box_weights
def box_weights(source, cells):
    """A matrix, cells x source: the weight of each source pixel in the average that becomes a cell."""
    edges = np.arange(cells + 1) * source / cells
    pixel = np.arange(source)
    overlap = np.minimum(edges[1:, None], pixel + 1) - np.maximum(edges[:-1, None], pixel)
    return np.clip(overlap, 0, None) * cells / source

# %% kwon
def kwon(problem):
    """Kwon et al.: [epsilon V^T, epsilon I, ..., epsilon U] from the surrogate's top singular vectors."""
    U, _, Vt = np.linalg.svd(SURROGATE, full_matrices=False)
    inner = [epsilon * np.eye(r_hat) for _ in range(L - 2)]
    return [epsilon * Vt[:r_hat], *inner, epsilon * U[:, :r_hat]]

# %% product
def product(W):
    """W_n ... W_1."""
    f = W[0]
    for factor in W[1:]:
        f = factor @ f
    return f

# %% qr
def qr(a):
    """Thin QR with a non-negative diagonal of R."""
    q, r = np.linalg.qr(a)
    sign = np.where(np.diag(r) < 0, -1.0, 1.0)
    return q * sign, sign[:, None] * r

# %% spectral
def spectral(problem):
    """Two factors that share the leading singular triplets of the surrogate: [sqrt(S) V^T, U sqrt(S)]."""
    U, s, Vt = np.linalg.svd(SURROGATE, full_matrices=False)
    roots = np.sqrt(s[:r_hat])
    return [roots[:, None] * Vt[:r_hat], U[:, :r_hat] * roots]

# %% start
def random_start(seed, name, depth, width, epsilon):
    """[W_1 (width x n), ..., W_L (m x width)], each epsilon times a random matrix."""
    random = Random(seed, f"init/{name}")
    sizes = [n] + [width] * (depth - 1) + [m]
    return [epsilon * draw(random, sizes[l + 1], sizes[l]) for l in range(depth)]

# %% thin
def thin(W, X):
    """The original projected to the subspace: [X_1^T W_1, epsilon I, ..., W_L X_{L-1}]; all factors learn at the same rate."""
    return [X[0].T @ W[0], *[epsilon * np.eye(2 * r_hat) for _ in W[2:]], W[-1] @ X[-1]]

# %% yaras
def yaras(W, X):
    """Yaras et al.: [V^T, W~_1, ..., W~_L, U] of width 2 r_hat; the outer two learn at gamma eta."""
    V, right = qr((X[0].T @ W[0]).T)
    U, left = qr(W[-1] @ X[-1])
    inner = [epsilon * np.eye(2 * r_hat) for _ in W[2:]]
    return [V.T, right.T, *inner, left, U]

# %% yaras_sharpness
def yaras_sharpness():
    """lambda = 2 gamma / w_o^2 + L / w_i^2, where w_o^2 = 1 + gamma (w_i^2 - epsilon^2) and w_o^2 w_i^L = 1."""
    low, high = sorted([1, epsilon**2])
    for _ in range(60):
        middle = (low + high) / 2
        if (1 + gamma * (middle - epsilon**2)) * middle ** (L / 2) < 1:
            low = middle
        else:
            high = middle
    return 2 * gamma / (1 + gamma * (high - epsilon**2)) + L / high
