def update(W, G, state, rate, eta, t):
    """Heavy-ball momentum."""
    (v,) = state
    v = G + beta * v
    return W - rate * eta * v - eta * weight_decay * W, (v,)
