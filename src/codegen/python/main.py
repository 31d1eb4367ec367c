def report(name, t, train_error, recovery_error):
    print(f"{name:<14} step {t:>7}   train {train_error:.6e}   recovery {recovery_error:.6e}", flush=True)


def main():
    results = {}
    for seed in seeds:
        if len(seeds) > 1:
            print(f"seed {seed}")
        problem = make_problem(seed)
        results[f"{seed}/Phi"] = problem.Phi
        for name, (W, rate, eta) in networks(problem, seed).items():
            history, f = train(name, problem, W, rate, eta)
            results[f"{seed}/{name}/train"], results[f"{seed}/{name}/recovery"] = history.T
            results[f"{seed}/{name}/f"] = f
    np.savez("experiment.npz", **results)
    print("errors of every step and the last f of each network: experiment.npz")


if __name__ == "__main__":
    main()
