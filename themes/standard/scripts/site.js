// Reading tools that nothing depends on: large type, elder mode, print, the current outline entry.
"use strict";

(() => {
  const root = document.documentElement;
  const KEY = "gongkai.reading";
  const MODES = ["large", "elder"];

  // Storage may be forbidden (private windows, pages opened from a disk): then nothing is kept.
  function recall() {
    try {
      return localStorage.getItem(KEY) || "";
    } catch (error) {
      return "";
    }
  }

  function keep(mode) {
    try {
      localStorage.setItem(KEY, mode);
    } catch (error) {
      return;
    }
  }

  function apply(mode) {
    for (const each of MODES) {
      root.classList.toggle(`gk-root--${each}`, each === mode);
    }
    for (const button of document.querySelectorAll("[data-reading]")) {
      button.setAttribute("aria-pressed", String(button.dataset.reading === mode));
    }
  }

  function wireTools() {
    for (const tools of document.querySelectorAll("[data-tools]")) {
      tools.hidden = false;
    }
    for (const button of document.querySelectorAll("[data-reading]")) {
      button.addEventListener("click", () => {
        const isOn = button.getAttribute("aria-pressed") === "true";
        const mode = isOn ? "" : button.dataset.reading;
        keep(mode);
        apply(mode);
      });
    }
    for (const button of document.querySelectorAll("[data-print]")) {
      button.addEventListener("click", () => window.print());
    }
  }

  function mark(links, current) {
    for (const link of links) {
      if (link === current) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }

  function followOutline() {
    const links = Array.from(document.querySelectorAll("[data-outline] a"));
    if (!links.length || !("IntersectionObserver" in window)) {
      return;
    }
    const byHeading = new Map();
    for (const link of links) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (heading) {
        byHeading.set(heading, link);
      }
    }
    // A heading is current from when it enters the upper third of the window.
    const observer = new IntersectionObserver(
      (entries) => {
        const entered = entries.filter((entry) => entry.isIntersecting);
        if (entered.length) {
          mark(links, byHeading.get(entered[0].target));
        }
      },
      { rootMargin: "0px 0px -67% 0px" },
    );
    for (const heading of byHeading.keys()) {
      observer.observe(heading);
    }
  }

  apply(recall()); // before the page is drawn, so that it does not jump
  document.addEventListener("DOMContentLoaded", () => {
    apply(recall());
    wireTools();
    followOutline();
  });
})();
