/** Measures this device with our own kernels, and shows how close they come to its limits. */
import { Fragment, useState } from "react";
import {
  benchmarkJson,
  benchmarkText,
  type BenchmarkState,
  benchmarkLines,
  digits,
  growth,
} from "../../../../store/jobs/benchmark.ts";
import { downloadText } from "../../../code/download.ts";
import { RowsTable } from "../../../parts/RowsTable.tsx";
import { Sheet } from "../../../parts/Sheet.tsx";
import { CopyText } from "../../../share/CopyText.tsx";
import { RunBenchmark } from "./RunBenchmark.tsx";
import type { BenchmarkEngine } from "../../../../jobs/benchmark/client.ts";
import "../../../styles/panels/share.css";

export function Benchmark() {
  return (
    <Sheet
      title="Benchmark of this device"
      width="58rem"
      summary="The benchmark times our kernels and training steps on each engine in this browser. It takes about half a minute. Training pauses meanwhile, and nothing leaves this page."
    >
      <div className="sheet-body">
        <RunBenchmark
          labels={["Measure", "Measure again"]}
          done="Other programs and tabs make this device slower."
        >
          {(state) => (
            <>
              <p>
                We have never timed our WebGPU kernels on a graphics card. Our own figures come from
                SwiftShader and lavapipe, which compute in software. Two kernels, <code>matmul_tiled</code>{" "}
                and <code>matmul_split</code>, are slower there than the others we use, so they are tried only
                on a graphics card. A third, <code>matmul_lanes</code>, was written for software adapters and
                is never tried on a graphics card. Two fused kernels, <code>small_products</code> and{" "}
                <code>product_residual</code>, replace several dispatches of a compressed network. On a
                graphics card, each of them is used if a benchmark at the start finds it faster.
              </p>
              {state.rows.length > 0 && <BenchmarkTable state={state} />}
              {state.status === "done" && <Growth state={state} />}
              {state.status === "done" && <Result state={state} />}
            </>
          )}
        </RunBenchmark>
      </div>
    </Sheet>
  );
}

function Result({ state }: { readonly state: BenchmarkState }) {
  const [where] = useState(() => ({
    date: new Date().toISOString(),
    browser: navigator.userAgent,
    processors: String(navigator.hardwareConcurrency ?? "unknown"),
  }));
  const json = benchmarkJson(state, where);
  return (
    <section aria-label="Share the result">
      <h3>Share the result</h3>
      <CopyText action="Copy as text" label="Result as text" text={benchmarkText(state, where)} lines={4} />
      <CopyText action="Copy as JSON" label="Result as JSON" text={json} lines={4} />
      {state.card && (
        <p>
          <button type="button" onClick={() => downloadText("dmf-card.json", "application/json", json)}>
            Save dmf-card.json
          </button>{" "}
          The file has the adapter’s name, limits and features, the kernels chosen on it, and these figures.
          If you have a graphics card, please send us the file: docs/cards.md collects them.
        </p>
      )}
    </section>
  );
}

const enginesOf = ({ devices }: BenchmarkState): BenchmarkEngine[] =>
  Object.keys(devices) as BenchmarkEngine[];

/** The measurements, one column per engine, and how the time of a step grows with the size. */
function BenchmarkTable({ state }: { readonly state: BenchmarkState }) {
  const engines = enginesOf(state);
  return (
    <div className="scroller" role="region" aria-label="Measured" tabIndex={0}>
      <RowsTable
        className="ruled"
        caption={
          <span style={{ fontWeight: 400 }}>
            Roofline divides the shortest possible time of a step, at the best arithmetic and memory rates
            measured here, by its measured time. Speed-up compares one thread with one on each processor, at
            most four. Training leaves one processor to the page.
          </span>
        }
        heads={[
          "What",
          "Size",
          ...engines.map((engine) => (
            <Fragment key={engine}>
              {engine}
              <small>{state.devices[engine]}</small>
            </Fragment>
          )),
          "Unit",
        ]}
        rows={benchmarkLines(state).map(({ what, shape, unit, values }) => ({
          name: `${what} ${shape} ${unit}`,
          head: what,
          cells: [
            shape,
            ...engines.map((engine) => (values[engine] === undefined ? "" : digits(values[engine]))),
            unit,
          ],
        }))}
      />
    </div>
  );
}

function Growth({ state }: { readonly state: BenchmarkState }) {
  const sentences = enginesOf(state).flatMap((engine) => {
    const original = growth(state, engine, "original, step");
    const compressed = growth(state, engine, "compressed, step");
    if (original === undefined || compressed === undefined) return [];
    return `${engine}: time per step grows like d^${original.toFixed(1)} for the original, whose arithmetic grows like d³, and like d^${compressed.toFixed(1)} for the compressed network, whose arithmetic grows like d².`;
  });
  return sentences.map((text) => <p key={text}>{text}</p>);
}
