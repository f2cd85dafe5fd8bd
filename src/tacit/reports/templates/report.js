// Comfort only: without this the report reads the same. A theme button, keys between conversations, and
// opening the conversation that a link leads into, for browsers that do not do so themselves.
(function () {
  "use strict";
  var root = document.documentElement, button = document.getElementById("theme");
  var themes = ["auto", "light", "dark"], names = { auto: "Auto", light: "Light", dark: "Dark" };
  function load() { try { return localStorage.getItem("tacit-theme") || "auto"; } catch (e) { return "auto"; } }
  function apply(theme) {
    if (theme === "auto") root.removeAttribute("data-theme"); else root.setAttribute("data-theme", theme);
    button.textContent = names[theme];
    button.setAttribute("aria-label", "Colours: " + names[theme]);
    try { localStorage.setItem("tacit-theme", theme); } catch (e) { /* private window */ }
  }
  var current = themes.indexOf(load()) < 0 ? "auto" : load();
  button.hidden = false;
  apply(current);
  button.addEventListener("click", function () { apply(current = themes[(themes.indexOf(current) + 1) % 3]); });

  var episodes = Array.prototype.slice.call(document.querySelectorAll("details.episode"));
  document.addEventListener("keydown", function (event) {
    var step = { n: 1, p: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || !episodes.length) return;
    var at = episodes.findIndex(function (one) { return one.contains(document.activeElement); });
    var next = episodes[at < 0 ? (step > 0 ? 0 : episodes.length - 1) : Math.min(Math.max(at + step, 0), episodes.length - 1)];
    episodes.forEach(function (one) { one.open = one === next; });
    next.querySelector("summary").focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  });

  function follow() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var episode = target && target.closest("details.episode");
    if (episode) { episode.open = true; target.scrollIntoView({ block: "center" }); target.focus({ preventScroll: true }); }
  }
  window.addEventListener("hashchange", follow);
  follow();
  window.addEventListener("beforeprint", function () { episodes.forEach(function (one) { one.open = true; }); });
})();
