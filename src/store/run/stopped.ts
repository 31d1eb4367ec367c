/** The message that says why training stopped before its last step. */
import type { Stopped } from "../../training/early-stopping.ts";
import type { Experiment, NetworkName } from "../../workloads/mf/config/fields.ts";
import { formatCount, formatSetting } from "../format.ts";
import { shortName } from "../kinds/matrix-state.ts";

export function stoppedText(
  { stopError, patience, seconds }: Experiment,
  { rule, step: at, network, backTo = 0 }: Stopped,
): string {
  const step = formatCount(at);
  const best = formatCount(backTo);
  const error = stopError < 0.01 ? stopError.toExponential() : formatSetting(stopError);
  const name = network ? shortName(network as NetworkName) : "";
  const texts: Readonly<Record<Stopped["rule"], string>> = {
    recoveryAll: `Stopped: recovery error of all networks below ${error} at step ${step}.`,
    recoveryAny: `Stopped: recovery error of ${name} below ${error} at step ${step}.`,
    trainAll: `Stopped: train error of all networks below ${error} at step ${step}.`,
    trainAny: `Stopped: train error of ${name} below ${error} at step ${step}.`,
    plateau: `Stopped: no recovery error has fallen by 1 % in ${formatCount(patience)} steps, up to step ${step}.`,
    validation: `Stopped: no validation error has reached a new minimum in ${formatCount(patience)} steps, up to step ${step}. The run is back at its best step, ${best}.`,
    best: `The run is complete at step ${step}. It is back at step ${best}, where the validation error was smallest.`,
    divergence: `Stopped: ${name} diverged at step ${step}.`,
    seconds: `Stopped: after ${seconds.toLocaleString("en", { maximumFractionDigits: 20 })} s of training, at step ${step}.`,
  };
  return texts[rule];
}
