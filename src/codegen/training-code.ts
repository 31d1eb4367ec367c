/** Writes the training code: explicit gradients in NumPy, automatic differentiation in JAX and PyTorch. */
import type { Experiment } from "../workloads/mf/config/fields.ts";
import { errorsCode, lossValueCode } from "./problem-code.ts";
import { snippet, when } from "./snippets.ts";

export const LANGUAGES = ["numpy", "jax", "torch"] as const;
export type Language = (typeof LANGUAGES)[number];

interface TrainingCode {
  readonly imports: string;
  readonly needs: string;
  readonly parts: readonly string[];
}

/** The requirements and imports of a script, and its name for the array module. */
export const IMPORTS: Readonly<Record<Language, { needs: string; imports: string; arrays: string }>> = {
  numpy: { needs: "Python 3.8 and NumPy", imports: "import numpy as np", arrays: "np" },
  jax: {
    needs: "Python 3.10, NumPy and JAX",
    imports:
      'import jax\nimport jax.numpy as jnp\nimport numpy as np\n\njax.config.update("jax_enable_x64", True)',
    arrays: "jnp",
  },
  torch: {
    needs: "Python 3.8, NumPy and PyTorch",
    imports: 'import numpy as np\nimport torch\n\ndevice = "cuda" if torch.cuda.is_available() else "cpu"',
    arrays: "torch",
  },
};

/** Number of tensors per factor that the optimizer itself needs. */
const MOMENTS = { gd: 0, momentum: 1, adam: 2, rmsprop: 1 } as const;

export function trainingCode(e: Experiment, language: Language): TrainingCode {
  const { needs, imports, arrays } = IMPORTS[language];
  const within = (text: string): string => text.replaceAll(/\bnp\./g, `${arrays}.`);
  const galore = e.networks.includes("galore");
  return {
    needs,
    imports,
    parts: [
      ...(language === "numpy" ? [] : [lossValueCode(e)]),
      within(errorsCode(e)),
      `moments = ${MOMENTS[e.optimizer]}  # number of the optimizer's tensors for each factor`,
      ...scheduleCode(e),
      within(snippet(`direction_${e.optimizer}`)),
      within(updateCode(e, galore)),
      trainCode(language, e, galore),
    ],
  };
}

function updateCode({ weightDecay }: Experiment, galore: boolean): string {
  const text = snippet(galore ? "galore" : "update");
  return weightDecay > 0 ? text : text.replace(" - eta * weight_decay * W", "");
}

/** Whether each step has its own rate. */
const hasSchedule = ({ schedule, warmUp }: Experiment): boolean => schedule !== "constant" || warmUp > 0;

function scheduleCode(e: Experiment): string[] {
  if (!hasSchedule(e)) return [];
  const share = {
    constant: "np.ones(steps)",
    linear: "1 - past",
    cosine: "(1 + np.cos(np.pi * past)) / 2",
  }[e.schedule];
  const { warmUp } = e;
  const lines = [
    "# fraction of the learning rate at each step",
    ...when(
      e.schedule !== "constant",
      `past = (np.arange(steps) - ${warmUp}) / max(1, steps - ${warmUp})  # elapsed fraction of the decay, 0 to 1`,
    ),
    `share = ${share}`,
    ...when(warmUp > 0, `share[:${warmUp}] = (np.arange(steps)[:${warmUp}] + 1) / ${warmUp}`),
  ];
  return [lines.join("\n")];
}

function trainCode(language: Language, e: Experiment, galore: boolean): string {
  const shares = language === "jax" ? "jnp.asarray(share)[t]" : "share[t]";
  const template = snippet(`train_${language}`);
  const text = hasSchedule(e)
    ? template.replace("rate[l], eta, t)", `rate[l], eta * ${shares}, t)`)
    : template;
  if (!galore) {
    const plain = text.replace(/^ *GALORE\n/m, "");
    // In JAX, the projections are part of the loop's carried values.
    return language === "jax" ? plain.replace("PROJECTIONS", "None") : plain.replace(/^.*PROJECTIONS\n/m, "");
  }
  const refreshed = "[projection(gradient) for gradient in G]";
  const lines =
    language === "jax"
      ? ['if name == "galore":', `    P = jax.lax.cond(t % galore_gap == 0, lambda: ${refreshed}, lambda: P)`]
      : ['if name == "galore" and t % galore_gap == 0:', `    P = ${refreshed}`];
  return text
    .replace("PROJECTIONS", '[projection(factor) if name == "galore" else None for factor in W]')
    .replaceAll(
      /zeros_like\(factor\)(.*) for factor in W\]/g,
      "zeros_like(project(factor, p))$1 for factor, p in zip(W, P)]",
    )
    .replace(/(rate\[l\], eta.*, t)\)/, "$1, P[l])")
    .replace(/^( *)GALORE$/m, (_, indent: string) => lines.map((line) => indent + line).join("\n"));
}
