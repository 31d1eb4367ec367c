/** The costs and results of each network, as rows of a table. */
import {
  compareTimes,
  compareTo,
  formatCount,
  formatDb,
  formatError,
  formatLarge,
  formatMs,
} from "../../../store/format.ts";
import { networkNow, type Matrix, type NetworkNow } from "../../../store/kinds/matrix-state.ts";
import { saves } from "../../../store/run/headline.ts";
import { psnrOf } from "../../../store/run/psnr.ts";
import type { CostRow, RunNow } from "../../parts/workload-page.ts";

type Row = CostRow<Matrix>;

export function costsOf({ run, models }: RunNow<Matrix>): readonly Row[] {
  const original = networkNow(models, "original");
  const { psnrAtOne, validationCount } = run;
  const validation = ({ progress }: NetworkNow) => progress?.evaluated["validation"];
  /** Compares a network that saves work with the original. */
  const against =
    (compare: (original: NetworkNow, network: NetworkNow) => string) =>
    (network: NetworkNow): string =>
      original && network !== original && saves(original, network) ? compare(original, network) : "";
  const counted = (
    name: string,
    of: (network: NetworkNow) => number,
    format: (value: number) => string,
    fewer = "fewer",
  ): Row => ({
    name,
    show: (network) => format(of(network)),
    below: against((one, other) => compareTo(of(one), of(other), fewer, "more", "the same")),
  });
  return [
    counted("Parameters", ({ parameters }) => parameters, formatCount),
    counted("FLOPs per step, counted", ({ flopsPerStep }) => flopsPerStep, formatLarge),
    counted("Bytes moved per step, counted", ({ bytesPerStep }) => bytesPerStep, formatLarge),
    counted("Memory for training, bytes", ({ byteLength }) => byteLength, formatLarge, "less"),
    {
      name: "ms per step, measured",
      show: ({ msPerStep }) => formatMs(msPerStep),
      below: against(compareTimes),
    },
    { name: "Train error", show: ({ progress }) => formatError(progress?.loss) },
    { name: "Recovery error", show: ({ progress }) => formatError(progress?.headline) },
    {
      name: "Best recovery error",
      show: ({ progress }) => formatError(progress?.best),
      below: ({ progress }) => atStep(progress),
    },
    ...(validationCount === undefined
      ? []
      : [
          {
            name: "Validation error",
            show: (network: NetworkNow) => formatError(validation(network)?.value),
          },
          {
            name: "Best validation error",
            show: (network: NetworkNow) => formatError(validation(network)?.best),
            below: (network: NetworkNow) => atStep(validation(network)),
          },
        ]),
    ...(psnrAtOne === undefined
      ? []
      : [
          {
            name: "Hidden-pixel PSNR, dB",
            show: ({ progress }: NetworkNow) => formatDb(psnrOf(psnrAtOne, progress?.headline ?? NaN)),
          },
          {
            name: "Best hidden-pixel PSNR, dB",
            show: ({ progress }: NetworkNow) => formatDb(psnrOf(psnrAtOne, progress?.best ?? NaN)),
            below: ({ progress }: NetworkNow) => atStep(progress),
          },
        ]),
    ...(["1e-2", "1e-3"] as const).map((milestone) => ({
      name: `Steps to recovery error ${milestone}`,
      show({ progress }: NetworkNow) {
        const at = progress?.iterationsTo[milestone];
        return typeof at === "number" ? formatCount(at) : "–";
      },
    })),
  ];
}

const atStep = (best: { readonly best: number; readonly bestStep: number } | undefined): string =>
  best && Number.isFinite(best.best) ? `at step ${formatCount(best.bestStep)}` : "";
