"use strict";
// An indicator over places and over time. What is told as a bound is drawn as one: `over` is an edge with an arrow and no
// point, `nearly` the same the other way, a range a bar, `about` a hollow point.
const charts = { indicator: null, group: null, by: "place", place: undefined, scale: "linear", level: undefined };
const PLACES_AT_ONCE = 30, STATEMENTS = 600;
const OPEN_UP = new Set(["over", "at_least"]), OPEN_DOWN = new Set(["nearly", "at_most"]), SPANS = new Set(["range", "several"]);

// A browser reads a date into anything that ends in numbers.
const DAY = /^\d{4}(-\d\d){0,2}$/;

function figureRow(figures, at) {
  const row = { at };
  for (const key of ["article", "record", "indicator", "unit", "label", "place", "date", "value", "low", "high", "approximation", "chosen"]) row[key] = figures[key][at];
  row.unit = KNOWN.units[row.unit];
  row.label = KNOWN.labels[row.label];
  row.shown = row.value ?? row.high ?? row.low;
  row.time = DAY.test(row.date || "") ? new Date(`${row.date}-01-01`.slice(0, 10)) : null;
  if (row.time && isNaN(row.time)) row.time = null;
  return row;
}

function figureRows(data, keep) {
  const { figures } = data, rows = [];
  for (let at = 0; at < (figures.article || []).length; at += 1) if (keep(figures, at)) rows.push(figureRow(figures, at));
  return rows;
}

