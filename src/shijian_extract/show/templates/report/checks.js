"use strict";
// What does not add up: each finding in words, with its sides, each of which leads to where it is said.
const checks = { kind: "", place: "" };
const kindName = (kind) => (Object.hasOwn(KNOWN.kinds, kind) ? KNOWN.kinds[kind][settings.language] : kind);

async function drawChecks() {
  const { findings } = await study();
  const view = byId("view-checks");
  if (!findings.length) {
    view.replaceChildren(element("p", { class: "note" }, say("no_findings")));
    return;
  }
  const select = element("select");
  options(select, [["", `${say("all")} (${findings.length})`], ...counted(findings.map(({ kind }) => kind)).map(([kind, count]) => [kind, `${kindName(kind)} (${count})`])]);
  select.value = checks.kind;
  select.addEventListener("change", () => {
    checks.kind = select.value;
    keepingFocus(view, "select", drawChecks);
  });
  const input = element("input", { type: "search", value: checks.place });
  const found = element("div", { class: "findings" });
  const shown = () => findings.filter(({ kind, place }) => (!checks.kind || kind === checks.kind) && (!checks.place || (place || "").includes(checks.place)));
  const draw = () => {
    found.replaceChildren();
    more(found, shown(), 40, (finding) => found.append(findingCard(finding)));
  };
  input.addEventListener("input", debounced(80, () => {
    checks.place = input.value.trim();
    draw();
  }));
  view.replaceChildren(viewHeading("checks"), element("div", { class: "controls" }, element("label", {}, `${say("kind")} `, select),
    element("label", {}, `${say("place")} `, input), tableTools("findings", () => findingRows(shown()))), found);
  draw();
}

// Of an article that is open, what does not add up in it, over its records.
async function findingsOf(article) {
  const { findings } = await study();
  return findings.filter(({ sides }) => sides.some((side) => side.article === article));
}

function findingCard(finding) {
  return element("article", { class: "card finding" },
    element("h3", {}, element("span", { class: "kind" }, kindName(finding.kind)), " ", finding.place || ""),
    element("p", {}, finding[settings.language]),
    element("ul", {}, ...finding.sides.map((side) => {
      const [span] = side.evidence;
      const to = side.record === null || side.record === undefined ? `#a${side.article}${span && span.length > 3 ? `s${span[3]}-${span[4]}` : ""}` : linkTo(side.article, side.record);
      return element("li", {}, element("a", { href: to, lang: "zh-CN" }, side.evidence.map(([, , text]) => `「${text.replace(/\s*\n\s*/g, "")}」`).join(" … ")),
        " ", element("span", { class: "note" }, listed([titleOf(side.article), side.published])));
    })));
}

function findingRows(findings) {
  const head = ["kind", "place", "says", "side", "id", "published", "value", "evidence", "start", "end"];
  return [head, ...findings.flatMap((finding) => finding.sides.map((side, at) => [finding.kind, finding.place, finding[settings.language], at + 1,
    side.id, side.published, side.value, side.evidence.map(([, , text]) => text).join(" … "), side.evidence[0]?.[0], side.evidence[0]?.[1]]))];
}
