/** `dmf`: runs the playground's engine without the page. */
import { setTimeout } from "node:timers/promises";
import { call } from "./call.ts";
import { EXIT } from "./output.ts";

/** How long the process waits for the reader of standard error after the work is done, in ms. */
const LOG_PATIENCE_MS = 1000;

// If the log cannot be written, the work continues.
process.stderr.on("error", () => undefined);

// If the output's reader is gone or the disk is full, the command ends without a stack trace.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  const reason = code === "EPIPE" ? "EPIPE: its reader has ended" : (code ?? "error");
  process.stderr.write(`dmf: the result could not be written (${reason})\n`);
  process.exit(EXIT.failed);
});

process.exitCode = await call(process.argv.slice(2));

// The process does not wait for a log that nobody reads.
const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => stream.write("", () => done()));
await written(process.stdout);
await Promise.race([written(process.stderr), setTimeout(LOG_PATIENCE_MS)]);
process.exit();
