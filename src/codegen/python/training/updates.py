# The optimizers' directions, and the update with and without GaLore.

# %% direction_gd
def direction(G, state, t):
    """Gradient descent."""
    return G, state

# %% direction_momentum
def direction(G, state, t):
    """Heavy-ball momentum."""
    (v,) = state
    v = G + beta * v
    return v, (v,)

# %% direction_adam
def direction(G, state, t):
    """Adam, with 1e-12 in place of the usual 1e-8: gradients start at 1e-9 or less."""
    first, second = state
    first = beta * first + (1 - beta) * G
    second = 0.999 * second + 0.001 * G * G
    return first / (1 - beta ** (t + 1)) / (np.sqrt(second / (1 - 0.999 ** (t + 1))) + 1e-12), (first, second)

# %% direction_rmsprop
def direction(G, state, t):
    """RMSprop, with 1e-12 in place of the usual 1e-8."""
    (second,) = state
    second = 0.99 * second + 0.01 * G * G
    return G / (np.sqrt(second) + 1e-12), (second,)

# %% update
def update(W, G, state, rate, eta, t):
    step, state = direction(G, state, t)
    return W - rate * eta * step - eta * weight_decay * W, state

# %% galore
def projection(G):
    """GaLore's projector: the top singular vectors of a gradient on its shorter side, largest entries positive."""
    U, _, Vt = np.linalg.svd(G, full_matrices=False)
    P = (Vt.T if G.shape[0] >= G.shape[1] else U)[:, :galore_rank]
    return P * np.where(np.amax(P, axis=0) + np.amin(P, axis=0) < 0, -1.0, 1.0)


def project(G, P):
    if P is None:
        return G
    return G @ P if G.shape[0] >= G.shape[1] else P.T @ G


def update(W, G, state, rate, eta, t, P):
    """With GaLore, the moments belong to the projected gradient, and its direction is projected back."""
    step, state = direction(project(G, P), state, t)
    if P is not None:
        step = step @ P.T if W.shape[0] >= W.shape[1] else P @ step
    return W - rate * eta * step - eta * weight_decay * W, state
