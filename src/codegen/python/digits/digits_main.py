def main():
    inputs, labels, test_inputs, test_labels, classes = read_samples()
    results = {}
    for seed in seeds:
        for name, (layers, eta, stream, updates) in networks(seed, inputs, labels, classes).items():
            order = sample_order(seed, stream, updates, len(inputs))
            history = train(name, layers, eta * shares(updates), inputs, labels, order)
            logits = forward(layers, test_inputs)[-1]
            loss, accuracy = cross_entropy(logits, test_labels)[0], np.mean(logits.argmax(axis=1) == test_labels)
            print(f"seed {seed} {name:<16} test loss {loss:.12e}   test accuracy {accuracy:.4f}", flush=True)
            results[f"{seed}/{name}/loss"], results[f"{seed}/{name}/accuracy"] = history.T
            results[f"{seed}/{name}/test"] = [loss, accuracy]
    np.savez("experiment.npz", **results)
    print("Wrote experiment.npz: each network's loss and accuracy at every update and on the test samples.")


if __name__ == "__main__":
    main()
