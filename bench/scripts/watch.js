// Runs in the page before anything else and records long tasks, frames, and when the first curve was drawn.
const watched = { tasks: [], frames: [], firstCurveMs: undefined };
globalThis.watched = watched;

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) watched.tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });

const frame = (now) => {
  watched.frames.push(now);
  requestAnimationFrame(frame);
};
requestAnimationFrame(frame);

const seeCurve = new MutationObserver(() => {
  const curve = document.querySelector(".plot path[data-term]");
  // A line needs at least two points: M x,y L x,y
  if (!/[LC]/.test(curve?.getAttribute("d") ?? "")) return;
  watched.firstCurveMs = performance.now();
  seeCurve.disconnect();
});
seeCurve.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
