def gradients(W, problem):
    """f = W_n ... W_1 and the gradient of the loss for every factor, without automatic differentiation."""
    # forward: A_l = W_l ... W_1
    A = [W[0]]
    for l in range(1, len(W)):
        A.append(W[l] @ A[l - 1])
    f = A[-1]
    # backward: B_n = D, B_{l-1} = W_l^T B_l; then G_l = B_l A_{l-1}^T and G_1 = B_1
    B = loss_gradient(problem, f)
    G = [None] * len(W)
    for l in range(len(W) - 1, 0, -1):
        G[l] = B @ A[l - 1].T
        B = W[l].T @ B
    G[0] = B
    return f, G


def train(name, problem, W, rate, eta):
    """Trains all factors at once; returns the errors of each step and the last end-to-end matrix."""
    W = list(W)
    P = PROJECTIONS
    state = [tuple(np.zeros_like(factor) for _ in range(moments)) for factor in W]
    history = []
    for t in range(steps + 1):
        f, G = gradients(W, problem)
        history.append(errors(problem, f))
        if t % print_every == 0 or t == steps:
            report(name, t, *history[-1])
        if t == steps or not np.isfinite(history[-1]).all():
            break
        GALORE
        for l in range(len(W)):
            if rate[l] > 0:
                W[l], state[l] = update(W[l], G[l], state[l], rate[l], eta, t)
    return np.array(history), f
