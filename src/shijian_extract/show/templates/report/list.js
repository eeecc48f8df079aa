"use strict";
// The list of articles. Only the rows in view are drawn, so that five thousand are as quick as five.
const ROW = 62;
const list = { root: byId("list"), spacer: element("div", { role: "presentation", class: "spacer" }), shown: [], active: -1, opened: -1 };
list.none = element("p", { class: "note none" });
list.root.append(list.spacer);
list.root.after(list.none);
const filters = { search: byId("search"), place: byId("place"), year: byId("year"), type: byId("type"), indicator: byId("indicator") };
const yearOf = (at) => (INDEX.published[at] || "").slice(0, 4);

function fillFilters() {
  const years = [...new Set(INDEX.id.map((_, at) => yearOf(at)))].sort().reverse();
  options(filters.year, [["", say("all")], ...years.map((year) => [year || "none", year || say("undated")])]);
  const used = (column, names) => names.map((_, bit) => INDEX[column].some((mask) => mask & (1 << bit)));
  const types = used("types", TYPES), indicators = used("indicators", INDICATORS);
  options(filters.type, [["", say("all")], ...TYPES.map((type, bit) => [bit, typeName(type)]).filter(([bit]) => types[bit])]);
  options(filters.indicator, [["", say("all")],
    ...INDICATORS.map((one, bit) => [bit, indicatorName(one)]).filter(([bit]) => indicators[bit])]);
}

// Places to choose from are many: they are laid out when they are asked for.
function fillPlaces() {
  if (byId("places").childElementCount) return;
  const told = [...new Set([...INDEX.place, ...INDEX.about.flat()].filter((place) => place !== null))];
  const said = told.map((place) => [PLACES[place][0], PLACES[place][2] || ""]).sort(([a], [b]) => a.localeCompare(b, "zh"));
  byId("places").replaceChildren(...said.map(([value, above]) => element("option", { value }, above)));
}

function wanted() {
  const words = folded(filters.search.value).split(/\s+/).filter(Boolean);
  const place = filters.place.value.normalize("NFKC").trim();
  const near = place ? new Set(PLACES.map(([name, , above], at) => (name.includes(place) || above.includes(place) ? at : -1))) : null;
  const year = filters.year.value === "none" ? "" : filters.year.value || null;
  const bit = (select) => (select.value === "" ? 0 : 1 << Number(select.value));
  const type = bit(filters.type), indicator = bit(filters.indicator);
  const found = [];
  for (let at = 0; at < INDEX.id.length; at += 1) {
    if (type && !(INDEX.types[at] & type)) continue;
    if (indicator && !(INDEX.indicators[at] & indicator)) continue;
    if (year !== null && yearOf(at) !== year) continue;
    if (near && !near.has(INDEX.place[at]) && !INDEX.about[at].some((one) => near.has(one))) continue;
    if (words.length && !holds(at, words)) continue;
    found.push(at);
  }
  return found;
}

function holds(at, words) {
  const head = folded(`${INDEX.id[at] || ""} ${INDEX.title[at] || ""} ${placeName(INDEX.place[at])}`);
  return words.every((word) => head.includes(word) || (packs.texts[at] || "").includes(word));
}

function refreshList() {
  const active = list.shown[list.active];
  list.shown = wanted();
  list.active = list.shown.indexOf(active);
  const searching = filters.search.value.trim() && packs.read < INDEX.id.length;
  byId("count").textContent = say(searching ? "count_reading" : "count", {
    n: number(list.shown.length), all: number(INDEX.id.length), percent: Math.floor((100 * packs.read) / Math.max(1, INDEX.id.length)),
  });
  list.spacer.style.height = `${list.shown.length * ROW}px`;
  drawRows();
}

function drawRows() {
  const first = Math.max(0, Math.floor(list.root.scrollTop / ROW) - 4);
  const last = Math.min(list.shown.length, Math.ceil((list.root.scrollTop + (list.root.clientHeight || 800)) / ROW) + 4);
  const rows = [];
  for (let place = first; place < last; place += 1) rows.push(row(place));
  // The active row stays, in view or not, for those who are told of it by its name.
  if (list.active >= 0 && (list.active < first || list.active >= last)) rows.push(row(list.active));
  list.spacer.replaceChildren(...rows);
  list.none.hidden = list.shown.length > 0;
  list.none.textContent = say("no_articles");
  if (list.active >= 0) list.root.setAttribute("aria-activedescendant", `row-${list.active}`);
  else list.root.removeAttribute("aria-activedescendant");
}

function row(place) {
  const at = list.shown[place];
  const made = element("div", {
    role: "option", id: `row-${place}`, class: place === list.active ? "row active" : "row",
    "aria-selected": String(at === list.opened), "aria-setsize": list.shown.length, "aria-posinset": place + 1,
  },
    element("span", { class: "title", lang: "zh-CN" }, titleOf(at)),
    element("span", { class: "meta" }, [placeName(INDEX.place[at]), INDEX.published[at], say("records_n", { n: INDEX.records[at] })].filter(Boolean).join(" · ")),
    INDEX.findings[at] ? element("span", { class: "badge", title: say("findings_n", { n: INDEX.findings[at] }) }, String(INDEX.findings[at])) : null);
  made.style.top = `${place * ROW}px`;
  made.dataset.place = place;
  return made;
}

function activate(place) {
  list.active = Math.max(0, Math.min(list.shown.length - 1, place));
  const top = list.active * ROW;
  if (top < list.root.scrollTop) list.root.scrollTop = top;
  const below = top + ROW - list.root.clientHeight;
  if (below > list.root.scrollTop) list.root.scrollTop = below;
  drawRows();
}

function listRows() {
  const head = ["id", "title", "place", "adcode", "published", "records"];
  return [head, ...list.shown.map((at) => [INDEX.id[at], INDEX.title[at], placeName(INDEX.place[at]),
    INDEX.place[at] === null ? null : PLACES[INDEX.place[at]][1], INDEX.published[at], INDEX.records[at]])];
}

function beginList(open) {
  let asked = false;
  list.root.addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      drawRows();
    });
  }, { passive: true });
  list.root.addEventListener("click", (event) => {
    const chosen = event.target.closest(".row");
    if (!chosen) return;
    activate(Number(chosen.dataset.place));
    open(list.shown[list.active]);
  });
  list.root.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(list.root.clientHeight / ROW) - 1);
    const to = { ArrowDown: list.active + 1, ArrowUp: list.active - 1, PageDown: list.active + page, PageUp: list.active - page,
      Home: 0, End: list.shown.length - 1 }[event.key];
    if (to !== undefined && list.shown.length) activate(to);
    else if (event.key === "Enter" && list.active >= 0) open(list.shown[list.active], true);
    else return;
    event.preventDefault();
  });
  const soon = debounced(60, refreshList);
  filters.search.addEventListener("input", soon);
  filters.search.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "Enter"].includes(event.key) || event.isComposing) return;
    refreshList();
    if (!list.shown.length) return;
    list.root.focus();
    activate(0);
    if (event.key === "Enter") open(list.shown[0], true);
    event.preventDefault();
  });
  filters.place.addEventListener("input", soon);
  filters.place.addEventListener("focus", fillPlaces, { once: true });
  for (const select of [filters.year, filters.type, filters.indicator]) select.addEventListener("change", refreshList);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(refreshList));
  window.addEventListener("resize", debounced(100, drawRows));
}
