def loss_and_accuracy(layers, x, labels):
    for layer in layers:
        x = layer["gain"] * (x @ layer["W"].T)
        if layer["b"] is not None:
            x = x + layer["b"]
        if layer["relu"]:
            x = torch.relu(x)
    return torch.nn.functional.cross_entropy(x, labels), (x.argmax(dim=1) == labels).double().mean()


def train(name, layers, etas, inputs, labels, order):
    """Updates all layers in place; returns the loss and the accuracy of each mini-batch before its update."""
    inputs, labels = torch.as_tensor(inputs, device=device), torch.as_tensor(labels, device=device)
    slots = [(l, key) for l, layer in enumerate(layers) for key in ("W", "b") if layer[key] is not None]
    for l, key in slots:
        layers[l][key] = torch.tensor(layers[l][key], dtype=torch.float64, device=device, requires_grad=True)
    state = {slot: tuple(torch.zeros_like(layers[slot[0]][slot[1]]) for _ in range(moments)) for slot in slots}
    history = []
    for t in range(len(order)):
        loss, accuracy = loss_and_accuracy(layers, inputs[order[t]], labels[order[t]])
        history.append((loss.item(), accuracy.item()))
        if t % print_every == 0:
            print(f"{name:<16} step {t:>7}   loss {history[-1][0]:.6e}   accuracy {history[-1][1]:.4f}", flush=True)
        G = torch.autograd.grad(loss, [layers[l][key] for l, key in slots])
        with torch.no_grad():
            for (l, key), gradient in zip(slots, G):
                rate = layers[l]["rate"] if key == "W" else 1.0
                if rate > 0:
                    layers[l][key], state[l, key] = update(
                        layers[l][key], gradient, state[l, key], rate, etas[t], t
                    )
                    layers[l][key].requires_grad_()
    for l, key in slots:
        layers[l][key] = layers[l][key].detach().cpu().numpy()
    return np.array(history)
