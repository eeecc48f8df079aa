"use strict";
// The networks of places, as trees by level, and the ways of ordering a service, as steps.
const studies = { place: "" };

async function drawStudies() {
  const { networks, flows } = await study();
  const view = byId("view-studies");
  const input = element("input", { type: "search", value: studies.place });
  const found = element("div", {});
  const near = (row) => !studies.place || (row.place !== null && PLACES[row.place].some((said) => said && said.includes(studies.place)));
  const draw = () => found.replaceChildren(networkPart(latestNetworks(networks.filter(near))), flowPart(flows.filter(near)));
  input.addEventListener("input", debounced(80, () => {
    studies.place = input.value.trim();
    draw();
  }));
  view.replaceChildren(viewHeading("studies"), element("div", { class: "controls" }, element("label", {}, `${say("place")} `, input)), found);
  draw();
}

// The last that is told of each place; the others are in the table.
function latestNetworks(networks) {
  const latest = new Map();
  for (const one of networks) {
    const known = latest.get(one.place);
    if (!known || (one.date || "") >= (known.date || "")) latest.set(one.place, one);
  }
  return { all: networks, latest: [...latest.values()] };
}

const sourceLink = (row) => element("a", { href: linkTo(row.article, row.record) }, titleOf(row.article));

function networkPart({ all, latest }) {
  const head = ["place", "adcode", "date", ...LEVELS.flatMap((level) => [level, `${level}_low`, `${level}_high`]), "full_coverage", "id", "record"];
  const cells = (row) => [placeName(row.place), PLACES[row.place]?.[1], row.date,
    ...LEVELS.flatMap((level) => (row[level] ? [row[level].value, row[level].low, row[level].high] : [null, null, null])), row.full_coverage, INDEX.id[row.article], row.record];
  const part = element("section", {}, element("div", { class: "bar" }, element("h3", {}, say("networks_n", { n: latest.length })),
    tableTools("networks", () => [head, ...all.map(cells)])));
  const cards = element("div", { class: "cards" });
  part.append(cards);
  more(part, latest, 24, (row) => {
    // Each level is a way to where it is said.
    const tree = treeOf(row, placeName(row.place), (node) => element("a", { href: linkTo(row.article, row.record) }, node));
    cards.append(element("div", { class: "card" }, tree, element("p", { class: "note" }, row.date || "", " ", sourceLink(row))));
  });
  return part;
}

function flowPart(flows) {
  const head = ["name", "steps", "place", "adcode", "date", "id", "record"];
  const cells = (row) => [row.name, row.steps.map(stepText).join(" → "), placeName(row.place), PLACES[row.place]?.[1], row.date, INDEX.id[row.article], row.record];
  const part = element("section", {}, element("div", { class: "bar" }, element("h3", {}, say("flows_n", { n: flows.length })),
    tableTools("order_flows", () => [head, ...flows.map(cells)])));
  more(part, flows, 24, (row) => part.append(element("div", { class: "card flow" },
    element("h4", {}, listed([row.name || say("no_name"), placeName(row.place)])), stepsOf(row), element("p", { class: "note" }, row.date || "", " ", sourceLink(row)))));
  return part;
}
