/** A table of each network's costs and results. */
import {
  compareTimes,
  compareTo,
  formatCount,
  formatDb,
  formatError,
  formatLarge,
  formatMs,
} from "../../store/format.ts";
import { saves, shortName } from "../../store/run/headline.ts";
import { psnrOf } from "../../store/run/psnr.ts";
import {
  networkNow,
  type NetworkNow,
  type LoadedRun,
  shownNetworks,
} from "../../store/kinds/matrix-state.ts";
import { usePlayground } from "../parts/context.ts";
import { LineSample } from "../parts/LineSample.tsx";

interface Row {
  readonly name: string;
  readonly show: (network: NetworkNow) => string;
  /** Text below the number, which compares it with the original's. */
  readonly compare?: (original: NetworkNow, network: NetworkNow) => string;
  /** Text below the number, with its step. */
  readonly when?: (network: NetworkNow) => string;
  readonly onlyWithPsnr?: true;
  readonly onlyWithValidation?: true;
}

const step = (n: number | null | undefined): string => (typeof n === "number" ? formatCount(n) : "–");
const best = ({ progress }: NetworkNow): string =>
  progress && Number.isFinite(progress.best) ? `at step ${formatCount(progress.bestStep)}` : "";

const rows = (psnrAtOne: number | undefined): Row[] => [
  {
    name: "Parameters",
    show: ({ parameters }) => formatCount(parameters),
    compare: (original, network) =>
      compareTo(original.parameters, network.parameters, "fewer", "more", "the same"),
  },
  {
    name: "FLOPs per step, counted",
    show: ({ flopsPerStep }) => formatLarge(flopsPerStep),
    compare: (original, network) =>
      compareTo(original.flopsPerStep, network.flopsPerStep, "fewer", "more", "the same"),
  },
  {
    name: "Bytes moved per step, counted",
    show: ({ bytesPerStep }) => formatLarge(bytesPerStep),
    compare: (original, network) =>
      compareTo(original.bytesPerStep, network.bytesPerStep, "fewer", "more", "the same"),
  },
  {
    name: "Memory for training, bytes",
    show: ({ byteLength }) => formatLarge(byteLength),
    compare: (original, network) =>
      compareTo(original.byteLength, network.byteLength, "less", "more", "the same"),
  },
  {
    name: "ms per step, measured",
    show: ({ msPerStep }) => formatMs(msPerStep),
    compare: (original, network) => compareTimes(original, network),
  },
  { name: "Train error", show: ({ progress }) => formatError(progress?.loss) },
  { name: "Recovery error", show: ({ progress }) => formatError(progress?.headline) },
  {
    name: "Best recovery error",
    show: ({ progress }) => formatError(progress?.best),
    when: best,
  },
  {
    name: "Validation error",
    show: ({ progress }) => formatError(progress?.evaluated["validation"]?.value),
    onlyWithValidation: true,
  },
  {
    name: "Best validation error",
    show: ({ progress }) => formatError(progress?.evaluated["validation"]?.best),
    when: ({ progress }) =>
      progress?.evaluated["validation"]
        ? `at step ${formatCount(progress.evaluated["validation"].bestStep)}`
        : "",
    onlyWithValidation: true,
  },
  {
    name: "Hidden-pixel PSNR, dB",
    show: ({ progress }) => formatDb(psnrOf(psnrAtOne, progress?.headline ?? NaN)),
    onlyWithPsnr: true,
  },
  {
    name: "Best hidden-pixel PSNR, dB",
    show: ({ progress }) => formatDb(psnrOf(psnrAtOne, progress?.best ?? NaN)),
    when: best,
    onlyWithPsnr: true,
  },
  {
    name: "Steps to recovery error 1e-2",
    show: ({ progress }) => step(progress?.iterationsTo["1e-2"]),
  },
  {
    name: "Steps to recovery error 1e-3",
    show: ({ progress }) => step(progress?.iterationsTo["1e-3"]),
  },
];

export function CostTable({ run }: { readonly run: LoadedRun }) {
  const networks = usePlayground(shownNetworks);
  const original = networkNow(networks, "original");
  const shown = rows(run.psnrAtOne).filter(
    ({ onlyWithPsnr, onlyWithValidation }) =>
      (!onlyWithPsnr || run.psnrAtOne !== undefined) &&
      (!onlyWithValidation || run.validationCount !== undefined),
  );
  return (
    // A table that is wider than the screen scrolls by itself, so it must be able to take the keyboard focus.
    <div className="scroller" role="region" aria-label="Costs and results" tabIndex={0}>
      <table className="number-table costs">
        <caption>
          Costs and results
          {run.config.seeds > 1 && <small> of the first seed, {String(run.config.seed)}</small>}
        </caption>
        <thead>
          <tr>
            <td />
            {networks.map(({ id }) => (
              <th key={id} scope="col">
                <LineSample id={id} />
                {shortName(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, show, compare, when }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {networks.map((network) => (
                <td key={network.id}>
                  {show(network)}
                  {compare && original && network !== original && saves(original, network) && (
                    <span className="compared">{compare(original, network)}</span>
                  )}
                  {when && <span className="compared">{when(network)}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
