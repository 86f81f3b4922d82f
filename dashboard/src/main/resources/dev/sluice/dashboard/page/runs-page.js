// The list of runs: search, filter, sort, choose, compare.

import { el, given } from "./dom.js";
import { ago, duration, fact, figure, number, short, words } from "./format.js";
import { ask, part, path } from "./server.js";
import { state, tags } from "./table.js";
import { onKey } from "./keys.js";

const STATES = ["", "running", "finished", "trained", "failed", "interrupted", "damaged"];
const STEP = 100;
const REFRESH = 5000;

/** The settings of the list are its address, so that it can be kept and sent. */
function settings() {
  const query = new URLSearchParams(location.search);
  return {
    where: query.get("where") || "", state: query.get("state") || "", sort: query.get("sort") || "",
    descending: query.get("descending") ?? "true", archived: query.get("archived") || "", column: query.getAll("column"), limit: STEP,
  };
}

function heading(name) {
  return name.startsWith("test.") || name.startsWith("validation.") ? words(name) : words(short(name));
}

/** The page. */
export async function runsPage() {
  let asked = settings();
  const chosen = new Set();
  let list = await ask(path("/api/runs", asked)).catch(problem => ({ problem, all: 0, found: 0, states: {}, columns: [], names: [], rows: [] }));

  const search = el("input", {
    type: "search", id: "search", value: asked.where, list: "names", autocomplete: "off", spellcheck: "false",
    placeholder: "words, or cell=gru and validation.accuracy>0.8", "aria-label": "Search runs",
    keydown: event => { if (event.key === "Enter") change({ where: search.value }); },
    search: () => { if (search.value === "" && asked.where !== "") change({ where: "" }); },
  });
  const names = el("datalist", { id: "names" });
  const states = el("div", { class: "chips", role: "group", "aria-label": "State" });
  const archived = el("input", { type: "checkbox", change: () => change({ archived: archived.checked ? "true" : "" }) });
  archived.checked = asked.archived === "true";
  const columns = el("input", {
    type: "text", value: asked.column.join(", "), spellcheck: "false", placeholder: "default: options that differ", "aria-label": "Columns",
    change: () => change({ column: columns.value.split(",").map(name => name.trim()).filter(name => name) }),
  });
  const compare = el("button", { type: "button", class: "primary", disabled: true, click: open }, "Compare");
  const body = el("tbody"), head = el("thead"), count = el("p", { class: "quiet", "aria-live": "polite" });
  const problem = el("p", { class: "message", role: "alert", hidden: true });
  const more = el("button", { type: "button", click: () => { asked.limit += STEP; refresh(); } }, "Show more");

  function open() {
    if (chosen.size > 0) location.href = path("/compare", { run: [...chosen] });
  }

  function change(what) {
    asked = { ...asked, ...what, limit: STEP };
    const { limit, ...kept } = asked;
    history.replaceState(null, "", path("/", { ...kept, descending: kept.descending === "true" ? "" : "false" }));
    refresh();
  }

  async function refresh() {
    try {
      list = await ask(path("/api/runs", asked));
    } catch (failure) {
      list.problem = failure;
    }
    draw();
  }

  function choose(id, box) {
    if (box.checked) chosen.add(id); else chosen.delete(id);
    drawChosen();
  }

  function drawChosen() {
    compare.disabled = chosen.size < 1;
    compare.textContent = chosen.size ? `Compare ${chosen.size}` : "Compare";
  }

  function sortBy(name) {
    change({ sort: name, descending: asked.sort === name && asked.descending === "true" ? "false" : "true" });
  }

  function column(name, title, numeric) {
    const now = asked.sort === name ? (asked.descending === "true" ? "descending" : "ascending") : null;
    return el("th", { scope: "col", class: numeric ? "number" : null, "aria-sort": now },
      el("button", { type: "button", title: `Sort by ${name}`, click: () => sortBy(name) }, title));
  }

  function epochs(row) {
    if (row.state !== "running" || !row["train.epochs"]) return row.epochs || "";
    return el("span", {}, el("progress", { max: row["train.epochs"], value: row.epochs || 0, "aria-label": "epochs" }), ` ${row.epochs || 0}/${row["train.epochs"]}`);
  }

  function line(row) {
    const box = el("input", { type: "checkbox", "aria-label": `Choose ${row.id}`, change: () => choose(row.id, box) });
    box.checked = chosen.has(row.id);
    return el("tr", { "data-id": row.id },
      el("td", { class: "choose" }, box),
      el("th", { scope: "row", class: "name" }, el("a", { href: `/runs/${part(row.id)}`, title: row.note || row.message || row.id }, given(row.name || row.id)), el("small", {}, given(row.id))),
      el("td", { "data-label": "state" }, state(row.state)),
      el("td", { "data-label": "started" }, el("time", { datetime: row.started, title: row.started }, ago(row.started))),
      el("td", { class: "number", "data-label": "took" }, row.seconds ? duration(row.seconds) : ""),
      el("td", { class: "number", "data-label": "epochs" }, epochs(row)),
      list.columns.map(name => el("td", { class: numeric(name) ? "number" : null, "data-label": heading(name) }, row[name] ? given(fact(row[name])) : null)),
      el("td", { "data-label": "tags" }, tags(row.tags)));
  }

  function numeric(name) {
    return list.rows.every(row => !row[name] || !Number.isNaN(number(row[name])));
  }

  function draw() {
    problem.hidden = !list.problem;
    problem.textContent = list.problem ? list.problem.message : "";
    states.replaceChildren(...STATES.filter(name => name === "" || name === asked.state || list.states[name]).map(name => el("button", {
      type: "button", class: "chip", "aria-pressed": String(asked.state === name), click: () => change({ state: name }),
    }, name || "all", " ", el("span", { class: "quiet" }, figure(name ? list.states[name] || 0 : Object.values(list.states).reduce((a, b) => a + b, 0))))));
    names.replaceChildren(...list.names.map(name => el("option", { value: name })));
    count.textContent = list.all === 0 && !list.problem ? "There are no runs yet. Start with: sluice run examples/language-id/quick.yaml"
      : `${figure(list.rows.length)} of ${figure(list.found)} runs`;
    head.replaceChildren(el("tr", {}, el("td", { class: "choose" }), column("name", "run"), column("state", "state"), column("started", "started"), column("seconds", "took", true), column("epochs", "epochs", true),
      list.columns.map(name => column(name, heading(name), numeric(name))), column("tags", "tags")));
    const focused = document.activeElement?.closest?.("tr")?.dataset.id;
    body.replaceChildren(...list.rows.map(line));
    if (focused) [...body.rows].find(row => row.dataset.id === focused)?.querySelector("a").focus();
    more.hidden = list.rows.length >= list.found;
    drawChosen();
  }

  function move(by) {
    const rows = [...body.rows], at = rows.indexOf(document.activeElement?.closest("tr"));
    rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))]?.querySelector("a").focus();
  }

  onKey("/", () => search.focus());
  onKey("j", () => move(1));
  onKey("k", () => move(-1));
  onKey("x", () => document.activeElement?.closest("tr")?.querySelector("input")?.click());
  onKey("c", open);
  setInterval(() => { if (!document.hidden && !body.contains(document.activeElement)) refresh(); }, REFRESH);
  draw();
  return el("div", { class: "runs" }, el("h1", { class: "hidden" }, "Runs"),
    el("div", { class: "controls" }, search, names, compare),
    el("div", { class: "controls" }, states, el("label", { class: "field" }, "columns ", columns), el("label", {}, archived, " archived")),
    problem, count,
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Runs" }, el("table", { class: "list" }, el("caption", { class: "hidden" }, "Runs"), head, body)), more);
}
