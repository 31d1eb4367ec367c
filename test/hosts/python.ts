/** A Python with NumPy, which the tests of exported code need. */
import { execFileSync } from "node:child_process";

const CANDIDATES = ["python3", "/usr/bin/python3"];

export function findPython(): string {
  const found = CANDIDATES.find((path) => {
    try {
      execFileSync(path, ["-c", "import numpy"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  });
  if (!found)
    throw new Error(
      "There is no python3 with NumPy. Install one (npm run setup does on Debian), or put it on PATH.",
    );
  return found;
}
