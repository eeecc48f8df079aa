"use strict";
// Views, language, theme, keys and addresses; and the beginning of it all.
const VIEWS = { articles: () => {}, charts: drawCharts, studies: drawStudies, checks: drawChecks };
const tabs = [...byId("tabs").querySelectorAll("[role=tab]")];

function view(wantedView) {
  for (const tab of tabs) {
    const on = tab.id === `tab-${wantedView}`;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    byId(tab.getAttribute("aria-controls")).hidden = !on;
  }
  if (wantedView === "articles") drawRows();
  return VIEWS[wantedView]();
}
const viewed = () => tabs.find((tab) => tab.getAttribute("aria-selected") === "true").id.slice("tab-".length);

// To a view, whose address is its name or else the article that is open, so that the way back is the browser's.
function go(wantedView) {
  const address = wantedView === "articles" && reading.at >= 0 ? linkTo(reading.at, reading.chosen < 0 ? null : reading.chosen) : `#${wantedView}`;
  if (location.hash !== address) history.pushState(null, "", address);
  view(wantedView);
}

byId("tabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (tab) go(tab.id.slice("tab-".length));
});
byId("tabs").addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + by + tabs.length) % tabs.length];
  next.focus();
  go(next.id.slice("tab-".length));
});

// An address names a view, or an article and one of its records or a stretch of its text: #charts, #a12r3, #a12s40-52.
const ADDRESS = /^#a(\d+)(?:r(\d+)|s(\d+)-(\d+))?$/;
async function follow() {
  const found = ADDRESS.exec(location.hash), named = location.hash.slice(1) || "articles";
  if (Object.hasOwn(VIEWS, named)) {
    view(named);
    if (named === "articles") paneOf("list");
  }
  if (named === "reading") {
    view("articles");
    paneOf("text");
    textPane.focus();
  }
  if (!found) return;
  const [, article, record, start, end] = found;
  view("articles");
  await openArticle(Number(article), { record: record === undefined ? -1 : Number(record), pointed: start === undefined ? null : [Number(start), Number(end)], focus: true });
  const place = list.shown.indexOf(Number(article));
  if (place >= 0 && place !== list.active) activate(place);
}

function putTheme() {
  if (settings.theme === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = settings.theme;
  byId("theme").textContent = say(`theme_${settings.theme}`);
}

function putLanguage() {
  document.documentElement.lang = settings.language === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  putWords();
  byId("language").lang = settings.language === "zh" ? "en" : "zh-CN";
  putTheme();
  fillFilters();
  byId("list-tools").replaceChildren(tableTools("articles", listRows));
  refreshList();
  redrawArticle();
  VIEWS[viewed()]();
}

byId("language").addEventListener("click", () => {
  settings.language = settings.language === "zh" ? "en" : "zh";
  putLanguage();
});
byId("theme").addEventListener("click", () => {
  const order = ["auto", "dark", "light"];
  settings.theme = order[(order.indexOf(settings.theme) + 1) % order.length];
  putTheme();
});
for (const one of document.querySelectorAll(".panes button")) one.addEventListener("click", () => paneOf(one.dataset.to));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
  if (event.key === "/") byId("search").focus();
  else if (event.key === "[") turn(-1);
  else if (event.key === "]") turn(1);
  else if (event.key === "Escape") paneOf(byId("view-articles").dataset.pane);
  else return;
  event.preventDefault();
});
window.addEventListener("hashchange", follow);

beginList((at, focus) => {
  // The address says what is open, so that the way back is the browser's.
  if (location.hash === linkTo(at)) openArticle(at, { focus });
  else location.hash = linkTo(at);
});
beginReading();
putLanguage();
if (!("DecompressionStream" in window)) textPane.replaceChildren(element("p", { role: "alert" }, say("old_browser")));
if (location.hash) follow();
readTexts(debounced(150, () => {
  if (filters.search.value.trim()) refreshList();
}));
