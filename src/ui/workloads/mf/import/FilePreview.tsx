/** Shows facts about a file, and a preview of its selected part: values, missing cells, singular values. */
import { useEffect, useState } from "react";
import type { Decay, FileFacts, FileSettings, Preview, Refusal } from "../../../../jobs/data/data-lab.ts";
import { leftOut, type DataLabClient } from "../../../../store/files/data-lab.ts";
import { settingsFor } from "../../../../store/files/own-data.ts";
import { needsFile } from "../../../../store/state.ts";
import { useMatrix, useMatrixActions } from "../context.ts";
import { Facts } from "../../../parts/Facts.tsx";
import { closeSheet } from "../../../parts/Sheet.tsx";
import { FileButton } from "../../../parts/FileButton.tsx";
import { keepFile, showFile } from "./chosen-file.ts";
import { isWhole, PartForm, partOf, startSettings, takeOf, withSide } from "./PartForm.tsx";
import { formatCount, formatError, subscript, formatDigits } from "../../../../store/format.ts";
import { HiddenSwatch } from "../pictures/ColourScale.tsx";
import { PixelCanvas } from "../../../diagram/PixelCanvas.tsx";
import { Plot } from "../../../charts/Plot.tsx";
import { spectrumChart } from "../../../charts/spectrum-chart.ts";

export function FilePreview({
  client,
  facts,
}: {
  readonly client: DataLabClient;
  readonly facts: FileFacts;
}) {
  const experiment = useMatrix((state) => state.config);
  const isMissing = useMatrix(needsFile);
  const { trainOn } = useMatrixActions();
  const before = settingsFor(experiment, facts.checksum);
  const [settings, setSettings] = useState(() => startSettings(facts, before ?? facts.first));
  const { preview, whole, decay, isDecayCurrent } = usePreview(client, facts, settings);
  const left = leftOut(facts, settings);
  const refusal = preview && "refusal" in preview ? preview.refusal : undefined;
  const wanted = experiment.data === "file" ? experiment.file : "";

  const use = async (button: HTMLButtonElement): Promise<void> => {
    const file = await client.lab.file();
    const crop = isWhole(facts, settings) ? [] : settings.crop;
    // Averages are made of all entries of the file.
    const own = takeOf(facts, settings) === "average" ? ({ entries: "all" } as const) : {};
    trainOn(file, facts, { ...(before ? {} : facts.first), ...settings, crop, ...own });
    keepFile();
    closeSheet({ currentTarget: button });
  };

  return (
    <div className="import-body grid">
      <div className="stack">
        <FileTable facts={facts} />
        {facts.remarks.map((remark) => (
          <p key={remark}>{remark}</p>
        ))}
        {wanted === facts.checksum && <p>The checksum matches the experiment’s.</p>}
        {isMissing && wanted !== facts.checksum && (
          <p className="warning">This is not the experiment’s file, whose checksum is {wanted}.</p>
        )}
        {left && <p role="status">{left}</p>}
        <PartForm facts={facts} settings={settings} onChange={setSettings} />
        {refusal && (
          <p className="warning" role="alert">
            {refusal}
          </p>
        )}
        <p className="note">
          The networks see the fraction p of the known cells and are tested on the rest. With p = 1 they see
          all of them.
        </p>
      </div>
      <div className="import-pictures stack" aria-busy={!isDecayCurrent}>
        {whole && !("refusal" in whole) && wholePicture(whole, facts, settings)}
        {preview && !("refusal" in preview) && <PreviewPicture preview={preview} />}
        {decay && !("refusal" in decay) && !refusal && <DecayPlot decay={decay} />}
      </div>
      <div className="import-actions row">
        <button
          type="button"
          className="primary"
          disabled={!preview || refusal !== undefined}
          onClick={(event) => void use(event.currentTarget)}
        >
          Use it
        </button>
        <FileButton label="File" onChoose={showFile}>
          Choose another file…
        </FileButton>
      </div>
    </div>
  );
}

/** The longer side of a small picture of the whole file, shown if a part is selected. */
const WHOLE_SIDE = 128;

/** The pictures come first, then the singular values. Earlier results stay until the new ones replace them. */
function usePreview({ lab }: DataLabClient, facts: FileFacts, settings: FileSettings) {
  const [whole, setWhole] = useState<Preview | Refusal>();
  const [preview, setPreview] = useState<Preview | Refusal>();
  const [decay, setDecay] = useState<{ readonly of: FileSettings; readonly values: Decay | Refusal }>();
  useEffect(() => {
    let current = true;
    const show = async (): Promise<void> => {
      const made = await lab.preview(settings);
      if (!current) return;
      setPreview(made);
      if ("refusal" in made) return;
      const all = withSide(facts, { ...settings, crop: [] }, WHOLE_SIDE);
      const wholePreview = isWhole(facts, settings) ? undefined : await lab.preview(all);
      if (!current) return;
      setWhole(wholePreview);
      const decayed = await lab.decay(settings);
      if (current) setDecay({ of: settings, values: decayed });
    };
    void show();
    return () => {
      current = false;
    };
  }, [lab, facts, settings]);
  return { preview, whole, decay: decay?.values, isDecayCurrent: decay?.of === settings };
}

