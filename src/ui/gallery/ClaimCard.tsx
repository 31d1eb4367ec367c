/** One claim: its statement, our result, and a way to run it. */
import { useId } from "react";
import { configOf, seededRuns, verdictText, verdictWord, type Claim } from "../../experiment/claims/claim.ts";
import {
  comparisonOf,
  linkOfAll,
  linkOfRun,
  seedsOf,
  whyNotInChart,
  type Comparison,
} from "../../experiment/claims/comparison.ts";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { counted, formatCount, formatDuration } from "../../store/format.ts";
import type { Config } from "../../store/state.ts";
import { useActions, useOpenPage, usePage, usePlayground } from "../parts/context.ts";
import { ClaimDetails, RecordedVerdict, Verdict } from "./claim-parts.tsx";
import { ClaimPicture } from "./ClaimPicture.tsx";
import { DotPicture } from "./DotPicture.tsx";
import { JudgeHere, Judging } from "./Judging.tsx";
import { useJudging } from "./live-claims.ts";

/** `?compare=<claim>` in the address runs a comparison. */
export const COMPARE_KEY = "compare";

interface Props {
  readonly claim: Claim;
  readonly record: ClaimRecord | undefined;
  /** Pauses training on the page. */
  readonly pause: () => void;
  readonly onRun: (event: { readonly currentTarget: Element }) => void;
}

export function ClaimCard(props: Props) {
  const { claim, record, pause } = props;
  const title = useId();
  const comparison = comparisonOf(claim);
  const link = linkOfAll(claim);
  const why = whyNotInChart(claim);
  const isJudged = why !== undefined && !claim.onFile;
  const now = useJudging(claim.id);
  return (
    <li className="claim" aria-labelledby={title}>
      <h3 id={title}>{claim.title}</h3>
      {record?.picture && <ClaimPicture picture={record.picture} title={`${claim.title}, recorded`} />}
      {record && !record.picture && <DotPicture record={record} title={`${claim.title}, recorded`} />}
      <p>{claim.claim}</p>
      <ClaimDetails claim={claim} record={record} />
      <p className="claim-why">
        {comparison ? <Amount {...comparison} /> : why}{" "}
        {link !== undefined && "“Run it here” trains all seeds together on this page and judges the claim."}
        {isJudged && judgedHow(claim, record)}
      </p>
      <div className="claim-foot">
        <div>
          {record && <RecordedVerdict claim={claim} record={record} />}
          {comparison && <ComparedVerdict claim={claim} />}
        </div>
        <div className="claim-buttons">
          {claim.compares ? <CompareHere {...props} /> : <RunHere {...props} />}
          {isJudged && <JudgeHere claim={claim} now={now} pause={pause} />}
        </div>
      </div>
      {now && <Judging claim={claim} now={now} />}
    </li>
  );
}

/** Says which runs the button trains, and how long they take. */
function Amount({ arms }: Comparison) {
  const { comparisons } = usePage();
  const time = usePlayground((state) => comparisons?.timeOf(state, arms));
  const most = formatCount(Math.max(...arms.map(({ config }) => config.steps)));
  const amount =
    arms.length === 1
      ? `“Run it here” trains one run of at most ${most} steps, with one seed.`
      : `“Run it here” trains ${arms.length} runs of at most ${most} steps, each with one seed.`;
  return time ? `${amount} All steps take ${time}.` : amount;
}

/** Says what “Judge it here” does, and how long the recorded runs took. */
function judgedHow(claim: Claim, record: ClaimRecord | undefined): string {
  const { runs } = claim;
  const count = seededRuns(runs).length;
  if (count === 0) return "“Judge it here” repeats the computation.";
  const most = Math.max(...runs.map((run) => configOf(claim, run, 0).steps));
  const time = record?.seconds ? ` The recorded runs took ${formatDuration(record.seconds)}.` : "";
  return `“Judge it here” trains ${formatCount(count)} runs of at most ${counted(most, claim.codec.stepName)} without a chart, and judges the claim.${time}`;
}

/** The verdict of the last comparison on this page. */
function ComparedVerdict({ claim }: { readonly claim: Claim }) {
  const { comparisons } = usePage();
  const comparison = usePlayground((state) => comparisons?.now(state));
  const judged = comparison?.claim.id === claim.id ? comparison : undefined;
  if (!judged?.judgement) return null;
  return (
    <Verdict claim={claim} verdict={verdictWord(judged.judgement)}>
      here, with {seedsOf(judged.arms)}
    </Verdict>
  );
}

/** Links to each run: with all its seeds if this run alone judges the claim. */
function RunHere({ claim, onRun }: Props) {
  const words = linkOfAll(claim) === undefined ? "Train one run" : "Run it here";
  return claim.runs.map((run) => (
    <a
      key={run.label}
      className="run-here"
      href={`#${linkOfRun(claim, run)}`}
      aria-label={`${words}: ${claim.title}, ${run.label}`}
      onClick={onRun}
    >
      {words}
      {claim.runs.length > 1 && `: ${run.label}`}
    </a>
  ));
}

/** Runs all arms with a live verdict. If the chart cannot judge the claim, it trains one run and says so. */
function CompareHere({ claim, record, onRun }: Props) {
  const open = useOpenPage();
  const { openClaim } = useActions();
  const { comparisons, id } = open.kind;
  const comparison = comparisonOf(claim);
  const fields = claim.here ?? claim.runs[0]?.fields;
  if (!fields) return null;
  const { config } = claim.codec.repair(fields);
  const words = comparison ? "Run it here" : "Train one run";
  const common = { className: "run-here", "aria-label": `${words}: ${claim.title}`, children: words };
  if (!comparison)
    return (
      <a
        {...common}
        href={`#${claim.codec.encode(config)}`}
        onClick={(event) => {
          // A claim about another workload opens its page.
          if (event.ctrlKey || event.metaKey || event.shiftKey || claim.codec.id !== id) return;
          event.preventDefault();
          onRun(event);
          const recorded = record ? ` Recorded: ${verdictText(claim, record.verdict)}.` : "";
          openClaim(
            config as unknown as Config,
            `A run of the claim “${claim.title}”.${recorded} ${whyNotInChart(claim) ?? ""}`,
          );
        }}
      />
    );
  return (
    <a
      {...common}
      href={`?${COMPARE_KEY}=${claim.id}`}
      onClick={(event) => {
        // Lets the browser open the link in another tab if the user asks for it, or on the page that compares.
        if (event.ctrlKey || event.metaKey || event.shiftKey || !comparisons) return;
        event.preventDefault();
        onRun(event);
        comparisons.run(open, comparison);
      }}
    />
  );
}
