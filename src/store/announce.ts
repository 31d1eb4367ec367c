/**
 * Sends milestones to the live region, at most one every few seconds. If several come in between, only the last is
 * sent.
 */
import { createThrottle } from "./throttle.ts";

const INTERVAL_MS = 5000;

export function createAnnouncer(say: (text: string) => void): (text: string) => void {
  let waiting = "";
  const throttle = createThrottle(() => say(waiting), INTERVAL_MS);
  return (text) => {
    waiting = text;
    throttle.request();
  };
}
