/** The available controls, in groups. Controls that do not apply to an experiment are left out. */
import type { Experiment } from "../../../../experiment/experiment.ts";

interface ControlGroup {
  readonly title: string;
  readonly names: readonly (keyof Experiment)[];
}

export function groupsOf(e: Experiment): ControlGroup[] {
  const { task, data, networks, optimizer, stop } = e;
  const isFile = data === "file";
  const isMade = data === "random";
  const falls = e.spectrum === "linspace" || e.spectrum === "geometric";
  const hasDepthTwo = networks.includes("shallow") || networks.includes("burerMonteiro");
  return [
    {
      title: "Problem",
      names: shown([
        ["task"],
        ["data"],
        // Stands for all controls of a user file: its part, centring and channel.
        ["file", isFile],
        ["rows", data !== "airports" && !isFile],
        ["cols", data !== "airports" && !isFile],
        ["rank"],
        ["spectrum", isMade],
        ["vectors", isMade && e.spectrum !== "gaussian"],
        ["smallest", isMade && falls],
        ["sigmas", isMade && e.spectrum === "list"],
        ["observed", task === "mc" && e.mask !== "drawn"],
        ["mask", task === "mc"],
        ["validation", task === "mc"],
        ["measurements", task === "ms"],
        ["noise"],
      ]),
    },
    {
      title: "Compression",
      names: shown([
        ["rHat"],
        ["gamma", networks.includes("yaras")],
        ["alpha", networks.includes("kwon")],
        ["galoreRank", networks.includes("galore")],
        ["galoreGap", networks.includes("galore")],
        ["ridge", networks.includes("altmin")],
      ]),
    },
    {
      title: "Model",
      names: shown([
        ["networks"],
        ["depth"],
        ["width"],
        ["epsilon"],
        ["shallowEpsilon", hasDepthTwo],
        ["start"],
      ]),
    },
    {
      title: "Training",
      names: shown([
        ["rateMode"],
        ["rate"],
        ["schedule"],
        ["warmUp"],
        ["optimizer"],
        ["beta", optimizer === "momentum" || optimizer === "adam"],
        ["weightDecay"],
        ["loss"],
        ["steps"],
        ["stop"],
        ["stopError", /^(recovery|train)/.test(stop)],
        ["patience", stop === "plateau" || stop === "validation"],
        ["seconds"],
        ["seed"],
        ["seeds"],
      ]),
    },
  ];
}

const shown = (rows: readonly (readonly [keyof Experiment, boolean?])[]): (keyof Experiment)[] =>
  rows.flatMap(([name, applies = true]) => (applies ? [name] : []));
