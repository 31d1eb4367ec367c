/** Simulated federated fine-tuning as a workload for session, runner, links and sweeps. */
import type { Asset } from "../asset.ts";
import type { Probe } from "../../training/plan.ts";
import type { Workload } from "../workload.ts";
import { loadEncoder, type EncoderAsset } from "../finetune/asset.ts";
import type { Open } from "../finetune/forward.ts";
import { ARMS, isScored } from "./arms.ts";
import { buildFederated, globalLayers, KINDS, layersOf, type FedBuilt } from "./build.ts";
import type { FedConfig } from "./config.ts";
import { armTensors } from "./federation.ts";
import { remarks } from "./remarks.ts";
import { federationOf, planFederated, rateOf } from "./plan.ts";
import { batchesIn, drawnIn, fractionIn } from "./schedule.ts";

/** The facts of a run that do not change during training. */
export interface FedFacts {
  /** Names of the kinds of sentences. */
  readonly kinds: readonly string[];
  /** For each client, the number of its training sentences of each kind, and the number of its test sentences. */
  readonly clients: readonly { readonly mix: readonly number[]; readonly tests: number }[];
  readonly layers: readonly string[];
  /** Importance of each layer; empty if no arm needs it. */
  readonly importance: readonly number[];
  /** For each arm, the indices of the layers that the server averages. */
  readonly global: readonly (readonly number[])[];
  /** Messages about unusual clients and rounds. */
  readonly remarks: readonly string[];
}

/** The current state of an arm's clients. */
export interface ClientsView {
  /** Fraction of its sentences or mini-batches that a client uses in this round. */
  readonly fraction: number;
  /** Clients drawn for this round. */
  readonly drawn: readonly number[];
  /** For each client and each of its mini-batches, the number of sentences of each kind. Empty if not known yet. */
  readonly batches: readonly (readonly (readonly number[])[])[];
  /** Accuracy, or on the planted task the relative error, of each client's model on its own test sentences, in the latest test; NaN if unknown. */
  readonly accuracy: readonly number[];
  /** The number of rounds in which each client diverged. */
  readonly divergences: readonly number[];
}

export function federatedWorkload(asset: Asset, open: Open): Workload<FedConfig, FedBuilt> {
  /** Loaded only once, because the encoder is large and the same for every config. */
  let encoder: EncoderAsset | undefined;
  return {
    id: "federated",
    label: "Federated fine-tuning",
    async build({ config, load, tell, openCpu = open }) {
      encoder ??= await loadEncoder(load, asset, (received, total) => tell("bytes", received, total));
      return buildFederated(config, encoder, openCpu, tell);
    },
    plan: planFederated,
    rates: (_built, config) => config.arms.map((id) => rateOf(config, id)),
    probes: (config, built) => [clientsProbe(config, built), updatesProbe(config, built)],
    describe: (config, built): FedFacts => ({
      kinds: KINDS,
      clients: built.clients.map(({ train, test }) => ({
        mix: KINDS.map((_, kind) => train.filter((s) => built.kinds[s] === kind).length),
        tests: test.length,
      })),
      layers: layersOf(config),
      importance: built.importance,
      global: config.arms.map((id) => globalLayers(built, ARMS[id].layers)),
      remarks: remarks(built),
    }),
  };
}

/** The server's adapters, for export. */
function updatesProbe(config: FedConfig, built: FedBuilt): Probe {
  return {
    budget: { fraction: 0.02, intervalMs: 2000 },
    inTurn: true,
    measure: async (probed, index) => {
      const id = config.arms[index];
      const federation = federationOf(built);
      if (!id || !federation) return undefined;
      const { server: name, added: more } = armTensors(id);
      const isExact = ARMS[id].averaging === "exact";
      const tensors = [name, ...(isExact ? [more] : [])].map((tensor) => ({ tensor }));
      const [server, added] = await probed.run("nothing", tensors);
      return server && { updates: { adapter: federation.adapterOf(id, server, added) } };
    },
  };
}

function clientsProbe(config: FedConfig, built: FedBuilt): Probe {
  return {
    budget: { fraction: 0.05, intervalMs: 500 },
    inTurn: false,
    measure: async (probed, index): Promise<{ readonly clients: ClientsView } | undefined> => {
      const id = config.arms[index];
      const federation = federationOf(built);
      if (!id || !federation) return undefined;
      const [scores, accuracy, ...counts] = await probed.run("nothing", [
        { tensor: armTensors(id).scores },
        { tensor: armTensors(id).accuracy },
        ...federation.countsOf(id),
      ]);
      const t = Math.min(probed.step, config.steps - 1);
      const drawn = drawnIn(built, t);
      // Difficulties are measured at the beginning of the first round after the warm-up.
      const isKnown = !isScored(ARMS[id]) || probed.step !== config.warmUp;
      const batchesOf = (k: number): readonly (readonly number[])[] => {
        const steps = counts[k]?.[0] ?? 0;
        const from = (first: number) => batchesIn(built, id, t, k, first, (s) => scores?.[s] ?? 0);
        const next = from(steps);
        const hasTrained = t < probed.step && drawn.some(({ client, dropsOut }) => client === k && !dropsOut);
        return hasTrained ? from(Math.max(0, steps - next.length)) : next;
      };
      const clients: ClientsView = {
        fraction: fractionIn(config, id, t),
        drawn: drawn.map(({ client }) => client),
        batches: isKnown
          ? built.clients.map(({ train }, k) =>
              train.length === 0
                ? []
                : batchesOf(k).map((batch) =>
                    KINDS.map((_, kind) => batch.filter((s) => built.kinds[s] === kind).length),
                  ),
            )
          : [],
        accuracy: Array.from(accuracy ?? []),
        divergences: counts.map((values) => values[1] as number),
      };
      return { clients };
    },
  };
}
