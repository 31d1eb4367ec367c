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
