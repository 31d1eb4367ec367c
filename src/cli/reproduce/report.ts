/** Writes docs/reproduction.md from the claims and their records, with which a test compares it. */
import {
  verdictText,
  WHOSE,
  WHOSE_NAMES,
  type Claim,
  type ClaimText,
  type Differences,
  type Whose,
} from "../../experiment/claims/claim.ts";
import { NOT_RUN, recordedVerdict, type ClaimRecord } from "../../experiment/claims/record.ts";
import { figureRows } from "../../workloads/paper-figures.ts";
import { duration } from "../run/progress.ts";

const HEAD = `# The papers’ claims, reproduced

Made by \`npm run -s dmf -- reproduce --report --out public/data/claims\` from the records that \`dmf reproduce\` wrote, which the
gallery on the page shows too. Every verdict, and every figure beside one, comes from a record. Notes also quote pilots, earlier records and docs/measurements.md. Claims, settings, criteria and the papers’ values come from
\`src/workloads/\`: \`mf/claims/\` for matrices, and \`claims.ts\` in the folders of digits, fine-tuning and federated fine-tuning.

- **Law**: Yaras, Wang, Hu, Zhu, Balzano, Qu, _The Law of Parsimony in Gradient Descent for Learning Deep Linear Networks_
  (arXiv 2306.01154); its notebooks are at [cjyaras/law-of-parsimony](https://github.com/cjyaras/law-of-parsimony), and so are those of
  Yaras’s matrices. “Law, compare_depth” names a notebook. Its values come from the plots stored there in 2024; those of 2023 differ little where we compared them (compare_depth, compare_iteration_time).
- **Yaras**: Yaras, Wang, Balzano, Qu, _Compressible Dynamics in Deep Overparameterized Low-Rank Learning & Adaptation_ (arXiv 2406.04112).
- **Kwon**: Kwon, Zhang, Song, Balzano, Qu, _Efficient Low-Dimensional Compression of Overparameterized Models_ (arXiv 2311.05061); its
  notebooks are at [soominkwon/comp-deep-nets](https://github.com/soominkwon/comp-deep-nets).
- **GaLore**: Zhao, Zhang, Chen, Wang, Anandkumar, Tian, _GaLore: Memory-Efficient LLM Training by Gradient Low-Rank Projection_ (arXiv 2403.03507).
- **WeGeFT**: Savadikar, Song, Wu, _WeGeFT: Weight-Generative Fine-Tuning for Multi-Faceted Efficient Adaptation of Large Models_
  (arXiv 2312.00700).
- **FibecFed**: Liu et al., _Fisher Information-based Efficient Curriculum Federated Learning with Large Language Models_ (arXiv 2410.00131).

Values of the papers are read off their plots, unless a paper prints them. Those of Deep LoRA are means of the results that its authors stored at
[cjyaras/deep-lora-transformers](https://github.com/cjyaras/deep-lora-transformers).

## How to read it

- **r̂ counts singular directions taken per side.** The inner width is k = 2r̂ for Yaras, thin and narrow, and k = r̂ for Kwon’s network,
  Burer–Monteiro, ScaledGD, the spectral start and alternating minimization. The authors of Kwon’s network take k = 2r, so r̂ = 2r there.
- A recovery error is relative and unsquared, over all entries, unless a row says otherwise. “Steps to 1e-3” is the first step with a
  recovery error below 1e-3; every step is checked. The papers’ test losses are squared, halved, and over hidden entries.
- η̂ is η relative to the stability limit of the original. “At the same share” means that the original’s η is the same fraction of its own
  limit as η of Kwon’s network is of that network’s limit.
- The sentence in front of a setting is the claim under test, not a result. “Not run” means that the claim has no verdict.
- A run has the same seeds and settings wherever it is repeated. Times come from the machine that ran it, which was also doing other work.
- The first criterion of a claim is written down before its recorded run. Some present criteria are younger than their runs; the claim then says
  so. Exploratory runs and pilots, and all changes after an earlier run, are noted below the claim. The criteria of digits were written after
  exploratory runs with other seeds.
- “Whose” says whose sentence is tested. **The paper’s**: on its problem, and at its size, at least with \`--full\`; target spectrum, start,
  rates and γ may be ours. **Our control**: our own sentence or criterion. **Surrogate**: the paper’s sentence on another problem, at another size,
  with other data or another model, or with our reconstruction of an unpublished method or setting; the paper’s own claim is then not tested.
- “Fails”: the criterion is not met; this does not show the contrary. “In part”: some of the judged cases meet the criterion. “Counted”:
  arithmetic; nothing was trained.
- Where a criterion judges a 95 % interval, and this has values on both sides of the bound, the case is undecided: UNDECIDED. Claims that judge
  means have no undecided cases, even where a note gives an interval. A claim
  that fails only by undecided cases is neither shown nor refuted; its verdict is “fails, undecided”.
- λ is the largest curvature at the minimum that a network reaches, for σ₁ = 1, with each factor weighted by the scale of its rate
  (“curvature”), so that η is stable below 2/λ. For ScaledGD, 1 − λη is the factor by which a step shrinks an error. s is the initial scale of a block. DLN is a deep
  linear block of a classifier, C-DLN the compressed one. A plant is a change of the teacher’s weights. galore8 is GaLore with moments in 8 bits. a and
  b are the slope and the offset of a score a cos(u, v) + b.
`;

