def report(name, t, *values):
    print(f"{name:<14} step {t:>7}", *(f"{what} {value:.6e}" for what, value in zip(measured, values)), sep="   ", flush=True)


def main():
    results = {}
    for seed in seeds:
        if len(seeds) > 1:
            print(f"seed {seed}")
        problem = make_problem(seed)
        results[f"{seed}/Phi"] = problem.Phi
        for name, (W, rate, eta) in networks(problem, seed).items():
            history, f = train(name, problem, W, rate, eta)
            for what, values in zip(measured, history.T):
                results[f"{seed}/{name}/{what}"] = values
            results[f"{seed}/{name}/f"] = f
    np.savez("experiment.npz", **results)
    print("Wrote experiment.npz: each network's errors at every step and its last f.")


if __name__ == "__main__":
    main()
