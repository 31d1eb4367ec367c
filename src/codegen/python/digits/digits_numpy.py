def gradients(layers, x, labels):
    """The mini-batch's loss and accuracy, and the gradient of every weight and bias, without automatic differentiation."""
    h = forward(layers, x)
    loss, d = cross_entropy(h[-1], labels)
    accuracy = np.mean(h[-1].argmax(axis=1) == labels)
    G = []
    for layer, below, above in zip(reversed(layers), reversed(h[:-1]), reversed(h[1:])):
        if layer["relu"]:
            d = d * (above > 0)
        db = d.sum(axis=0)
        d = layer["gain"] * d
        G.append((d.T @ below, db))
        d = d @ layer["W"]
    return loss, accuracy, G[::-1]


def train(name, layers, etas, inputs, labels, order):
    """Updates all layers in place; returns the loss and the accuracy of each mini-batch before its update."""
    state = {}
    history = []
    for t in range(len(order)):
        loss, accuracy, G = gradients(layers, inputs[order[t]], labels[order[t]])
        history.append((loss, accuracy))
        if t % print_every == 0:
            print(f"{name:<16} step {t:>7}   loss {loss:.6e}   accuracy {accuracy:.4f}", flush=True)
        for l, layer in enumerate(layers):
            for key, gradient, rate in (("W", G[l][0], layer["rate"]), ("b", G[l][1], 1.0)):
                if layer[key] is None or rate == 0:
                    continue
                zeros = tuple(np.zeros_like(layer[key]) for _ in range(moments))
                layer[key], state[l, key] = update(
                    layer[key], gradient, state.get((l, key), zeros), rate, etas[t], t
                )
    return np.array(history)
