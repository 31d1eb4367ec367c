// Runs in the page before anything else and records long tasks, and when the page's first elements, the run's panels and
// the first curve were drawn.
const watched = {
  tasks: [],
  firstElementsMs: undefined,
  runMs: undefined,
  firstCurveMs: undefined,
};
globalThis.watched = watched;

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) watched.tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });

const seeCurve = new MutationObserver(() => {
  if (document.querySelector("#root > *")) watched.firstElementsMs ??= performance.now();
  if (document.querySelector(".stage-charts")) watched.runMs ??= performance.now();
  const curve = document.querySelector(".plot path[data-term]");
  // A line needs at least two points: M x,y L x,y
  if (!/[LC]/.test(curve?.getAttribute("d") ?? "")) return;
  watched.firstCurveMs = performance.now();
  seeCurve.disconnect();
});
seeCurve.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["d"] });
