/** One claim: its statement, our result, and a way to run it. */
import { useId } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { configOf, seededRuns, verdictText, type Claim } from "../../experiment/claims/claim.ts";
import { linkOfAll, offeredRuns } from "../../experiment/claims/record.ts";
import type { ClaimRecord, PictureRecord } from "../../experiment/claims/record.ts";
import { counted, formatCount, formatDuration, subscript } from "../../store/format.ts";
import type { Config } from "../../store/state.ts";
import { useActions, usePage } from "../parts/context.ts";
import { closeSheet } from "../parts/Sheet.tsx";
import { ClaimDetails, RecordedVerdict, Verdict, type ClaimProps } from "./claim-parts.tsx";
import { DotPicture } from "./DotPicture.tsx";
import { fractionDone, isRunning, progressText, startClaim, type ClaimNow } from "../../store/jobs/claim.ts";
import { formatTick } from "../charts/axes.ts";
import { useLooks } from "./looks.ts";
import "../styles/panels/claim-picture.css";

export function ClaimCard(props: ClaimProps) {
  const { claim, record } = props;
  const title = useId();
  const isJudgedByRun = linkOfAll(claim) !== undefined;
  const now = useJudging(claim.id);
  return (
    <li className="claim box column" aria-labelledby={title}>
      <h3 id={title}>{claim.title}</h3>
      {record?.picture && <ClaimPicture picture={record.picture} title={`${claim.title}, recorded`} />}
      {record && !record.picture && <DotPicture record={record} title={`${claim.title}, recorded`} />}
      <p>{claim.claim}</p>
      <ClaimDetails claim={claim} record={record} />
      <p className="note">
        {claim.onFile
          ? "This claim needs your file; dmf reproduce runs it."
          : isJudgedByRun
            ? "“Run it here” trains all seeds together on this page and judges the claim."
            : judgedHow(claim, record)}
      </p>
      <div className="claim-foot spread">
        <div>{record && <RecordedVerdict claim={claim} record={record} />}</div>
        <div className="row">
          <RunHere {...props} words={isJudgedByRun ? "Run it here" : "Train one run"} />
          {!isJudgedByRun && !claim.onFile && <JudgeHere claim={claim} now={now} />}
        </div>
      </div>
      {now && <Judging claim={claim} now={now} />}
    </li>
  );
}

/** Says what “Judge it here” does, and how long the recorded runs took. */
function judgedHow(claim: Claim, record: ClaimRecord | undefined): string {
  const { runs } = claim;
  const count = seededRuns(runs).length;
  if (count === 0)
    return "Nothing is trained for this claim: it is arithmetic. “Judge it here” repeats the computation.";
  const most = Math.max(...runs.map((run) => configOf(claim, run, 0).steps));
  const time = record?.seconds ? ` The recorded runs took ${formatDuration(record.seconds)}.` : "";
  return `“Judge it here” trains ${formatCount(count)} runs of at most ${counted(most, claim.codec.stepName)} without a chart, and judges the claim.${time}`;
}

/** Links that train runs of the claim on the page. */
function RunHere({ claim, record, words }: ClaimProps & { readonly words: string }) {
  const { id } = usePage();
  const { openClaim } = useActions();
  const { title, codec } = claim;
  const recorded = record ? ` Recorded: ${verdictText(claim, record.verdict)}.` : "";
  return offeredRuns(claim).map(({ label, config }, _, { length }) => (
    <a
      key={label}
      className="run-here"
      href={`#${codec.encode(config)}`}
      aria-label={`${words}: ${title}${length > 1 ? `, ${label}` : ""}`}
      onClick={(event) => {
        // The browser opens the link in another tab if the user asks for it, and a claim of another workload on its page.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        closeSheet(event);
        if (codec.id !== id) return;
        event.preventDefault();
        openClaim(config as unknown as Config, `A run of the claim “${title}”.${recorded}`);
      }}
    >
      {words}
      {length > 1 && `: ${label}`}
    </a>
  ));
}

interface JudgeHereProps<Now> {
  readonly claim: Claim;
  /** Undefined if the user has not judged the claim. */
  readonly now: Now;
}

/** A button that starts or stops the claim's runs in the background. Starting them pauses training on the page. */
export function JudgeHere({ claim: { id, title }, now }: JudgeHereProps<ClaimNow | undefined>) {
  const { pause } = useActions();
  const runs = isRunning(now);
  const words = runs ? "Stop" : "Judge it here";
  return (
    <button
      type="button"
      className="run-here"
      aria-label={`${words}: ${title}`}
      onClick={() => {
        if (runs) return stopJudging();
        pause();
        return startJudging(id);
      }}
    >
      {words}
    </button>
  );
}

/**
 * The claims that the user has judged in the background. Their verdicts stay when the gallery is closed, but
 * closing it stops the claim in progress. Only one claim is judged at a time.
 */
const claims = createStore<Readonly<Record<string, ClaimNow>>>(() => ({}));
let running: { readonly id: string; readonly end: () => void } | undefined;

/** Undefined if the user has not judged the claim. */
const useJudging = (id: string): ClaimNow | undefined => useStore(claims, (all) => all[id]);

function startJudging(id: string): void {
  stopJudging();
  claims.setState({ [id]: { kind: "started" } });
  running = { id, end: startClaim((event) => claims.setState({ [id]: event }), { id }) };
}

export function stopJudging(): void {
  if (!running) return;
  const { id, end } = running;
  running = undefined;
  end();
  if (isRunning(claims.getState()[id])) claims.setState({ [id]: { kind: "stopped" } });
}

/** Shows the progress of the runs, and at the end the verdict with its figures. */
export function Judging({ claim, now }: JudgeHereProps<ClaimNow>) {
  const isTrained = claim.runs.length > 0;
  return (
    <div className="claim-judging">
      {now.kind === "progress" && (
        <>
          <progress max={1} value={fractionDone(claim, now)} aria-label={`Progress: ${claim.title}`} />
          <span>{progressText(claim, now)}</span>
        </>
      )}
      {isRunning(now) && (
        <p className="note">Training on the page is paused. Closing the gallery stops these runs.</p>
      )}
      <div role="status">
        {now.kind === "started" && "The runs are being prepared."}
        {now.kind === "stopped" && "Stopped. Finished runs were not kept."}
        {now.kind === "failed" && `The claim could not be judged: ${now.message}`}
        {now.kind === "done" && (
          <>
            <Verdict claim={claim} verdict={now.verdict}>
              {isTrained ? "here, with all seeds" : "here"}
            </Verdict>
            <p className="note">
              {now.ours}
              {isTrained && ` (${now.engine})`}
            </p>
          </>
        )}
      </div>
    </div>
  );
}

const LEFT = 44;
const BOTTOM = 18;
const TOP = 8;
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "4 2", "12 3", "1 2", "6 2 1 2"];

/** The recorded curves of a claim, told apart by colour and dash, with their names below. */
function ClaimPicture({ picture, title }: { readonly picture: PictureRecord; readonly title: string }) {
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