function PreviewPicture({ preview }: { readonly preview: Preview }) {
  const { rows, cols, pixels, low, high, missing } = preview;
  const size = `${formatCount(rows)} × ${formatCount(cols)}`;
  return (
    <figure>
      <figcaption>
        <h3>Training matrix: {size}</h3>
      </figcaption>
      <PixelCanvas label={`The matrix, ${size}`} rows={rows} cols={cols} pixels={pixels} />
      <p className="note">
        Values from {formatValue(low)} to {formatValue(high)}.
      </p>
      {missing > 0 && <HiddenSwatch name={`${formatCount(missing)} missing`} />}
    </figure>
  );
}

/** The whole file, averaged to a small picture, with a frame around the selected part. */
function wholePicture(preview: Preview, facts: FileFacts, settings: FileSettings) {
  const [top, left, height, width] = partOf(facts, settings);
  const percent = (length: number, of: number): string => `${(100 * length) / of}%`;
  return (
    <figure>
      <figcaption>
        <h3>{`The whole file, ${formatCount(facts.rows)} × ${formatCount(facts.cols)}`}</h3>
      </figcaption>
      <div className="import-whole">
        <PixelCanvas
          label={`The whole file. A frame marks rows ${top + 1} to ${top + height} and columns ${left + 1} to ${left + width}.`}
          rows={preview.rows}
          cols={preview.cols}
          pixels={preview.pixels}
        />
        <div
          style={{
            top: percent(top, facts.rows),
            left: percent(left, facts.cols),
            height: percent(height, facts.rows),
            width: percent(width, facts.cols),
          }}
        />
      </div>
    </figure>
  );
}

const LOW = 1e-4;

/** A value that is smaller than the largest by this factor is rounding or noise. */
const NOTHING = 1e-3;

/** A drop by this factor from one value to the next shows the rank of data with noise. */
const DROP = 0.1;

/**
 * The rank, if all later values are negligible or far smaller. Undefined if the values fall slowly or the rank
 * is large. A drop right after σ₁ does not count, because it may come from a mean that was not subtracted.
 */
export function rankOf({ sigma, count }: Decay): number | undefined {
  const rank = sigma.findIndex(
    (value, i) => value < NOTHING * (sigma[0] ?? 0) || (i > 1 && value < DROP * (sigma[i - 1] ?? 0)),
  );
  return rank > 0 && rank <= count / 4 ? rank : undefined;
}

/** The decay of the singular values, which shows whether a matrix is nearly low-rank. */
function DecayPlot({ decay }: { readonly decay: Decay }) {
  const { sigma, count, rank90 } = decay;
  const rank = rankOf(decay);
  const name = "Singular values, relative to the largest";
  return (
    <figure>
      <figcaption>
        <h3>{name}</h3>
      </figcaption>
      <Plot
        label={`${name}: ${sigma.slice(0, 3).map(formatError).join(", ")} …`}
        chart={spectrumChart({
          lines: [{ name: "Data", values: sigma, look: { colour: "var(--accent)", width: 2 } }],
          isLogIndex: true,
          low: LOW,
        })}
      />
      <p className="note">
        {rank90 === undefined
          ? `The first ${formatCount(sigma.length)} of ${formatCount(count)} singular values hold less than 90 % of the sum of squares.`
          : `The first ${formatCount(rank90)} of ${formatCount(count)} singular values hold 90 % of the sum of squares.`}{" "}
        They were computed after the subtraction; missing cells count as 0.
        {rank !== undefined && ` The values after σ${subscript(rank)} are far smaller.`}
      </p>
    </figure>
  );
}

const FORMATS: Readonly<Record<FileFacts["format"], string>> = {
  csv: "Table (CSV or TSV)",
  npy: "NPY array",
  "matrix-market": "Matrix Market",
  ratings: "Ratings",
  pgm: "Grey picture (PGM)",
  image: "Picture",
};

function FileTable({ facts }: { readonly facts: FileFacts }) {
  const { name, format, rows, cols, low, high, missing, checksum } = facts;
  const share = Number(((100 * missing) / (rows * cols)).toPrecision(2));
  return (
    <Facts
      facts={{
        File: name,
        "Read as": FORMATS[format],
        Size: `${formatCount(rows)} rows × ${formatCount(cols)} columns`,
        Values: `from ${formatValue(low)} to ${formatValue(high)}`,
        "Missing cells": missing === 0 ? "none" : `${formatCount(missing)} (${share} %)`,
        Checksum: checksum,
      }}
    />
  );
}

const formatValue = (value: number): string => formatDigits(value, 4);
