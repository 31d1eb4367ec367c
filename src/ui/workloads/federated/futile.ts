/** Says why an arm cannot learn, if that is certain before a federated run. */
import type { FedConfig } from "../../../workloads/federated/config.ts";
import { HEAD_STANDS } from "../finetune/futile.ts";

export function futileOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const { dropout, rateHead } = config as unknown as FedConfig;
  if (dropout === 1) return "Every drawn client drops out, so the server’s layers never change.";
  return rateHead === 0 ? HEAD_STANDS : undefined;
}
