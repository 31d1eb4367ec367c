// The lint rules. The table ROOMS is the only list of which folder of src/ may import which.

const UP_TO_MODELS = ["core", "math", "experiment", "kernels", "wasm", "gpu", "training", "models"];

/**
 * For each folder, from the bottom up: the folders that it may import, and the folders of which it may import
 * only types.
 */
const ROOMS = {
  core: [[], []],
  math: [["core"], []],
  experiment: [["core", "math"], []],
  kernels: [["core", "math"], []],
  wasm: [["core", "kernels"], []],
  gpu: [["core", "kernels"], []],
  training: [["core", "math", "kernels"], ["experiment"]],
  models: [["core", "math", "kernels", "training"], []],
  workloads: [[...UP_TO_MODELS, "workloads/mf/config", "workloads/mf/data"], []],
  // The settings of matrix factorization, which run on the page as well.
  "workloads/mf/config": [["core", "math", "experiment"], []],
  "workloads/mf/data": [["core", "math"], []],
  "workloads/mf/network": [["core", "math", "workloads/mf/data"], []],
  engine: [["core", "math", "kernels", "wasm", "gpu", "training", "workloads"], ["experiment"]],
  library: [["core", "experiment", "wasm", "workloads", "engine"], ["training"]],
  worker: [["core", "kernels", "wasm", "library"], ["training"]],
  jobs: [[...UP_TO_MODELS, "workloads", "engine", "library", "worker"], []],
  codegen: [["experiment", "workloads/mf/config"], ["workloads"]],
  page: [["core"], []],
  store: [["core", "math", "experiment", "training", "workloads", "worker", "jobs"], ["library"]],
  ui: [
    ["core", "experiment", "codegen", "store", "page"],
    ["training", "workloads", "library", "jobs"],
  ],
  // The page parts of single workloads. main.tsx hands them to the page.
  "ui/workloads": [
    ["core", "experiment", "codegen", "store", "page", "ui", "workloads/mf/config"],
    ["training", "workloads", "library", "jobs"],
  ],
  cli: [[...UP_TO_MODELS, "workloads", "jobs", "codegen", "library"], []],
};

const REACT = "(react|react-dom|recharts)(/.*)?|zustand(/react)?";
const NODE = "node:.*|webgpu";
/** The folders whose code may need Node. */
const IN_NODE = ["cli", "library"];

/** Depths of a folder below its room. */
const DEPTHS = [0, 1, 2, 3, 4];

/** The paths that do not begin with this one. The lint's regular expressions have no look-ahead. */
const allBut = (path) => [...path].map((letter, i) => `${path.slice(0, i)}[^${letter}].*`).join("|");

/** Paths from a file that lies `depth` folders below a room to one of `rooms`, without the rooms in it that are in `except`. */
function into(rooms, room, depth, except = []) {
  const own = room.split("/");
  return rooms
    .map((other) => {
      const to = other.split("/");
      const shared = to.findIndex((name, i) => name !== own[i]);
      const up = own.length - shared + depth;
      const inner = except.find((one) => one.startsWith(`${other}/`));
      const rest = inner === undefined ? ".*" : `(${allBut(`${inner.slice(other.length + 1)}/`)})`;
      return `${up === 0 ? "\\./" : `(\\.\\./){${up}}`}${to.slice(shared).join("/")}/${rest}`;
    })
    .join("|");
}

const importRules = Object.entries(ROOMS).flatMap(([room, [values, types]]) => {
  // A room's imports of the room around it are not checked.
  const others = Object.keys(ROOMS).filter((other) => !`${room}/`.startsWith(`${other}/`));
  // A room that may be imported includes the rooms in it.
  const forbidden = others.filter(
    (other) => ![...values, ...types].some((allowed) => `${other}/`.startsWith(`${allowed}/`)),
  );
  const packages = [...(room.startsWith("ui") ? [] : [REACT]), ...(IN_NODE.includes(room) ? [] : [NODE])];
  const list = values.length === 0 ? "nothing of ours" : values.join(", ");
  return DEPTHS.map((depth) => {
    const patterns = [
      {
        regex: `^(${[...packages, "(\\.\\./)+main\\.tsx", into(forbidden, room, depth)].join("|")})$`,
        message: `src/${room} imports ${list}.`,
      },
    ];
    if (types.length > 0)
      patterns.push({
        regex: `^(${into(types, room, depth, values)})$`,
        message: `src/${room} imports only types from ${types.join(", ")}.`,
        allowTypeImports: true,
      });
    return {
      files: [`src/${room}/${"*/".repeat(depth)}*.{ts,tsx}`],
      rules: { "no-restricted-imports": ["error", { patterns }] },
    };
  });
});

export default {
  ignorePatterns: ["src/wasm/assembly/**", "src/math/assembly/**"],
  plugins: ["typescript", "react", "import", "unicorn", "oxc", "vitest", "promise"],
  categories: { correctness: "error", suspicious: "error" },
  rules: {
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "import/no-default-export": "error",
    "import/no-unassigned-import": ["error", { allow: ["**/*.css"] }],
    "unicorn/consistent-function-scoping": "off",
    "oxc/no-const-enum": "error",
    "react/exhaustive-deps": "error",
    "react/react-in-jsx-scope": "off",
    "react/rules-of-hooks": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-unsafe-type-assertion": "off",
    "typescript/switch-exhaustiveness-check": "error",
    "unicorn/prefer-node-protocol": "error",
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "vitest/expect-expect": ["error", { assertFunctionNames: ["expect", "follow", "followGolden"] }],
    eqeqeq: "error",
  },
  overrides: [
    ...importRules,
    { files: ["bench/src/**"], rules: { "typescript/no-redundant-type-constituents": "off" } },
    { files: ["*.config.ts", "*.config.mjs"], rules: { "import/no-default-export": "off" } },
  ],
};
