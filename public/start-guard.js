/*
 * Says why the page did not start. A classic script in old syntax that needs nothing: it also runs where modules, workers or storage
 * are missing. Once the page is drawn, the page reports its own faults.
 */
(function () {
  "use strict";

  /** A sandboxed frame without an origin of its own, in which browsers refuse the page's scripts and workers. */
  function isSandboxed() {
    return window.origin === "null";
  }

  function say(reason) {
    // The page may still be drawn, or React may be about to empty it.
    setTimeout(function () {
      var root = document.getElementById("root");
      if (!root || root.firstChild) return;
      var box = document.createElement("main");
      box.className = "banner error";
      box.setAttribute("role", "alert");
      box.textContent =
        "DMF Playground could not start. " +
        reason +
        (isSandboxed()
          ? " It is shown in a frame with a sandbox that lacks allow-same-origin. Open the page in a tab of its own."
          : " Reload the page. If that does not help, open it in a current version of Chrome, Edge, Firefox or Safari.");
      root.appendChild(box);
    }, 0);
  }

  function inSentence(fault) {
    var message = (fault && fault.message) || String(fault);
    return "The browser says: " + message.replace(/\.?$/, ".");
  }

  window.addEventListener(
    "error",
    function (event) {
      var target = event.target;
      if (target && target.tagName === "SCRIPT") say("One of its scripts could not be loaded.");
      else if (target === window) say(inSentence(event.error || event));
    },
    true,
  );
  window.addEventListener("unhandledrejection", function (event) {
    say(inSentence(event.reason));
  });
  window.addEventListener("load", function () {
    if (!("noModule" in HTMLScriptElement.prototype)) say("This browser is too old for it.");
  });
})();
