/**
 * Firefox notices finished GPU work on a 100 ms timer (https://bugzilla.mozilla.org/show_bug.cgi?id=1870699),
 * or on the next submit. This file therefore makes frequent empty submits while we wait. The authors of
 * jax-js measured 103 ms per wait without such submits and 1.4 ms with them
 * (https://github.com/ekzhang/jax-js/pull/124). Delete this file, and its one call, when the bug is fixed.
 */
const INTERVAL_MS = 2;

const isFirefox = typeof navigator !== "undefined" && /Firefox\//.test(navigator.userAgent ?? "");

/** Returns `completion` and makes Firefox notice it. */
export function hurry<T>(device: GPUDevice, completion: Promise<T>): Promise<T> {
  if (!isFirefox) return completion;
  const timer = setInterval(() => device.queue.submit([device.createCommandEncoder().finish()]), INTERVAL_MS);
  return completion.finally(() => clearInterval(timer));
}
