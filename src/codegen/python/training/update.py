def update(W, G, state, rate, eta, t):
    step, state = direction(G, state, t)
    return W - rate * eta * step - eta * weight_decay * W, state
