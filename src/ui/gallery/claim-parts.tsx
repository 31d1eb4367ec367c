import type { ReactNode } from "react";
import {
  verdictText,
  WHOSE_NAMES,
  type Claim,
  type ClaimText,
  type Whose,
} from "../../experiment/claims/claim.ts";
import { FAILS_UNDECIDED, recordedVerdict, type ClaimRecord } from "../../experiment/claims/record.ts";
import { counted } from "../../core/format.ts";
import { Facts } from "../parts/Facts.tsx";
import { RowsTable } from "../parts/RowsTable.tsx";

const SIGNS: Readonly<Record<ClaimRecord["verdict"], string>> = {
  pass: "✓",
  "in part": "◐",
  fails: "✗",
  counted: "=",
  "needs a large machine": "–",
  "needs your file": "–",
};

const GROUPS: readonly (readonly [whose: Whose, words: string])[] = [
  ["paper", "The papers’ own"],
  ["surrogate", "Surrogates (other problems, data, models or settings)"],
  ["control", "Our controls"],
];

/** The number of claims with each verdict, by whose claims they are. */
export function tally(
  claims: readonly Pick<Claim, "id" | "whose" | "judge">[],
  records: ReadonlyMap<string, ClaimRecord> | undefined,
): string {
  if (!records) return "";
  const groups = GROUPS.flatMap(([whose, words]) => {
    const verdicts = claims
      .filter((claim) => claim.whose === whose)
      .map((claim) => recordedVerdict(claim, records.get(claim.id)));
    const count = (verdict: string): number => verdicts.filter((one) => one === verdict).length;
    const judged = [
      [count("pass"), "pass at our settings"],
      [count("in part"), "in part"],
      [count("fails"), "fail"],
      [count(FAILS_UNDECIDED), "fail by undecided cases alone"],
      [count("counted"), "counted"],
    ] as const;
    const others = verdicts.length - judged.reduce((sum, [number]) => sum + number, 0);
    const told = [...judged, [others, "not run"] as const].filter(([number]) => number > 0);
    return told.length > 0
      ? [`${words}: ${told.map(([number, word]) => `${number} ${word}`).join(", ")}.`]
      : [];
  });
  return `${counted(claims.length, "claim")}. ${groups.join(" ")}`;
}

export function RecordedVerdict({ claim, record }: { readonly claim: Claim; readonly record: ClaimRecord }) {
  return (
    <Verdict claim={claim} verdict={record.verdict} word={recordedVerdict(claim, record)}>
      recorded {record.date}
    </Verdict>
  );
}

/** The children say where the verdict comes from. */
export function Verdict({
  claim,
  verdict,
  word = verdict,
  children,
}: {
  readonly claim: ClaimText;
  readonly verdict: ClaimRecord["verdict"];
  readonly word?: string;
  readonly children: ReactNode;
}) {
  return (
    <p data-verdict={verdict}>
      <span aria-hidden="true">{SIGNS[verdict]} </span>
      {verdictText(claim, word)}
      <span className="fine"> {children}</span>
    </p>
  );
}

function undecidedText(claim: Claim, record: ClaimRecord, cases: readonly string[]): string {
  const alone =
    recordedVerdict(claim, record) === record.verdict
      ? ""
      : " No other case fails, so the claim is neither shown nor refuted.";
  return `${cases.join(", ")}: the 95 % interval has values on both sides of the criterion.${alone}`;
}

export interface ClaimProps {
  readonly claim: Claim;
  readonly record: ClaimRecord | undefined;
}

/** Collapsed details: both settings, the criterion, our figures, all differences, and the verdict's limits. */
export function ClaimDetails({ claim, record }: ClaimProps) {
  const { id, differences, notes = [], changed, title } = claim;
  const full = record?.full;
  return (
    <details className="claim-small">
      <summary aria-label={`Details: ${title}`}>
        Details <code>{id}</code>
      </summary>
      <Facts
        facts={{
          "Whose claim": WHOSE_NAMES[claim.whose],
          Paper: claim.paper,
          "Its setting": claim.paperSetting,
          "Our setting": claim.setting,
          "Passes when": claim.criterion,
          Ours: record?.ours ?? "not run yet",
          Undecided: record?.undecided && undecidedText(claim, record, record.undecided),
          "At full size": full && `${SIGNS[full.verdict]} ${full.verdict}: ${full.ours}`,
        }}
      />
      {differences && (
        <RowsTable
          heads={["What differs", "Paper", "Ours"]}
          rows={Object.entries(differences).map(([what, row]) => [what, ...row])}
        />
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {changed && <p>Changed after an earlier run. {changed}</p>}
    </details>
  );
}
