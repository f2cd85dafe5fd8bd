// Comfort only: without this the report reads the same, and its links and filters work. A theme button, keys
// between conversations, and opening the conversation that a link leads into.
(function () {
  "use strict";
  function $(id) { return document.getElementById(id); }
  function stored(name, otherwise) { try { return localStorage.getItem(name) || otherwise; } catch (e) { return otherwise; } }
  function store(name, value) { try { localStorage.setItem(name, value); } catch (e) { /* private window */ } }

  var root = document.documentElement, button = $("theme");
  var themes = ["auto", "light", "dark"], names = { auto: "Auto", light: "Light", dark: "Dark" };
  function apply(theme) {
    if (theme === "auto") root.removeAttribute("data-theme"); else root.setAttribute("data-theme", theme);
    button.textContent = names[theme];
    button.setAttribute("aria-label", "Colours: " + names[theme]);
    store("tacit-theme", theme);
  }
  var current = themes.indexOf(stored("tacit-theme", "auto")) < 0 ? "auto" : stored("tacit-theme", "auto");
  button.hidden = false;
  apply(current);
  button.addEventListener("click", function () { apply(current = themes[(themes.indexOf(current) + 1) % 3]); });

  var help = $("help"), single = $("single"), told = $("told");
  var episodes = Array.prototype.slice.call(document.querySelectorAll("details.episode"));
  single.checked = stored("tacit-keys", "on") === "on";
  single.addEventListener("change", function () { store("tacit-keys", single.checked ? "on" : "off"); });
  $("keys").hidden = false;
  $("keys").addEventListener("click", function () { help.showModal(); });

  function visible(one) { return one.getClientRects().length > 0; }
  function ways(one) { return one ? one.getAttribute("data-shows").split(" ").filter(Boolean) : []; }
  function at(list) { return list.findIndex(function (one) { return one.contains(document.activeElement); }); }
  function show(one) {
    if (episodes.some(function (each) { return each.open; })) episodes.forEach(function (each) { each.open = each === one; });
    one.querySelector("summary").focus({ preventScroll: true });
    one.scrollIntoView({ block: one.open ? "start" : "nearest" });
  }
  function step(by, fits) {
    var list = episodes.filter(visible), here = at(list);
    var next = here < 0 ? (by > 0 ? 0 : list.length - 1) : here + by;
    while (list[next] && !fits(list[next])) next += by;
    told.textContent = list[next] ? "" : "No further conversation in this direction.";
    if (list[next]) show(list[next]);
  }
  episodes.forEach(function (one) {
    one.addEventListener("toggle", function () {
      if (one.open && one.querySelector("summary").matches(":focus-visible")) one.scrollIntoView({ block: "start" });
    });
  });
  function any() { return true; }
  function alike() {
    var way = ways(episodes[at(episodes)])[0];
    return function (one) { return way ? ways(one).indexOf(way) >= 0 : ways(one).length > 0; };
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    var arrow = event.target.matches("details.episode > summary") && { ArrowDown: 1, ArrowUp: -1 }[event.key];
    var by = arrow || (single.checked && { j: 1, n: 1, k: -1, p: -1 }[event.key]);
    var like = single.checked && { f: 1, F: -1 }[event.key];
    if (by) step(by, any); else if (like) step(like, alike()); else if (event.key === "?" && single.checked) help.showModal(); else return;
    event.preventDefault();
  });

  function address() { try { return decodeURIComponent(location.hash.slice(1)); } catch (e) { return ""; } }
  function follow() {
    var target = location.hash.length > 1 && $(address());
    var episode = target && target.closest("details.episode");
    document.querySelectorAll(".ways a").forEach(function (way) {
      if (way.getAttribute("href") === location.hash) way.setAttribute("aria-current", "true"); else way.removeAttribute("aria-current");
    });
    if (episode) {
      episode.open = true;
      target.scrollIntoView({ block: target === episode ? "start" : "center" });
      (target === episode ? episode.querySelector("summary") : target).focus({ preventScroll: true });
    } else if (target && target.matches(".only")) target.focus({ preventScroll: true });
  }
  window.addEventListener("hashchange", follow);
  window.addEventListener("load", follow);  // by then the browser has done its own scrolling and moved the focus
})();
