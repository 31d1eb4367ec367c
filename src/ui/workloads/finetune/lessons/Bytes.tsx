/** Shows how many numbers an optimizer keeps for one matrix, at a chosen rank. */
import { useState } from "react";
import { formatCount } from "../../../../store/format.ts";
import { Slider } from "../../../lessons/parts/Slider.tsx";
import { adamState, galoreState, loraState, type MatrixSize } from "./bytes.ts";
import { Select } from "../../../parts/Select.tsx";

const SIZES: Readonly<Record<string, MatrixSize>> = {
  "the encoder’s output matrix, 512 × 512": { m: 512, n: 512 },
  "a layer of LLaMA-7B, 4,096 × 11,008": { m: 4096, n: 11008 },
};
const RANKS = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

export function Bytes({ withCounts }: { readonly withCounts: boolean }) {
  const names = Object.keys(SIZES);
  const [name, choose] = useState(names[0] ?? "");
  const [place, setPlace] = useState(RANKS.indexOf(8));
  const size = SIZES[name] ?? { m: 1, n: 1 };
  const ranks = RANKS.filter((r) => r <= Math.min(size.m, size.n) / 2);
  const r = ranks[Math.min(place, ranks.length - 1)] ?? 2;
  const most = adamState(size);
  const rows = [
    { id: "full", label: "All weights with Adam", colour: "var(--narrow)", count: most },
    { id: "lora", label: "LoRA with Adam", colour: "var(--original)", count: loraState(size, r) },
    { id: "galore", label: "GaLore", colour: "var(--galore)", count: galoreState(size, r) },
  ];
  return (
    <figure className="lesson-figure" aria-label="Numbers that the optimizer remembers">
      <label>
        Matrix: <Select options={names.map((id) => ({ id, name: id }))} chosen={name} onChoose={choose} />
      </label>
      <Slider
        label={`Rank r = ${formatCount(r)}`}
        min={0}
        max={ranks.length - 1}
        value={Math.min(place, ranks.length - 1)}
        valueText={formatCount(r)}
        onChange={setPlace}
      />
      <table className="bar-table">
        <tbody>
          {rows.slice(0, withCounts ? 3 : 1).map(({ id: method, label, colour, count }) => (
            <tr key={method} data-term={method}>
              <th scope="row">{label}</th>
              <td>
                <span className="bar" style={{ width: `${(100 * count) / most}%`, background: colour }} />
                {formatCount(count)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <figcaption role="status">
        Numbers that the optimizer keeps from one step to the next for this matrix.
      </figcaption>
    </figure>
  );
}
