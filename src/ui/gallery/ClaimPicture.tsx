/** The recorded curves of a claim, told apart by colour and dash, with their names below. */
import type { PictureRecord } from "../../experiment/claims/record.ts";
import { subscript } from "../../store/format.ts";
import { formatTick } from "../charts/axes.ts";
import { useLooks } from "./looks.ts";
import "../styles/panels/claim-picture.css";

const LEFT = 44;
const BOTTOM = 18;
const TOP = 8;
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "4 2", "12 3", "1 2", "6 2 1 2"];

export function ClaimPicture({
  picture,
  title,
}: {
  readonly picture: PictureRecord;
  readonly title: string;
}) {
  const looks = useLooks();
  const colours = [...new Set(Object.values(looks).map(({ colour }) => colour))];
  const { width, height, lines, marks, axis } = picture;
  const [low, high] = [axis.bottom, axis.top].map(written);
  const ids = lines.map(({ model }) => model);
  // Networks have their usual colours unless one of them is drawn more than once.
  const own = new Set(ids).size === ids.length;
  const styles = lines.map(({ model }, i) => {
    const usual = own && model !== null ? looks[model] : undefined;
    return {
      stroke: usual?.colour ?? colours[i % colours.length] ?? "var(--text)",
      strokeDasharray: (usual ? usual.dash : DASHES[i % DASHES.length]) || undefined,
    };
  });
  return (
    <figure className="claim-picture">
      <svg
        viewBox={`${-LEFT} ${-TOP} ${width + LEFT + 4} ${height + TOP + BOTTOM}`}
        role="img"
        aria-label={`${title}: ${axis.label} over ${axis.right}, from ${low} to ${high}`}
      >
        <path stroke="var(--control-border)" d={`M0 0V${height}H${width}`} />
        <text x={-4} y={8} textAnchor="end">
          {high}
        </text>
        <text x={-4} y={height} textAnchor="end">
          {low}
        </text>
        <text x={0} y={height + 14}>
          {axis.label}
        </text>
        <text x={width} y={height + 14} textAnchor="end">
          {axis.right}
        </text>
        {lines.map(({ label, path }, i) => (
          <path key={label} d={path} fill="none" strokeWidth={2} {...styles[i]} />
        ))}
        {marks.map(({ label, y }) => (
          <g key={label}>
            <path d={`M0 ${y}H${width}`} stroke="var(--muted)" strokeDasharray="1 3" />
            <text x={4} y={y - 4} paintOrder="stroke" stroke="var(--panel)" strokeWidth={4}>
              {label}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="row fine">
        {lines.map(({ label, path }, i) => (
          <span key={label} className="item">
            <svg width="26" height="10" aria-hidden="true">
              <path d="M0 5H26" fill="none" strokeWidth={2} {...styles[i]} />
            </svg>
            {written(label)}
            {path === "" && " (undefined)"}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/**
 * Formats the plain text of a record: `1e-6` becomes 10⁻⁶, and `W1 σ30` becomes W₁ σ₃₀. A tiny negative number
 * becomes 0, because only a linear axis begins below 0.
 */
const written = (text: string): string =>
  /^-(\d.*e-\d+|0\.000\d*)$/.test(text)
    ? "0"
    : /^1e-?\d+$/.test(text)
      ? formatTick(Number(text))
      : text.replaceAll(/(?<=[Wσ])\d+/g, (index) => subscript(Number(index)));
