/** Says why a method cannot learn, if that is certain before a fine-tuning run. */
import { FINETUNE } from "../../../store/kinds/finetune.ts";
import type { LabConfig } from "../../../workloads/finetune/config.ts";
import { METHOD_LOOKS } from "./looks.ts";

/** The head is a linear classifier on top of the encoder. */
export const HEAD_STANDS =
  "The head starts at 0. At a learning rate of 0 it stays there, and every answer is a guess.";

export function futileOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const { task, methods, rateHead } = config as unknown as LabConfig;
  if (task !== "planted") return rateHead === 0 ? HEAD_STANDS : undefined;
  const still = methods.filter((id) => config[FINETUNE.rates?.of(id) ?? ""] === 0);
  return still.length > 0
    ? `A learning rate of 0 trains nothing: ${still.map((id) => METHOD_LOOKS[id].name).join(", ")}.`
    : undefined;
}
