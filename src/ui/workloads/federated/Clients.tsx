/**
 * The clients of one arm: who trains in a round and what they send, each client's mix of sentences, the fraction of them
 * in use, and the accuracy of its own model.
 */
import { shownStep } from "../../../store/state.ts";
import { useState } from "react";
import { formatCount } from "../../../store/format.ts";
import { usedOf } from "../../../store/kinds/federated.ts";
import { InfoTip } from "../../controls/inputs/InfoTip.tsx";
import { usePage, usePlayground, useProbeStep, useRunNow, useShownModels } from "../../parts/context.ts";
import { percent } from "../../parts/workload-page.ts";
import {
  kindsOf,
  sentLayers,
  sentWords,
  useClients,
  useFedConfig,
  useFedFacts,
  type ClientsView,
  type FedFacts,
  type Kinds,
} from "./facts.ts";
import { Select } from "../../parts/Select.tsx";
import { verdictOf } from "./result.ts";

const MAX_NAMED = 5;

export function Clients() {
  const facts = useFedFacts();
  const { looks } = usePage();
  const models = useShownModels();
  const shown = usePlayground(shownStep);
  const stepOf = useProbeStep("clients");
  const config = useFedConfig();
  const viewOf = useClients();
  const [chosen, choose] = useState<string>();
  const now = useRunNow();
  const shownArm = chosen ?? (now && verdictOf(now)?.model);
  const arm = models.find(({ id }) => id === shownArm) ?? models[0];
  if (!facts || !config || !arm) return null;
  const view = viewOf(arm.id);
  const step = stepOf(arm.id) ?? shown;
  const hasEnded = step === config.steps;
  const global = facts.global[models.indexOf(arm)] ?? [];
  const sends = sentWords(sentLayers(global, step, config).length, facts.layers.length, config);
  const isPlanted = config.task === "planted";
  const kinds = kindsOf(facts, config);
  const drawn = view?.drawn ?? [];
  const who =
    drawn.length > MAX_NAMED
      ? `${formatCount(drawn.length)} marked clients`
      : `${drawn.length === 1 ? "client" : "clients"} ${drawn
          .map((k) => k + 1)
          .toSorted((a, b) => a - b)
          .join(", ")}`;
  return (
    <section className="clients" aria-labelledby="clients-title">
      <div className="info-head chart-info item">
        <h2 id="clients-title">Clients</h2>
        <InfoTip about="the boxes of the clients">
          <span>
            Each box is a client: the mix of its sentences, and below it the mini-batches of a round, with the
            number of sentences in use. The number on top is the {isPlanted ? "relative error" : "accuracy"}{" "}
            of the client’s own model on test sentences of its own kinds.
          </span>
          {global.length > 0 && global.length < facts.layers.length && (
            <span>The server averages {global.map((l) => facts.layers[l]).join(", ")}.</span>
          )}
        </InfoTip>
        <Select
          aria-label="Arm"
          options={models.map(({ id }) => ({ id, name: looks[id]?.name }))}
          chosen={arm.id}
          onChoose={choose}
        />
      </div>
      <p className="note">
        {drawn.length > 0 &&
          `Round ${formatCount(Math.min(step + 1, config.steps))}: ${who} ${hasEnded ? "trained and sent" : "train and send"} ${sends}.`}
      </p>
      {/* The column scrolls, so the keyboard must be able to reach it. */}
      <ul tabIndex={0} aria-label="Clients">
        {facts.clients.map((client, k) => (
          <Client
            key={k}
            index={k}
            client={client}
            kinds={kinds}
            view={view}
            format={isPlanted ? (error) => error.toFixed(2) : percent}
          />
        ))}
      </ul>
    </section>
  );
}

function Client({
  index,
  client,
  kinds,
  view,
  format,
}: {
  readonly index: number;
  readonly client: FedFacts["clients"][number];
  readonly kinds: Kinds;
  readonly view: ClientsView | undefined;
  /** Formats its accuracy or error. */
  readonly format: (value: number) => string;
}) {
  const count = client.mix.reduce((sum, of) => sum + of, 0);
  const used = usedOf(count, view?.fraction ?? 1);
  const accuracy = view?.accuracy[index] ?? NaN;
  const isDrawn = view?.drawn.includes(index) ?? false;
  const told = (counts: readonly number[]): string[] =>
    kinds.countsOf(counts).flatMap((of, kind) => (of > 0 ? [`${of} ${kinds.names[kind]}`] : []));
  const mix = told(client.mix);
  const batches = view?.batches[index] ?? [];
  return (
    <li className={isDrawn ? "client box drawn" : "client box"}>
      <div className="spread">
        <b>{index + 1}</b>
        <span title={client.tests === 0 ? "No test sentences of its kinds" : undefined}>
          {Number.isFinite(accuracy) ? format(accuracy) : "–"}
        </span>
      </div>
      <div
        className="client-mix"
        role="img"
        aria-label={count > 0 ? `Sentences: ${mix.join("; ")}` : "No sentences"}
        title={mix.join("\n")}
      >
        <Mix of={client.mix} kinds={kinds} />
      </div>
      <div
        className="client-used"
        role="img"
        aria-label={`In use: ${used} of ${count}, in ${formatCount(batches.length)} mini-batches.`}
        title={batches.map((batch, i) => `Mini-batch ${i + 1}: ${told(batch).join(", ")}`).join("\n")}
      >
        <div style={{ width: `${(100 * used) / Math.max(1, count)}%` }}>
          {batches.map((batch, i) => (
            <div key={i} className="client-batch grow">
              <Mix of={batch} kinds={kinds} />
            </div>
          ))}
        </div>
      </div>
      <small>
        {used} of {count}
        {(view?.divergences[index] ?? 0) > 0 && ", diverged"}
      </small>
    </li>
  );
}

const Mix = ({ of, kinds }: { readonly of: readonly number[]; readonly kinds: Kinds }) =>
  kinds
    .countsOf(of)
    .map((count, kind) => <span key={kind} style={{ flexGrow: count, background: kinds.colourOf(kind) }} />);
