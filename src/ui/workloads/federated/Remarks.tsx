/** Explains a round and the colours of the kinds of sentences, and remarks on this run’s clients. */
import { counted, formatCount } from "../../../store/format.ts";
import { ARMS, divergenceRemark } from "../../../store/kinds/federated.ts";
import type { ArmId } from "../../../workloads/federated/config.ts";
import { InfoHead } from "../../controls/inputs/InfoHead.tsx";
import { usePage, usePlayground } from "../../parts/context.ts";
import { kindsOf, useClients, useFedConfig, useFedFacts } from "./facts.ts";

export function Remarks() {
  const facts = useFedFacts();
  const config = useFedConfig();
  const { looks } = usePage();
  const models = usePlayground((state) => state.models);
  const viewOf = useClients();
  if (!facts || !config) return null;
  const diverged = models.flatMap(({ id }) => {
    const remark = divergenceRemark(viewOf(id)?.divergences ?? []);
    return remark ? [`${looks[id]?.name}. ${remark}`] : [];
  });
  const remarks = [...facts.remarks, ...diverged];
  const isSorted = models.some(({ id }) => ["easy", "hard"].includes(ARMS[id as ArmId].order));
  const isPlanted = config.task === "planted";
  const kinds = kindsOf(facts, config);
  return (
    // It scrolls, so the keyboard must be able to reach it.
    <section className="remarks column" tabIndex={0} aria-labelledby="remarks-title">
      <InfoHead
        id="remarks-title"
        title="A round"
        about={isPlanted ? "what the clients learn" : "why accuracy can fall"}
      >
        <span>
          {isPlanted
            ? "All clients imitate one teacher, which is the same encoder with a change of rank 2. Their sentences lean to different domains. An error of 1 means no progress."
            : "Few clients train in a round. If most of their sentences have one label, the head leans towards it until other clients are drawn."}
        </span>
        {isSorted && !isPlanted && (
          <span>
            Sorting by difficulty also puts sentences of one label together. Mini-batches with one label teach
            little about the other one.
          </span>
        )}
      </InfoHead>
      <ol>
        <li>
          {formatCount(config.perRound)} of {counted(facts.clients.length, "client")} are drawn.
        </li>
        <li>Each trains on its own sentences, and sends its layers.</li>
        <li>The server averages them.</li>
      </ol>
      <h3>Reviews</h3>
      <ul className="kinds">
        {kinds.names.map((name, kind) => (
          <li key={name} className="item">
            <span style={{ background: kinds.colourOf(kind) }} /> {name}
          </li>
        ))}
      </ul>
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </section>
  );
}