function counted(all) {
  const counts = new Map();
  for (const one of all) counts.set(one, (counts.get(one) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

// A town or a village with the place that it is in.
const fullName = (place) => (place === null ? "" : PLACES[place][1] ? PLACES[place][0] : `${PLACES[place][2] || ""}${PLACES[place][0]}`);
const saidOf = (row) => upright(`${listed([placeName(row.place), row.date, row.label])} ${quantityText(row)}`);

async function drawCharts() {
  const data = await study();
  const view = byId("view-charts");
  const { figures } = data;
  if (!(figures.article || []).length) {
    view.replaceChildren(element("p", { class: "note" }, say("no_figures")));
    return;
  }
  // What measures and what is left over is no thing to compare: it stands last.
  const last = new Set(["measure", "other"].map((one) => INDICATORS.indexOf(one)));
  const indicators = counted(figures.indicator).sort((a, b) => last.has(a[0]) - last.has(b[0]));
  const begun = ["volunteer", "station", "team"].map((one) => INDICATORS.indexOf(one)).find((one) => indicators.some(([at]) => at === one));
  charts.indicator ??= begun ?? indicators[0][0];
  const groups = counted(figures.group.filter((_, at) => figures.indicator[at] === charts.indicator));
  if (!groups.some(([group]) => group === charts.group)) [[charts.group]] = groups;
  const rows = figureRows(data, (columns, at) => columns.indicator[at] === charts.indicator && columns.group[at] === charts.group);
  view.replaceChildren(viewHeading("charts"), chartControls(indicators, groups, rows));
  const shown = charts.by === "place" ? latestByPlace(rows).filter((row) => charts.level === "" || levelOf(row.place) === charts.level) : overTime(rows);
  const figure = element("figure", {}, element("figcaption", {}, say(charts.by === "place" ? "chart_by_place" : "chart_over_time", {
    indicator: indicatorName(INDICATORS[charts.indicator]), unit: KNOWN.groups[charts.group] || say("no_unit"),
    place: charts.place === null ? say("all_places") : placeName(charts.place),
  })), chartLegend());
  view.append(figure);
  if (charts.by === "place") more(figure, [...chunked(shown, PLACES_AT_ONCE)], 1, (part) => figure.append(plotPlaces(part)));
  else if (shown.length) figure.append(plotTime(shown.slice(-STATEMENTS)));
  if (charts.by === "time" && shown.length > STATEMENTS) figure.append(element("p", { class: "note" }, say("only_first", { n: STATEMENTS, all: shown.length })));
  if (!shown.length) figure.append(element("p", { class: "note" }, say("nothing_dated")));
  view.append(chartTable(shown));
}

function* chunked(all, size) {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}

function chartControls(indicators, groups, rows) {
  const redraw = (change) => () => {
    change();
    keepingFocus(byId("view-charts"), "select", drawCharts);
  };
  const chooser = (label, all, value, changed) => {
    const select = element("select");
    options(select, all);
    select.value = String(value);
    select.addEventListener("change", redraw(() => changed(select.value)));
    return element("label", {}, `${label} `, select);
  };
  const places = counted(rows.filter((row) => row.time).map((row) => row.place)).filter(([place]) => place !== null);
  // Until one is chosen, the place of which most days are told.
  const days = new Map(places.map(([place]) => [place, new Set(rows.filter((row) => row.time && row.place === place).map((row) => row.date)).size]));
  places.sort((a, b) => days.get(b[0]) - days.get(a[0]));
  if (charts.place !== null && !places.some(([place]) => place === charts.place)) charts.place = places.length ? places[0][0] : null;
  return element("div", { class: "controls" },
    chooser(say("indicator"), indicators.map(([at, count]) => [at, `${indicatorName(INDICATORS[at])} (${count})`]), charts.indicator, (value) => (charts.indicator = Number(value))),
    chooser(say("field_unit"), groups.map(([group, count]) => [group, `${KNOWN.groups[group] || say("no_unit")} (${count})`]), charts.group, (value) => (charts.group = Number(value))),
    chooser(say("chart"), [["place", say("by_place")], ["time", say("over_time")]], charts.by, (value) => (charts.by = value)),
    chooser(say("scale"), [["linear", say("scale_linear")], ["log", say("scale_log")]], charts.scale, (value) => (charts.scale = value)),
    charts.by === "place" ? levelChooser(chooser, rows) : null,
    charts.by === "time" ? chooser(say("place"), [["", say("all_places")], ...places.map(([place, count]) => [place, `${placeName(place)} (${count})`])],
      charts.place ?? "", (value) => (charts.place = value === "" ? null : Number(value))) : null);
}

// Of which level a place is, by its code: towns and villages have none.
const levelOf = (place) => {
  const code = PLACES[place][1];
  if (!code) return "town";
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
};

// Provinces and counties on one axis say little: until one is chosen, the level of which there are most.
function levelChooser(chooser, rows) {
  const levels = counted(latestByPlace(rows).map((row) => levelOf(row.place)));
  if (charts.level === undefined || !(charts.level === "" || levels.some(([level]) => level === charts.level))) charts.level = levels.length ? levels[0][0] : "";
  return chooser(say("field_level"), [["", say("all")], ...levels.map(([level, count]) => [level, `${say(`level_of_${level}`)} (${count})`])],
    charts.level, (value) => (charts.level = value));
}

// What a place says last, of the statements that speak for it.
function latestByPlace(rows) {
  const latest = new Map();
  for (const row of rows) {
    if (!row.chosen || row.place === null) continue;
    const known = latest.get(row.place);
    if (!known || (row.date || "") > (known.date || "")) latest.set(row.place, row);
  }
  return [...latest.values()].sort((a, b) => b.shown - a.shown);
}

function overTime(rows) {
  // Of one place all that is said; of all places what speaks for each.
  return rows.filter((row) => row.time && (charts.place === null ? row.chosen : row.place === charts.place)).sort((a, b) => a.time - b.time || a.article - b.article);
}

// Marks along one axis: `along` is the axis of values, `across` the other. Each leads to its evidence.
function quantityMarks(rows, along, across, { reach }) {
  const channels = { [across]: (row) => (across === "y" ? row.name : row.time), href: (row) => linkTo(row.article, row.record), ariaLabel: saidOf, title: saidOf,
    opacity: (row) => (row.chosen ? 1 : 0.4) };
  const rule = along === "x" ? Plot.ruleY : Plot.ruleX;
  const of = (kinds) => rows.filter((row) => kinds.has(row.approximation));
  const edge = (row) => row.value ?? row.low ?? row.high;
  const arrow = (some, sign, symbol) => [
    rule(some, { ...channels, [`${along}1`]: edge, [`${along}2`]: (row) => reach(edge(row), sign), strokeWidth: 2, strokeDasharray: "4 2" }),
    Plot.tickX && along === "x" ? Plot.tickX(some, { ...channels, x: edge, strokeWidth: 3, insetTop: 6, insetBottom: 6 }) : null,
    Plot.text(some, { ...channels, [along]: (row) => reach(edge(row), sign), text: () => symbol, fontSize: 12 }),
  ];
  return [
    rule(of(SPANS), { ...channels, [`${along}1`]: "low", [`${along}2`]: "high", strokeWidth: 5, strokeOpacity: 0.6 }),
    ...arrow(of(OPEN_UP), 1, along === "x" ? "▶" : "▲"),
    ...arrow(of(OPEN_DOWN), -1, along === "x" ? "◀" : "▼"),
    Plot.dot(of(new Set(["about"])), { ...channels, [along]: "value", r: 5, stroke: "currentColor", strokeWidth: 2, fill: "var(--ground)" }),
    Plot.dot(of(new Set(["exact"])), { ...channels, [along]: "value", r: 5, fill: "currentColor" }),
  ].filter(Boolean);
}

const shortNumber = (value) => (settings.language === "zh" && Math.abs(value) >= 10000 ? `${number(value / 10000)}万` : number(value));

// The axis of values: from zero, or by powers of ten. `reach` is where the arrow of an open bound ends; it stands for no number.
function scaleOf(rows) {
  const highest = Math.max(...rows.map((row) => row.high ?? row.shown), 1);
  const axis = { grid: true, label: null, tickFormat: shortNumber };
  const least = Math.min(...rows.map((row) => row.low ?? row.shown), 0);
  if (charts.scale === "linear") return { ...axis, domain: [least * 1.1, highest * 1.1], ticks: margin(6, 3), reach: (value, sign) => value + sign * highest * 0.04 };
  const lowest = Math.max(Math.min(...rows.map((row) => row.low ?? row.shown).filter((value) => value > 0), highest), 1e-3);
  const decades = Math.log10((highest * 2) / lowest);
  return { ...axis, type: "log", domain: [lowest / 2, highest * 2], ticks: margin(6, 3), clamp: true, reach: (value, sign) => value * 10 ** (sign * decades * 0.04) };
}

// As wide as there is room; a narrow window scrolls the rest.
const look = () => ({ width: Math.max(320, Math.min(1200, byId("view-charts").clientWidth - 34)), style: { background: "transparent", fontSize: "13px" } });
const margin = (wide, narrow) => (NARROW.matches ? narrow : wide);

function plotPlaces(rows) {
  // Places of one name in two provinces are two.
  const seen = new Map();
  for (const row of rows) {
    const [name, , above] = PLACES[row.place].map(upright);
    seen.set(name, (seen.get(name) || 0) + 1);
    row.name = seen.get(name) > 1 ? `${name}（${above || seen.get(name)}）` : name;
  }
  const scale = scaleOf(rows);
  return finished(Plot.plot({
    ...look(), height: 80 + rows.length * 24, marginLeft: margin(170, 105), marginRight: margin(60, 24), marginTop: 30,
    x: { ...scale, axis: "both" }, y: { type: "band", domain: rows.map((row) => row.name), label: null },
    marks: quantityMarks(rows, "x", "y", scale),
  }), say("chart"));
}

// Years where there are several, else months.
function days(rows) {
  const told = rows.map((row) => row.time.getTime());
  const years = (Math.max(...told) - Math.min(...told)) / 31557600000;
  if (years > 2) return { ticks: "year", tickFormat: (day) => say("as_year", { n: day.getUTCFullYear() }) };
  return { ticks: 6, tickFormat: (day) => day.toISOString().slice(0, years > 0.3 ? 7 : 10) };
}

function plotTime(rows) {
  const scale = scaleOf(rows);
  return finished(Plot.plot({
    ...look(), height: 440, marginLeft: margin(80, 58), marginRight: margin(30, 16), x: { type: "utc", label: null, grid: true, inset: 20, ...days(rows) }, y: scale,
    marks: quantityMarks(rows, "y", "x", scale),
  }), say("chart"));
}

// Links of the chart say what they lead to. Each statement is one stop of the Tab key, however many shapes it is drawn with.
function finished(svg, label) {
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", label);
  // What the library calls its groups by is for programs, not for those who listen.
  for (const group of svg.querySelectorAll("g[aria-label]")) {
    if (group.getAttribute("aria-label").includes("axis")) group.classList.add("axis");
    group.removeAttribute("aria-label");
  }
  const stops = new Set();
  for (const link of svg.querySelectorAll("a")) {
    const to = link.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    link.setAttribute("aria-label", link.querySelector("title")?.textContent || to);
    link.setAttribute("role", "link");
    if (stops.has(to)) {
      link.setAttribute("tabindex", "-1");
      link.setAttribute("aria-hidden", "true");
    }
    stops.add(to);
  }
  return element("div", { class: "scroll plot" }, svg);
}

function chartLegend() {
  const entry = (sign, key) => element("li", {}, element("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${say(key)}`);
  return element("ul", { class: "chart-legend", "aria-label": say("signs") }, entry("●", "sign_exact"), entry("○", "sign_about"),
    entry("┃╌▶", "sign_over"), entry("◀╌┃", "sign_nearly"), entry("▬", "sign_range"),
    charts.by === "time" && charts.place !== null ? entry("◍", "sign_faint") : null);
}

function statementCells(row) {
  return [placeName(row.place), PLACES[row.place]?.[1], row.date, row.label, row.value, row.low, row.high, row.approximation, row.unit, INDEX.id[row.article], INDEX.title[row.article], row.record];
}

function chartTable(rows) {
  const head = ["place", "adcode", "date", "label", "value", "low", "high", "approximation", "unit", "id", "title", "record"];
  const cells = (row) => [fullName(row.place), row.date || "–", row.label, quantityText(row), element("a", { href: linkTo(row.article, row.record) }, titleOf(row.article))];
  return element("section", {}, element("div", { class: "bar" }, element("h3", {}, say("statements_n", { n: rows.length })),
    tableTools(INDICATORS[charts.indicator], () => [head, ...rows.map(statementCells)])),
  tableOf(say("statements"), [say("place"), say("date"), say("field_label"), say("field_value"), say("source")], rows, cells));
}
