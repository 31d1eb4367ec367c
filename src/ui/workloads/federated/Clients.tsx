/**
 * The clients of one arm: their mix of labels, the fraction of their data in use, the layers they send, and
 * the accuracy of their own models.
 */
import { shownStep } from "../../../store/state.ts";
import { useState } from "react";
import { usedOf } from "../../../store/kinds/federated.ts";
import { InfoTip } from "../../controls/inputs/InfoTip.tsx";
import { usePage, usePlayground, useShownModels } from "../../parts/context.ts";
import { percent } from "../../parts/workload-page.ts";
import {
  sentLayers,
  sentWords,
  useClients,
  useFedConfig,
  useFedFacts,
  type ClientsView,
  type FedFacts,
} from "./facts.ts";

export function Clients() {
  const facts = useFedFacts();
  const { looks } = usePage();
  const models = useShownModels();
  const step = usePlayground(shownStep);
  const config = useFedConfig();
  const viewOf = useClients();
  const [chosen, choose] = useState("");
  const arm = models.find(({ id }) => id === chosen) ?? models.at(-1);
  if (!facts || !config || !arm) return null;
  const view = viewOf(arm.id);
  const hasEnded = step === config.steps;
  const global = facts.global[models.indexOf(arm)] ?? [];
  const sent = sentLayers(global, step, config);
  const sends = sentWords(sent.length, facts.layers.length, config);
  const isPlanted = config.task === "planted";
  return (
    <section className="clients" aria-labelledby="clients-title">
      <div className="info-head chart-info">
        <h2 id="clients-title">Clients</h2>
        <InfoTip about="the boxes of the clients">
          <span>
            Each box is a client: the mix of its sentences, the mini-batches of a round, and the layers that
            it sends. The number is the {isPlanted ? "relative error" : "accuracy"} of the client’s own model
            on test sentences of its own kinds.
          </span>
          {global.length > 0 && global.length < facts.layers.length && (
            <span>The server averages {global.map((l) => facts.layers[l]).join(", ")}.</span>
          )}
        </InfoTip>
        <select aria-label="Arm" value={arm.id} onChange={(event) => choose(event.target.value)}>
          {models.map(({ id }) => (
            <option key={id} value={id}>
              {looks[id]?.name}
            </option>
          ))}
        </select>
      </div>
      <p className="note">
        Marked clients {hasEnded ? "trained in the last" : "train in the next"} round. They send {sends}.
      </p>
      {/* The column scrolls, so the keyboard must be able to reach it. */}
      <ul tabIndex={0} aria-label="Clients">
        {facts.clients.map((client, k) => (
          <Client
            key={k}
            index={k}
            client={client}
            facts={facts}
            view={view}
            sent={sent}
            sends={sends}
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
  facts,
  view,
  sent,
  sends,
  format,
}: {
  readonly index: number;
  readonly client: FedFacts["clients"][number];
  readonly facts: FedFacts;
  readonly view: ClientsView | undefined;
  readonly sent: readonly number[];
  /** A sentence about what the client sends. */
  readonly sends: string;
  /** Formats its accuracy or error. */
  readonly format: (value: number) => string;
}) {
  const count = client.mix.reduce((sum, of) => sum + of, 0);
  const used = usedOf(count, view?.fraction ?? 1);
  const accuracy = view?.accuracy[index] ?? NaN;
  const isDrawn = view?.drawn.includes(index) ?? false;
  const told = (counts: readonly number[]): string[] =>
    counts.flatMap((of, kind) => (of > 0 ? [`${of} ${facts.kinds[kind]}`] : []));
  const mix = told(client.mix);
  const batches = view?.batches[index] ?? [];
  const single = batches.filter(hasOneLabel).length;
  return (
    <li className={isDrawn ? "client drawn" : "client"}>
      <div className="client-head">
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
        {client.mix.map((of, kind) => (
          <span key={kind} className={`kind-${kind}`} style={{ flexGrow: of }} />
        ))}
      </div>
      <div
        className="client-used"
        role="img"
        aria-label={`In use: ${used} of ${count}. With one label only: ${single} of ${batches.length} mini-batches.`}
        title={batches.map((batch, i) => `Mini-batch ${i + 1}: ${told(batch).join(", ")}`).join("\n")}
      >
        <div style={{ width: `${(100 * used) / Math.max(1, count)}%` }}>
          {batches.map((batch, i) => (
            <div key={i} className="client-batch">
              {batch.map((of, kind) => (
                <span key={kind} className={`kind-${kind}`} style={{ flexGrow: of }} />
              ))}
            </div>
          ))}
        </div>
      </div>
      <div className="client-layers" role="img" aria-label={`Sends ${sends}`}>
        {facts.layers.map((name, l) => (
          <span key={name} className={sent.includes(l) ? "sent" : ""} title={name} />
        ))}
      </div>
      <small>
        {used} of {count}
        {(view?.divergences[index] ?? 0) > 0 && ", diverged"}
      </small>
    </li>
  );
}

/** Kinds alternate between the two labels. */
const hasOneLabel = (batch: readonly number[]): boolean =>
  [0, 1].some((label) => batch.every((of, kind) => of === 0 || kind % 2 === label));
