/**
 * Sends milestones to the live region, at most one every few seconds. If several come in between, it sends only the
 * last.
 */
import { createThrottle } from "./throttle.ts";

const SELDOM = { fraction: 1, intervalMs: 5000 };

export function createAnnouncer(say: (text: string) => void): (text: string) => void {
  let waiting = "";
  const throttle = createThrottle(() => say(waiting), SELDOM);
  return (text) => {
    waiting = text;
    throttle.request();
  };
}
