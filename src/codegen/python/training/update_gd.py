def update(W, G, state, rate, eta, t):
    """Gradient descent."""
    return W - rate * eta * G - eta * weight_decay * W, state
