/** Says why a network cannot learn, if that is certain before a digits run. */
import type { ArmId, MlpConfig } from "../../../workloads/digits/config.ts";
import { counted } from "../../../store/format.ts";
import { ARM_STYLES } from "./looks.ts";

const CLASSES = 10;

export function futileOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const { arms, data, samples, rate, rateDln, rateCdln, rateCdlnRandom, rateThin } =
    config as unknown as MlpConfig;
  const own: Partial<Record<ArmId, number>> = {
    dln: rateDln,
    cdln: rateCdln,
    cdlnRandom: rateCdlnRandom,
    thin: rateThin,
  };
  const still = arms.filter((id) => (own[id] ?? rate) === 0);
  if (still.length > 0)
    return `A learning rate of 0 trains nothing: ${still.map((id) => ARM_STYLES[id].name).join(", ")}.`;
  return data === "digits" && samples < CLASSES
    ? `${counted(samples, "picture")} can show only ${samples} of the ten digits. No network can learn the others.`
    : undefined;
}