/** `recordOf` returns undefined for a claim without a record. */
export function reportOf<C extends JudgedText>(
  claims: readonly C[],
  recordOf: (claim: C) => ClaimRecord | undefined,
): string {
  const rows = claims.map((claim) => ({ claim, record: recordOf(claim) }));
  const head = HEAD.replace("UNDECIDED", undecidedCases(rows));
  return [head, overview(rows), figures(rows), ...rows.map(section), ""].join("\n");
}

function undecidedCases(rows: readonly Row[]): string {
  const cases = rows.flatMap(({ claim, record }) =>
    record?.undecided ? [`${record.undecided.join(", ")} of \`${claim.id}\``] : [],
  );
  return cases.length > 0 ? cases.join("; ") : "there is none";
}

type JudgedText = ClaimText & Pick<Claim, "judge">;

interface Row {
  readonly claim: JudgedText;
  readonly record: ClaimRecord | undefined;
}

/** The last column of a claim without a full size. */
const WITHOUT_FULL: Readonly<Record<Whose, string>> = {
  paper: "already the paper’s",
  control: "ours",
  surrogate: "other data, model or setting",
};

function overview(rows: readonly Row[]): string {
  const verdictIn = ({ claim, record }: Row): string => recordedVerdict(claim, record);
  const words = [...new Set(rows.map(verdictIn))];
  const count = (whose: Whose, verdict: string): number =>
    rows.filter((row) => row.claim.whose === whose && verdictIn(row) === verdict).length;
  const full = ({ claim, record }: Row): string =>
    claim.full
      ? fullVerdict(record?.full)
      : record?.verdict === "counted" || record?.verdict === "needs your file"
        ? ""
        : WITHOUT_FULL[claim.whose];
  return [
    "## Verdicts",
    "",
    `${rows.length} claims:`,
    "",
    ...table(
      ["whose", ...words],
      WHOSE.map((whose) => [WHOSE_NAMES[whose], ...words.map((word) => String(count(whose, word)))]),
    ),
    "",
    ...table(
      ["claim", "source", "whose", "verdict", "with `--full`"],
      rows.map((row) => [
        `[\`${row.claim.id}\`](#${row.claim.id})`,
        source(row.claim),
        WHOSE_NAMES[row.claim.whose],
        row.record ? verdictText(row.claim, verdictIn(row)) : NOT_RUN,
        full(row),
      ]),
    ),
    "",
  ].join("\n");
}

function fullVerdict(record: ClaimRecord | undefined): string {
  if (!record) return NOT_RUN;
  return `${record.verdict}${new Set(record.results.map(({ seed }) => seed)).size === 1 ? " (1 seed)" : ""}`;
}

/** Each figure and table of both papers, with its state. */
function figures(rows: readonly Row[]): string {
  const found = figureRows(
    rows.map(({ claim }) => claim),
    (id) => rows.find(({ claim }) => claim.id === id)?.record,
  );
  return [
    "## Figures and tables",
    "",
    "Of Yaras et al. (Law, and ICML 2024, PMLR 235; arXiv 2406.04112) and of Kwon et al. (AISTATS 2024, PMLR 238; arXiv 2311.05061).",
    "We name a figure by the authors’ notebook, script or stored picture. We compared neither these names nor the figures’",
    "numbers with the versions of the papers on arXiv. A figure that exists only in a paper’s text is not in this table, but for Kwon’s theorem and vision transformers.",
    "",
    ...table(
      ["paper", "figure", "covered", "claims"],
      found.map(({ paper, figure, covered, claims }) => [
        paper,
        figure,
        covered,
        claims.map(({ id, verdict }) => `[\`${id}\`](#${id}): ${verdict}`).join(", "),
      ]),
    ),
    "",
  ].join("\n");
}

/** Returns the text before the first colon or parenthesis, or all of it. */
const source = ({ paper }: ClaimText): string => /^[^:(]+/.exec(paper)?.[0].trim() ?? paper;

function section({ claim, record }: Row): string {
  const parts = [
    `## ${claim.id}`,
    `**${claim.title}${claim.title.endsWith("?") ? "" : "."}** ${claim.claim}`,
    [
      `- The paper: ${claim.paper}`,
      ...(claim.paperSetting === undefined ? [] : [`- Its setting: ${claim.paperSetting}`]),
      `- Our setting: ${claim.setting}`,
      `- Passes when: ${claim.criterion}`,
    ].join("\n"),
    claim.differences && differenceTable(claim.differences),
    record ? outcome(record, claim.runsOf, recordedVerdict(claim, record)) : "Not run.",
    claim.full ? fullOutcome(claim.full.needs, record?.full) : undefined,
    ...(claim.notes ?? []),
    claim.changed === undefined ? undefined : `_Changed._ ${claim.changed}`,
  ];
  return `${parts.filter((part) => part !== undefined).join("\n\n")}\n`;
}

function differenceTable(differences: Differences): string {
  const rows = Object.entries(differences).map(([what, row]) => [what, ...row]);
  return table(["what differs", "paper", "ours"], rows).join("\n");
}

function outcome(
  { verdict, ours, date, engine, seconds }: ClaimRecord,
  runsOf?: string,
  word: string = verdict,
): string {
  const own = seconds === null ? "judged again; trained earlier" : duration(seconds);
  const time = runsOf === undefined ? own : `runs shared with ${runsOf}`;
  const run = engine === "counted" ? date : `${date}, ${engine}, ${time}`;
  return `**${word}** — ${ours} _(${run})_`;
}

function fullOutcome(needs: string, record: ClaimRecord | undefined): string {
  return record
    ? `At the paper’s size: ${outcome(record)}`
    : `At the paper’s size (\`--full\`; ${needs}): not run.`;
}

/** The lines of a table in Markdown. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`,
  );
