/**
 * A claim is a small file that one process at a time holds. Claims keep processes that share a folder from
 * repeating work and from writing to a file at the same time. The claim of a dead process is taken over. Two
 * processes that take a claim over at the same instant may both continue; this only repeats a run.
 */
import { open, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { CliError, EXIT, ifPresent, reasonOf } from "../output.ts";
import { duration } from "../run/progress.ts";

/** The holder touches its claim this often … */
const BEAT_MS = 20_000;
/** … and a claim untouched for this long is taken over, because its machine may be lost. */
const STALE_MS = 600_000;
/** An empty claim is taken over after this long: its holder ended, or its disk was full, before it wrote its name. */
const EMPTY_MS = 3000;
const POLL_MS = 100;
/** A claim that is held for longer than this is worth a message. */
const QUIET_MS = 1000;

type Release = () => Promise<void>;
type Say = (message: string) => void;

const ME = `${hostname()} ${process.pid}`;
/** The claims that this process holds. Another file with its name is from an earlier process with the same number. */
const held = new Set<string>();

/** Returns undefined while another process holds the claim. */
export async function tryClaim(path: string): Promise<Release | undefined> {
  try {
    if (await isStale(path)) await rm(path, { force: true });
    if (!(await create(path))) return undefined;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(EXIT.failed, `${path} could not be written (${reasonOf(error)})`);
  }
  held.add(path);
  const touch = (): void => void utimes(path, new Date(), new Date()).catch(() => undefined);
  const beat = setInterval(touch, BEAT_MS).unref();
  return async () => {
    clearInterval(beat);
    held.delete(path);
    if ((await holderOf(path)) === ME) await rm(path, { force: true });
  };
}

/** Waits for the claim, and holds it while `work` runs. `say` is told whose claim it waits for. */
export async function withClaim<T>(path: string, say: Say, work: () => Promise<T>): Promise<T> {
  const told = waitTeller(say);
  for (;;) {
    const release = await tryClaim(path);
    if (release) return work().finally(release);
    await told(path);
    await sleep(POLL_MS);
  }
}

/** Returns a function that says, once for each claim and its holder, for whom the caller waits. */
export function waitTeller(say: Say): (path: string) => Promise<void> {
  const since = performance.now();
  const told = new Set<string>();
  return async (path) => {
    if (performance.now() - since < QUIET_MS) return;
    const holder = await holderOf(path);
    const found = await stat(path).catch(() => undefined);
    const key = `${path} ${holder}`;
    if (!found || holder === "" || told.has(key)) return;
    told.add(key);
    const [host, pid] = holder.split(" ");
    const age = duration(Math.max(0, Date.now() - found.mtimeMs) / 1e3);
    say(
      `Waiting for process ${pid} on ${host}, which touched ${path} ${age} ago. A claim that nobody touches for ${duration(STALE_MS / 1e3)} is taken over. If that process has ended, delete the file.`,
    );
  };
}

/** Returns false if the file exists. A file that cannot be written, for example on a full disk, is removed again. */
async function create(path: string): Promise<boolean> {
  const file = await open(path, "wx").catch((error: unknown) => {
    if (reasonOf(error) === "EEXIST") return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    await file.writeFile(ME);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return true;
}

async function isStale(path: string): Promise<boolean> {
  const found = await ifPresent(path, stat(path));
  if (!found) return false;
  if (!found.isFile())
    throw new CliError(EXIT.failed, `${path} is not a file. Remove it: sweep needs a file of this name.`);
  const idleMs = Date.now() - found.mtimeMs;
  if (idleMs > STALE_MS) return true;
  const holder = await holderOf(path);
  if (holder === "") return idleMs > EMPTY_MS;
  if (holder === ME) return !held.has(path);
  const [host, pid] = holder.split(" ");
  return host === hostname() && !isAlive(Number(pid));
}

/** The host and process that a claim names. Empty if there is no claim, or if its process has not written its name. */
const holderOf = async (path: string): Promise<string> =>
  (await ifPresent(path, readFile(path, "utf8"))) ?? "";

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM means that the process is alive and belongs to another user.
    return reasonOf(error) === "EPERM";
  }
}
