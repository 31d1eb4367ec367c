// Runs suites in Node on Dawn. Each suite has its own process, which ends with the suite.
import { fork } from "node:child_process";

/**
 * Runs a suite in Dawn. Returns its rows and the adapter's name; after a failure, the rows that were measured
 * before it.
 */
export function runInDawn(file, suite, setting, log) {
  const result = { adapter: "", rows: [], error: undefined };
  // Drivers print a lot, so standard error is shown only if the process fails.
  const child = fork(file, [suite, JSON.stringify(setting)], { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let complaints = "";
  child.stderr.on("data", (text) => (complaints = (complaints + text).slice(-2000)));
  child.on("message", ({ adapter, row, log: text, error }) => {
    if (adapter) result.adapter = adapter;
    if (row) result.rows.push({ ...row, value: row.value ?? Number.NaN });
    if (text) log(text);
    if (error) result.error = error;
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      if (code !== 0) result.error ??= `ended with ${signal ?? code}: ${complaints}`;
      resolve(result);
    });
  });
}
