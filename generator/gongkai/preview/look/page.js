// In every previewed page: a reload finds the reader where he was, even after a page of errors.
"use strict";

(function () {
  const KEY = "gongkai-preview-place";
  const isLastGood = location.search === "?last-good";
  const here = location.pathname + (isLastGood ? "" : location.search);

  if (document.documentElement.hasAttribute("data-preview-notice")) {
    history.scrollRestoration = "manual"; // or the browser would keep the top of this short page
    return;
  }

  if (isLastGood && !document.querySelector(".gk-preview__note")) {
    // Mended: at the next error this address must show the error, not an old page.
    history.replaceState(history.state, "", here + location.hash);
  }

  window.addEventListener("load", () => {
    const [navigation] = performance.getEntriesByType("navigation");
    const kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
    if (kept && kept.here === here && navigation && navigation.type === "reload") {
      window.scrollTo(kept.x, kept.y);
    }
  });
  window.addEventListener("pagehide", () => {
    history.scrollRestoration = "auto";
    const place = { here, x: window.scrollX, y: window.scrollY };
    sessionStorage.setItem(KEY, JSON.stringify(place));
  });
})();
