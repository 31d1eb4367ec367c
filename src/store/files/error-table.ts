/** The charts' numbers as tables: errors over the steps, and singular values. */
import type { NetworkName } from "../../experiment/experiment.ts";
import type { Cell, Row } from "./csv.ts";
import { pinnedCurves } from "../run/curves.ts";
import { shortName } from "../run/headline.ts";
import type { Pin, LoadedRun } from "../kinds/matrix-state.ts";
import type { MatrixData } from "../kinds/matrix-data.ts";

/** Largest number of lines per network. For a longer run, the table has every second, third … step. */
const MAX_LINES = 20_000;

/**
 * Rows of the current run, whose name is empty, and of the pinned runs. A value that is not finite becomes an
 * empty cell.
 */
export function errorTable(run: LoadedRun, data: MatrixData, pins: readonly Pin[]): Row[] {
  const live = run.models.flatMap(({ id, flopsPerStep }) => {
    const own = data.models.get(id);
    if (!own) return [];
    const { lastStep } = own.recovery;
    const every = Math.max(1, Math.ceil(lastStep / MAX_LINES));
    const count = Math.floor(lastStep / every) + 1;
    return Array.from({ length: count }, (_, i) => {
      const step = i * every;
      return lineOf("", id, step, {
        seconds: own.seconds.at(step),
        flops: step * flopsPerStep,
        train: own.train.at(step),
        recovery: own.recovery.at(step),
        ...(run.validationCount === undefined ? {} : { validation: own.validation.at(step) }),
      });
    });
  });
  const pinned = pins.flatMap((pin, i) =>
    pinnedCurves(pin).flatMap((curve) =>
      curve.steps.map((step, k) =>
        lineOf(pin.name || `pinned ${i + 1}`, curve.id, step, {
          seconds: curve.seconds[k] ?? NaN,
          flops: step * curve.flopsPerStep,
          train: curve.train[k] ?? NaN,
          recovery: curve.recovery[k] ?? NaN,
          ...(run.validationCount === undefined ? {} : { validation: curve.validation?.[k] ?? NaN }),
        }),
      ),
    ),
  );
  return [...live, ...pinned];
}

function lineOf(
  run: string,
  id: NetworkName,
  step: number,
  {
    validation,
    ...values
  }: Readonly<Record<"seconds" | "flops" | "train" | "recovery", number>> & { readonly validation?: number },
): Row {
  const cell = (value: number): Cell => (Number.isFinite(value) ? value : "");
  return {
    run,
    network: shortName(id),
    step,
    seconds_measured: cell(values.seconds),
    flops_counted: cell(values.flops),
    train_error: cell(values.train),
    recovery_error: cell(values.recovery),
    ...(validation === undefined ? {} : { validation_error: cell(validation) }),
  };
}

/** The displayed singular values: of the product of all factors (layer 0) and of each factor, W_1 first. */
export function spectrumTable(run: LoadedRun, data: MatrixData): Row[] {
  return run.models.flatMap(({ id }) => {
    const spectra = data.models.get(id)?.view?.spectra;
    return [spectra?.endToEnd ?? [], ...(spectra?.layers ?? [])].flatMap((values, layer) =>
      values.map((value, i) => ({
        network: shortName(id),
        layer,
        index: i + 1,
        singular_value: Number.isFinite(value) ? value : "",
      })),
    );
  });
}
