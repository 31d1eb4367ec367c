/** The measurements, one column per engine, and how the time of a step grows with the size. */
import type { BenchmarkEngine } from "../../../../jobs/benchmark/client.ts";
import { benchmarkLines, digits, growth, type BenchmarkState } from "../../../../store/jobs/benchmark.ts";

interface Props {
  readonly state: BenchmarkState;
}

const enginesOf = ({ devices }: BenchmarkState): BenchmarkEngine[] =>
  Object.keys(devices) as BenchmarkEngine[];

export function BenchmarkTable({ state }: Props) {
  const engines = enginesOf(state);
  return (
    <div className="scroller" role="region" aria-label="Measured" tabIndex={0}>
      <table className="ruled">
        <caption style={{ fontWeight: 400 }}>
          Roofline divides the shortest possible time of a step, at the best arithmetic and memory rates
          measured here, by its measured time. Speed-up compares one thread with one on each processor, at
          most four. Training leaves one processor to the page.
        </caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Size</th>
            {engines.map((engine) => (
              <th scope="col" key={engine}>
                {engine}
                <small>{state.devices[engine]}</small>
              </th>
            ))}
            <th scope="col">Unit</th>
          </tr>
        </thead>
        <tbody>
          {benchmarkLines(state).map(({ what, shape, unit, values }) => (
            <tr key={`${what} ${shape} ${unit}`}>
              <th scope="row">{what}</th>
              <td>{shape}</td>
              {engines.map((engine) => (
                <td key={engine}>{values[engine] === undefined ? "" : digits(values[engine])}</td>
              ))}
              <td>{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Growth({ state }: Props) {
  const sentences = enginesOf(state).flatMap((engine) => {
    const original = growth(state, engine, "original, step");
    const compressed = growth(state, engine, "compressed, step");
    if (original === undefined || compressed === undefined) return [];
    return `${engine}: time per step grows like d^${original.toFixed(1)} for the original, whose arithmetic grows like d³, and like d^${compressed.toFixed(1)} for the compressed network, whose arithmetic grows like d².`;
  });
  return sentences.map((text) => <p key={text}>{text}</p>);
}
