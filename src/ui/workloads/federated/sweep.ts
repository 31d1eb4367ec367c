/** A sweep of federated runs adds the bytes that clients send and the simulated times. */
import { metricQuantity } from "../../../store/jobs/sweep-result.ts";
import type { SweepParts } from "../../sweep/sweep-page.ts";
import { inMegabytes, inSeconds } from "./result.ts";

export const SWEEP: SweepParts = {
  quantities: [
    metricQuantity("megabytes", "Sent by all clients, up and down", { format: inMegabytes, scale: "log" }),
    metricQuantity("simulated", "Simulated time", { format: inSeconds, scale: "log" }),
    metricQuantity("toTarget", "Simulated time to the target", { format: inSeconds, scale: "log" }, Infinity),
  ],
};
