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
