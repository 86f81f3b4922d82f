// Shows the page that the address names.

import { el } from "./dom.js";
import { listen } from "./keys.js";
import { ask, part, path } from "./server.js";
import { runsPage } from "./runs-page.js";
import { liveRun } from "./live.js";
import { comparePage } from "./compare-page.js";
import { studiesPage, studyPage } from "./studies-page.js";
import { modelsPage, runModelPage, versionPage } from "./models-page.js";

const main = document.getElementById("main");

function show(title, element) {
  document.title = title ? `${title} · Sluice` : "Sluice";
  main.replaceChildren(element);
}

/** A field that chooses among very many figures by a part of their names. */
function figuresField() {
  const wanted = new URLSearchParams(location.search).get("figures") || "";
  const field = el("input", { type: "search", value: wanted, "aria-label": "Figures to draw", placeholder: "part of a figure's name" });
  field.addEventListener("change", () => {
    const query = new URLSearchParams(location.search);
    query.set("figures", field.value);
    location.search = query.toString();
  });
  return field;
}

async function compare() {
  const query = new URLSearchParams(location.search);
  const view = await ask(path("/api/compare", { run: query.getAll("run"), figures: query.get("figures") || "" }));
  return ["Compare", comparePage(view, { link: id => `/runs/${part(id)}`, figures: figuresField() })];
}

async function page() {
  const [first, second, third] = location.pathname.split("/").filter(each => each).map(decodeURIComponent);
  const current = first === "studies" || first === "models" ? first : "runs";
  document.querySelector(`nav [data-page=${current}]`)?.setAttribute("aria-current", "page");
  if (!first) return ["Runs", await runsPage()];
  if (first === "runs") return third === "model" ? [second, await runModelPage(second)] : liveRun(second, figuresField());
  if (first === "compare") return compare();
  if (first === "studies") return second ? [second, await studyPage(second)] : ["Studies", await studiesPage()];
  return third ? [`${second}@${third}`, await versionPage(second, third)] : [second || "Models", await modelsPage(second)];
}

listen();
try {
  show(...await page());
} catch (problem) {
  show("", el("div", { class: "message", role: "alert" }, el("h1", {}, "This cannot be shown"), el("p", {}, problem.message), el("p", {}, el("a", { href: "/" }, "All runs"))));
}
