/**
 * `dmf reproduce`: trains the papers' claims, at reduced or full size, and judges each. Criteria and settings are
 * in the folders of the workloads, in src/workloads. Claims that are already
 * finished in the folder of `--out` are not repeated. With `--report`, the command trains nothing and prints
 * docs/reproduction.md from the records in that folder.
 */
import { CLAIMS } from "../../workloads/claims.ts";
import type { Claim } from "../../experiment/claims/claim.ts";
import type { ClaimRecord } from "../../experiment/claims/record.ts";
import { backendChoice, optionsOf, parseOptions } from "../arguments.ts";
import { parsePairs } from "../../workloads/finetune/texts.ts";
import { openData } from "../run/data.ts";
import { EXIT, onInterrupt, badArguments, openFolder } from "../output.ts";
import { reportOf } from "./report.ts";
import { Interrupted, runClaim, type Order } from "./run-claim.ts";
import { readRecord } from "./store.ts";
import { cliWorkload } from "../workloads.ts";

export const REPRODUCE_OPTIONS = optionsOf(["data", "out", "backend"], ["full", "report", "json", "quiet"]);

export async function reproduceCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, REPRODUCE_OPTIONS);
  const claims = chosenClaims(positionals);
  if (values.report) {
    process.stdout.write(await reportFrom(values.out, claims));
    return EXIT.ok;
  }
  const order: Order = {
    size: values.full ? "full" : "scaled",
    backend: backendChoice(values.backend),
    out: values.out,
    file: values.data === undefined ? undefined : await fileOf(values.data, claims),
    made: new Map(),
  };
  if (order.out !== undefined) await openFolder(order.out);
  let isInterrupted = false;
  const interrupted = (): boolean => isInterrupted;
  const undo = onInterrupt(() => void (isInterrupted = true));
  const results: Result[] = [];
  try {
    for (const claim of claims) results.push({ claim, record: await runClaim(claim, order, interrupted) });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    undo();
  }
  process.stdout.write(values.json ? `${JSON.stringify(results.map(summary))}\n` : table(results));
  if (isInterrupted) return EXIT.interrupted;
  return results.some(({ record }) => record.verdict === "fails") ? EXIT.failed : EXIT.ok;
}

/** Reads the file in the form of the claims that need one. */
async function fileOf(path: string, claims: readonly Claim[]): Promise<Order["file"]> {
  const kinds = new Set(claims.filter(({ onFile }) => onFile).map(({ codec }) => codec.id));
  if (kinds.size !== 1)
    throw badArguments(
      `--data works only with claims that need a file, and of one kind: ${CLAIMS.filter(
        ({ onFile }) => onFile,
      )
        .map(({ id }) => id)
        .join(", ")}`,
    );
  const { matrix, data, first } = await openData(path, cliWorkload([...kinds][0]));
  if (matrix) {
    const { rows, cols } = matrix.matrix;
    return { shape: { checksum: matrix.checksum, rows, cols }, data: matrix };
  }
  const pairs = parsePairs(data as Uint8Array);
  if (!pairs) throw badArguments(`${path} holds no pairs of sentences with scores`);
  return { shape: { checksum: first().file ?? "", rows: pairs.pairs.length, cols: 2 }, data: pairs };
}

/** Makes docs/reproduction.md from the records in the folder, without training. */
async function reportFrom(folder: string | undefined, claims: readonly Claim[]): Promise<string> {
  if (folder === undefined) throw badArguments("--report needs --out, the folder with the records");
  const records = new Map<string, ClaimRecord>();
  for (const { id } of claims) {
    const record = await readRecord(folder, id);
    if (record) records.set(id, record);
  }
  return reportOf(claims, ({ id }) => records.get(id));
}

interface Result {
  readonly claim: Claim;
  readonly record: ClaimRecord;
}

/** The claims with these ids, or all claims if no id is given. In an id, `*` stands for any text. */
function chosenClaims(ids: readonly string[]): readonly Claim[] {
  const patterns = ids.map(
    (id) => new RegExp(`^${id.replaceAll(/[^\w*-]/g, "\\$&").replaceAll("*", ".*")}$`),
  );
  const unknown = ids.find((_, i) => !CLAIMS.some(({ id }) => patterns[i]?.test(id)));
  if (unknown !== undefined)
    throw badArguments(
      `“${unknown}” is not a claim; the claims are ${CLAIMS.map(({ id }) => id).join(", ")}`,
    );
  return ids.length === 0 ? CLAIMS : CLAIMS.filter(({ id }) => patterns.some((pattern) => pattern.test(id)));
}

function summary({ claim: { id, claim, paper }, record: { ours, verdict } }: Result) {
  return { id, claim, paper, ours, verdict };
}

/** Lists each claim's verdict, our figures, the paper's figures, and the criterion. */
function table(results: readonly Result[]): string {
  const idWidth = Math.max(...results.map(({ claim }) => claim.id.length), 0);
  const verdictWidth = Math.max(...results.map(({ record }) => record.verdict.length), 0);
  const indent = " ".repeat(idWidth + verdictWidth + 4);
  const blocks = results.map(({ claim: { id, paper, criterion }, record: { verdict, ours } }) =>
    [
      `${id.padEnd(idWidth)}  ${verdict.padEnd(verdictWidth)}  ours:   ${ours}`,
      `${indent}paper:  ${paper}`,
      `${indent}passes: ${criterion}`,
    ].join("\n"),
  );
  return blocks.length > 0 ? `${blocks.join("\n")}\n` : "";
}
