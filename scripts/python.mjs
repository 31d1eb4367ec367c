/** Finds the Pythons that tests of exported code use. */
import { spawnSync } from "node:child_process";

const CANDIDATES = ["python3", "/usr/bin/python3"];
const FIND = "import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))";

/**
 * The first Python that has all of these modules. They are only looked for, because to import PyTorch takes seconds.
 *
 * @param {readonly string[]} modules
 * @returns {string | undefined}
 */
export const pythonWithModules = (modules) =>
  CANDIDATES.find((python) => spawnSync(python, ["-c", FIND, ...modules], { stdio: "ignore" }).status === 0);
