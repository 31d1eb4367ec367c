/**
 * `dmf reproduce`: trains what the papers claim, at scaled or full size, and says of each claim whether it holds. Criteria and
 * settings are in src/experiment/claims. Claims that are finished in the folder of `--out` are not run again.
 */
import { CLAIMS } from "../experiment/claims/claims.ts";
import type { Claim, Verdict } from "../experiment/claims/claim.ts";
import { runsOf, settingsOf, type ClaimRecord } from "../experiment/claims/record.ts";
import type { BackendChoice } from "../engine/engine.ts";
import { EngineError } from "../math/errors.ts";
import { backendChoice, parseOptions } from "./arguments.ts";
import { CliError, EXIT } from "./exit.ts";
import { measureRun, type Measured } from "./reproduce/measure.ts";
import { chooseOpener } from "./reproduce/open-session.ts";
import { drawPicture } from "./reproduce/picture.ts";
import { claimProgress, duration } from "./reproduce/progress.ts";
import { finishedRecord, writeClaim } from "./reproduce/store.ts";

const OPTIONS = {
  full: { type: "boolean" },
  out: { type: "string" },
  json: { type: "boolean" },
  backend: { type: "string" },
} as const;

interface Order {
  readonly size: ClaimRecord["size"];
  readonly backend: BackendChoice;
  readonly out: string | undefined;
}

export async function reproduceCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const claims = chosenClaims(positionals);
  const order: Order = {
    size: values.full ? "full" : "scaled",
    backend: backendChoice(values.backend),
    out: values.out,
  };
  let interrupted = false;
  const interrupt = (): void => void (interrupted = true);
  process.once("SIGINT", interrupt);
  const records: ClaimRecord[] = [];
  try {
    for (const claim of claims) records.push(await reproduce(claim, order, () => interrupted));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    process.off("SIGINT", interrupt);
  }
  process.stdout.write(values.json ? `${JSON.stringify(records.map(summary))}\n` : table(records));
  if (interrupted) return EXIT.interrupted;
  return records.some(({ verdict }) => verdict === "fails") ? EXIT.failed : EXIT.ok;
}

class Interrupted extends Error {}

function chosenClaims(ids: readonly string[]): readonly Claim[] {
  const unknown = ids.find((id) => !CLAIMS.some((claim) => claim.id === id));
  if (unknown !== undefined)
    throw new CliError(
      EXIT.badArguments,
      `“${unknown}” is no claim; they are ${CLAIMS.map(({ id }) => id).join(", ")}`,
    );
  return ids.length === 0 ? CLAIMS : CLAIMS.filter(({ id }) => ids.includes(id));
}

async function reproduce(claim: Claim, order: Order, interrupted: () => boolean): Promise<ClaimRecord> {
  const progress = claimProgress(claim.id);
  if (order.out !== undefined) {
    const before = await finishedRecord(order.out, claim, order.size);
    if (before) {
      progress.done(`${before.verdict}, from ${before.date}`);
      return before;
    }
  }
  const startedAt = performance.now();
  const runs = runsOf(claim, order.size);
  const opener = await chooseOpener(order.backend, claim.float64 ?? false);
  const measured: Measured[] = [];
  let refusal: string | undefined;
  try {
    for (const run of runs)
      for (const seed of run.seeds) {
        progress.run(run.seeds.length > 1 ? `${run.label}, seed ${seed}` : run.label);
        const onStep = (step: number, ofSteps: number): void => {
          if (interrupted()) throw new Interrupted();
          progress.step(step, ofSteps);
        };
        measured.push(await measureRun(run, seed, opener, onStep));
      }
  } catch (error) {
    const tooLarge = error instanceof EngineError && ["over-limit", "out-of-memory"].includes(error.code);
    if (!tooLarge) throw error;
    refusal = error.message;
  } finally {
    opener.close();
  }
  const seconds = (performance.now() - startedAt) / 1e3;
  const record: ClaimRecord = {
    schema: 1,
    id: claim.id,
    claim: claim.claim,
    paper: claim.paper,
    ...verdictOf(claim, measured, refusal),
    criterion: claim.criterion,
    size: order.size,
    settings: settingsOf(runs),
    date: new Date().toISOString().slice(0, 10),
    engine: runs.length > 0 ? opener.engine : "counted",
    seconds: Number(seconds.toFixed(1)),
    results: measured.map(({ result: { label, seed, networks } }) => ({ label, seed, networks })),
    picture: refusal === undefined ? drawPicture(claim, measured) : null,
  };
  if (order.out !== undefined)
    await writeClaim(
      order.out,
      record,
      claim.title,
      measured.flatMap(({ curves }) => curves),
    );
  progress.done(`${record.verdict} in ${duration(seconds)}: ${record.ours}`);
  return record;
}

function verdictOf(
  claim: Claim,
  measured: readonly Measured[],
  refusal: string | undefined,
): { ours: string; verdict: Verdict } {
  if (refusal !== undefined) return { ours: refusal, verdict: "needs a large machine" };
  const { ours, passed } = claim.judge(measured.map(({ result }) => result));
  return { ours, verdict: claim.needs ? `needs ${claim.needs}` : passed ? "pass" : "fails" };
}

function summary({ id, claim, paper, ours, verdict }: ClaimRecord) {
  return { id, claim, paper, ours, verdict };
}

/** For reading: the verdict, ours and the paper's below each other. */
function table(records: readonly ClaimRecord[]): string {
  const idWidth = Math.max(...records.map(({ id }) => id.length), 0);
  const verdictWidth = Math.max(...records.map(({ verdict }) => verdict.length), 0);
  const indent = " ".repeat(idWidth + verdictWidth + 4);
  const blocks = records.map(({ id, verdict, ours, paper, criterion }) =>
    [
      `${id.padEnd(idWidth)}  ${verdict.padEnd(verdictWidth)}  ours:   ${ours}`,
      `${indent}paper:  ${paper}`,
      `${indent}passes: ${criterion}`,
    ].join("\n"),
  );
  return blocks.length > 0 ? `${blocks.join("\n")}\n` : "";
}
