/**
 * A claim is a small file that one process at a time holds. Claims keep processes that share a folder from
 * repeating work and from writing to a file at the same time. The claim of a dead process is taken over. Two
 * processes that take a claim over at the same instant may both continue; this only repeats a run.
 */
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { CliError, EXIT } from "../exit.ts";
import { reasonOf } from "../output.ts";

/** The holder touches its claim this often … */
const BEAT_MS = 20_000;
/** … and a claim untouched for this long is taken over, because its machine may be lost. */
const STALE_MS = 600_000;
const POLL_MS = 100;

type Release = () => Promise<void>;

/** Returns undefined while another process holds the claim. */
export async function tryClaim(path: string): Promise<Release | undefined> {
  if (await isStale(path)) await rm(path, { force: true });
  const mine = `${hostname()} ${process.pid}`;
  try {
    await writeFile(path, mine, { flag: "wx" });
  } catch (error) {
    if (reasonOf(error) === "EEXIST") return undefined;
    throw new CliError(EXIT.failed, `${path} could not be written (${reasonOf(error)})`);
  }
  const touch = (): void => void utimes(path, new Date(), new Date()).catch(() => undefined);
  const beat = setInterval(touch, BEAT_MS).unref();
  return async () => {
    clearInterval(beat);
    if ((await textOf(path)) === mine) await rm(path, { force: true });
  };
}

/** Waits for the claim, and holds it while `work` runs. */
export async function withClaim<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const release = await tryClaim(path);
    if (release) return work().finally(release);
    await sleep(POLL_MS);
  }
}

async function isStale(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return false;
  if (Date.now() - found.mtimeMs > STALE_MS) return true;
  const [host, pid] = (await textOf(path)).split(" ");
  return host === hostname() && pid !== undefined && !isAlive(Number(pid));
}

const textOf = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM means that the process is alive and belongs to another user.
    return reasonOf(error) === "EPERM";
  }
}
