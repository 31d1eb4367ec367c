/** Files of `dmf sweep`: a line of JSON for each finished run, appended as soon as it is done. */
import { appendFile, readFile, stat, truncate } from "node:fs/promises";
import type { SweepLine } from "../engine/sweep.ts";
import { CliError, EXIT } from "./exit.ts";
import { reasonOf, writeWhole } from "./output.ts";

/** Lines of a file; none when it does not exist yet. A last line that was cut off is left out. */
export async function readLines(path: string): Promise<SweepLine[]> {
  return completeLines(await readFile(path, "utf8").catch(() => ""))
    .split("\n")
    .filter(Boolean)
    .map((line) => parseLine(path, line));
}

/** The same, for a file that is to be gone on with: a last line that was cut off is taken away. */
export async function openLines(path: string): Promise<SweepLine[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  const complete = completeLines(text);
  if (complete !== text) await writeWhole(path, complete);
  return readLines(path);
}

/** The whole line, or nothing of it. */
export async function appendLine(path: string, line: SweepLine): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  try {
    await appendFile(path, `${JSON.stringify(line)}\n`, { flush: true });
  } catch (error) {
    await truncate(path, size).catch(() => undefined);
    throw new CliError(EXIT.failed, `${path} could not be written (${reasonOf(error)})`);
  }
}

const completeLines = (text: string): string => text.slice(0, text.lastIndexOf("\n") + 1);

function parseLine(path: string, line: string): SweepLine {
  try {
    const parsed = JSON.parse(line) as SweepLine;
    if (typeof parsed.link === "string" && parsed.varied && parsed.report) return parsed;
  } catch {
    // The same as a line of something else.
  }
  throw new CliError(EXIT.badArguments, `${path} was not written by sweep`);
}
