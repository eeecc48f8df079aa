"use strict";
// A record in a line, in full, and drawn: a network as a tree by level, an order flow as its steps.
const LEVELS = KNOWN.levels;
const listed = (all) => all.filter((one) => one !== null && one !== undefined && one !== "").join(" · ");
const stepText = (step) => `${step.actor || ""}${step.action}`;

const SUMMARIES = {
  figure: (record) => `${record.label} ${quantityText(record.quantity)}`,
  network: (record) => LEVELS.filter((level) => record[level]).map((level) => `${say(`level_${level}`)} ${quantityText(record[level])}`).join(" · "),
  order_flow: (record) => listed([record.name, record.steps.map(stepText).join(" → ")]),
  slogan: (record) => record.text,
  brand: (record) => listed([record.name, record.head]),
  award: (record) => listed([record.name, record.rank, record.recipient]),
  document: (record) => record.title,
  person: (record) => listed([record.name, record.role, record.organization]),
  event: (record) => record.name,
};
const summary = (record) => SUMMARIES[record.type](record);

function placeText(place) {
  return place ? listed([place.name, place.adcode]) : null;
}

function periodText(period) {
  if (!period) return null;
  const { start, end } = period;
  const days = start === end ? start : `${start || "…"} – ${end || "…"}`;
  return listed([period.text, say(`period_${period.kind}`), days]);
}

function boundsText({ low, high }) {
  if (low === null && high === null) return null;
  if (low === null) return `≤ ${number(high)}`;
  return high === null ? `≥ ${number(low)}` : `${number(low)} – ${number(high)}`;
}

function quantityFields(quantity) {
  return [
    ["value", quantity.value === null ? null : number(quantity.value)],
    ["bounds", boundsText(quantity)],
    ["approximation", say(`approximation_${quantity.approximation}`)],
    ["unit", quantity.unit],
  ];
}

// Their values are names of the records' own, in English.
const NAMED = new Set(["category", "level", "kind"]);

// The fields of a record by name, each as text; an absent one is a dash.
function fieldsOf(record) {
  const fields = [];
  for (const [key, value] of Object.entries(record)) {
    if (key === "type" || key === "evidence") continue;
    if (key === "quantity") fields.push(...quantityFields(value));
    else if (key === "place") fields.push([key, placeText(value)]);
    else if (key === "period") fields.push([key, periodText(value)]);
    else if (key === "indicator") fields.push([key, indicatorName(value)]);
    else if (key === "steps") fields.push([key, value.map(stepText).join(" → ")]);
    else if (LEVELS.includes(key)) fields.push([key, value && quantityText(value)]);
    else if (typeof value === "boolean") fields.push([key, say(value ? "yes" : "no")]);
    else if (Array.isArray(value)) fields.push([key, value.join("、")]);
    else if (NAMED.has(key) && Object.hasOwn(KNOWN.words, `value_${value}`)) fields.push([key, say(`value_${value}`)]);
    else fields.push([key, value]);
  }
  return fields;
}

// The levels of a network, each beneath the one that it hangs on; bases hang on the place itself.
function treeOf(network, name, wrap = (text) => text) {
  const below = (levels) => {
    const [level, ...rest] = levels;
    if (!level) return null;
    if (!network[level]) return below(rest);
    const item = (one) => element("li", {}, wrap(element("span", { class: `node ${one}` },
      `${say(`level_${one}`)} `, element("strong", { lang: "zh-CN" }, quantityText(network[one])))));
    const made = item(level);
    const inner = below(rest);
    if (inner) made.append(inner);
    return element("ul", {}, made);
  };
  const chain = below(LEVELS.filter((level) => level !== "bases"));
  const bases = below(["bases"]);
  if (chain && bases) chain.append(...bases.children);
  return element("div", { class: "tree" }, element("span", { class: "node place", lang: "zh-CN" }, name || say("no_place")),
    chain || bases, network.full_coverage ? element("p", { class: "note" }, say("full_coverage")) : null);
}

function stepsOf(flow) {
  if (!flow.steps.length) return element("p", { class: "note" }, say("no_steps"));
  return element("ol", { class: "steps", lang: "zh-CN" }, ...flow.steps.map((step) =>
    element("li", {}, step.actor ? element("span", { class: "actor" }, step.actor) : null, element("span", { class: "action" }, step.action))));
}

function drawingOf(record) {
  if (record.type === "network") return treeOf(record, record.place && record.place.name);
  if (record.type === "order_flow") return stepsOf(record);
  return null;
}

// The record in full; `go` leads to one of its spans in the text.
function detailOf(record, at, go) {
  const evidence = element("ol", { class: "evidence" }, ...record.evidence.map((span) => {
    const [start, end, text, shown] = span;
    const quote = element("span", { lang: "zh-CN" }, `「${text.replace(/\s*\n\s*/g, "")}」`);
    const where = element("span", { class: "where" }, `${start}–${end}`);
    return element("li", {}, shown === undefined ? element("span", {}, quote, " ", where) : element("span", {}, button(quote, () => go(span)), " ", where));
  }));
  const rows = fieldsOf(record).flatMap(([key, value]) => [element("dt", {}, say(LEVELS.includes(key) ? `level_${key}` : `field_${key}`)),
    element("dd", { class: value === null || value === "" ? "absent" : null, lang: "zh-CN" }, value === null || value === "" ? "–" : String(value))]);
  return element("section", { class: `detail ${record.type}`, "aria-label": say("record_n", { n: at + 1 }) },
    element("h3", {}, element("span", { class: "kind" }, `${at + 1} ${typeName(record.type)}`), " ", element("span", { lang: "zh-CN" }, summary(record))),
    drawingOf(record), element("dl", {}, ...rows), element("h4", {}, say("evidence")), evidence);
}

function recordRows(article) {
  const head = ["record", "type", "summary", "value", "low", "high", "approximation", "unit", "label", "indicator", "place", "adcode",
    "period", "period_start", "period_end", "rule", "evidence", "start", "end"];
  return [head, ...article.records.map((record, at) => {
    const quantity = record.quantity || {}, place = record.place || {}, period = record.period || {};
    const [starts, ends, texts] = [0, 1, 2].map((part) => record.evidence.map((span) => span[part]).join(" … "));
    return [at, record.type, summary(record), quantity.value, quantity.low, quantity.high, quantity.approximation, quantity.unit, record.label,
      record.indicator, place.name, place.adcode, period.text, period.start, period.end, record.rule, texts, starts, ends];
  })];
}
