/** Saves the matrix that a network has learned, with given values kept or replaced, and every factor. */
import { judgedNetworks } from "../../../../store/run/judged.ts";
import { useCallback, useId, useState } from "react";
import type { NetworkName } from "../../../../workloads/mf/config/fields.ts";
import { npyByteLength, writeNpy, factorsByteLength } from "../../../../store/files/factors-file.ts";
import {
  type CompletedMatrix,
  type Keep,
  csvByteLength,
  keepChoices,
  matrixCsv,
  matrixPixels,
  pictureEnds,
  styleOf,
} from "../../../../store/insight/completed-matrix.ts";
import { fileName, stemOf } from "../../../../store/files/file-name.ts";
import { formatBytes, formatCount, formatDigits } from "../../../../store/format.ts";
import { shortName, shownNetworks, type LoadedRun } from "../../../../store/kinds/matrix-state.ts";
import { downloadBlob, downloadText } from "../../../code/download.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { useAnswer } from "../use-answer.ts";
import { pixelsToPng } from "../../../save/picture-files.ts";
import { Saving } from "../own/Saving.tsx";
import { SaveButton } from "../../../save/SaveButton.tsx";
import { Select } from "../../../parts/Select.tsx";

export function Matrices({ run }: { readonly run: LoadedRun }) {
  const [best] = judgedNetworks(useMatrix(shownNetworks));
  const step = useMatrix((state) => state.step);
  const [first] = run.models;
  // Such a run holds no matrix and no checkpoint of an original. Its best estimate is computed when it is saved.
  if (run.config.entries === "known")
    return (
      <section aria-label="Matrices">
        <h3>Matrices</h3>
        <p className="note">
          The table with its known cells kept and all others estimated at the best validation step, and the
          network’s factors as NPZ.
        </p>
        {first && <Saving run={run} {...(best ?? { id: first.id, step })} />}
      </section>
    );
  return (
    <section aria-label="Matrices">
      <h3>Matrices</h3>
      <Completed run={run} />
      <Factors run={run} />
      {run.config.seeds > 1 && (
        <p className="note">
          The completed matrix belongs to the first seed. Arrays of factors have the seed as their first axis.
        </p>
      )}
    </section>
  );
}

function Factors({ run }: { readonly run: LoadedRun }) {
  const actions = useMatrixActions();
  const size = formatBytes(factorsByteLength(run));
  const save = async (of: "start" | "now"): Promise<void> => {
    const made = await actions.factors(of);
    if (made) downloadBlob(fileName(["factors", `step-${made.step}`], "npz"), new Blob([made.bytes]));
  };
  return (
    <>
      <p className="note">
        Factors of every network for NumPy, in float32: numpy.load(file)['original/W1'] is the original’s
        first weight matrix. While training runs, they come from the last checkpoint. The file also holds
        their step.
      </p>
      <div className="row">
        <SaveButton label="Factors at the start as NPZ" size={size} onSave={() => void save("start")} />
        <SaveButton label="Factors now as NPZ" size={size} onSave={() => void save("now")} />
      </div>
    </>
  );
}

const KEEPS: Readonly<Record<Keep, string>> = {
  known: "Keep every value of the data, fill in missing ones",
  seen: "Keep the values that the networks see, fill in the rest",
  none: "The estimate everywhere",
};

function Completed({ run }: { readonly run: LoadedRun }) {
  const actions = useMatrixActions();
  const userFile = useMatrix((state) => state.userFile);
  const step = useMatrix(({ lookingAt, step: now }) => lookingAt ?? now);
  const choices = keepChoices(run);
  const [wanted, setWanted] = useState<Keep>();
  const [chosen, setChosen] = useState<NetworkName>();
  const [failed, setFailed] = useState(false);
  const fieldId = useId();
  const keep = wanted && choices.includes(wanted) ? wanted : (choices[0] ?? "none");
  const id = run.models.find((network) => network.id === chosen)?.id ?? run.models[0]?.id;
  // It is computed again for every choice, and for every step shown while training is paused.
  const isRunning = useMatrix(({ status }) => status === "running");
  const settled = isRunning ? -1 : step;
  const matrix = useAnswer(
    useCallback(
      async () => (id ? actions.completed(id, keep) : undefined),
      // oxlint-disable-next-line react/exhaustive-deps -- the matrix changes with the step
      [actions, id, keep, settled],
    ),
  );
  if (!id) return null;

  const stem = run.config.data === "file" && userFile ? stemOf(userFile.name) : run.config.data;
  const save = async (ending: "csv" | "npy" | "png"): Promise<void> => {
    const made = await actions.completed(id, keep);
    if (!made) return;
    const { rows, cols, values } = made;
    const name = fileName([stem, "completed", id, `step-${made.step}`], ending);
    if (ending === "csv") downloadText(name, "text/csv", await matrixCsv(made, styleOf(run, userFile)));
    else if (ending === "npy") downloadBlob(name, new Blob([writeNpy({ shape: [rows, cols], values })]));
    else {
      const png = await pixelsToPng({ pixels: matrixPixels(run, made), rows, cols }).catch(() => undefined);
      setFailed(!png);
      if (png) downloadBlob(name, png);
    }
  };
  const files = [
    ["csv", matrix && `about ${formatBytes(csvByteLength(matrix))}`],
    ["npy", formatBytes(npyByteLength({ shape: [run.rows, run.cols], bytesEach: 8 }))],
    ["png", `at most ${formatBytes((4 * run.cols + 1) * run.rows + PNG_FRAME)}`],
  ] as const;
  return (
    <>
      <div className="saved-choices">
        <label htmlFor={`${fieldId} network`}>Completed by</label>
        <Select
          id={`${fieldId} network`}
          options={run.models.map((network) => ({ id: network.id, name: shortName(network.id) }))}
          chosen={id}
          onChoose={setChosen}
        />
        <label htmlFor={`${fieldId} keep`}>Given values</label>
        <Select
          id={`${fieldId} keep`}
          options={choices.map((choice) => ({ id: choice, name: KEEPS[choice] }))}
          chosen={keep}
          onChoose={setWanted}
        />
      </div>
      <p className="note">
        {formatCount(run.rows)} × {formatCount(run.cols)} values at step {formatCount(step)}.{" "}
        {matrix && pictureNote(run, matrix)}
      </p>
      <div className="row">
        {files.map(([ending, size]) => (
          <SaveButton
            key={ending}
            label={`Completed matrix as ${ending.toUpperCase()}`}
            size={size}
            onSave={() => void save(ending)}
          />
        ))}
        <span role="status">
          {failed && "This browser could not make a PNG; CSV and NPY work everywhere."}
        </span>
      </div>
    </>
  );
}

/** Bytes of a PNG file besides its pixels. */
const PNG_FRAME = 1024;

function pictureNote(run: LoadedRun, matrix: CompletedMatrix): string {
  const [low, high] = pictureEnds(run, matrix).map((end) => formatDigits(end, 4)) as [string, string];
  return run.unit.peak === undefined
    ? `Colours of the PNG: viridis from ${low} to ${high}.`
    : `Grey of the PNG: black is ${low}, white ${high}.`;
}
