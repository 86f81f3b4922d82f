// Several runs over each other: curves, what differs, parallel coordinates when there are many.

import { el, given, section } from "./dom.js";
import { fact, words } from "./format.js";
import { state, table } from "./table.js";
import { chart, seriesColor } from "./charts.js";
import { parallel } from "./parallel.js";

const MANY = 3;

/** The names of runs, with their ids where names are not unique. */
function labels(runs) {
  return runs.map(run => (runs.filter(other => other.name === run.name).length > 1 ? `${run.name} ${run.id.slice(-4)}` : run.name));
}

function curves(runs, names) {
  const figures = [...new Set(runs.flatMap(run => Object.keys(run.curves.figures)))];
  const epochs = [...new Set(runs.flatMap(run => run.curves.epochs))].sort((a, b) => a - b);
  const place = new Map(epochs.map((epoch, i) => [epoch, i]));
  return figures.map(figure => chart(figure, epochs, runs.map((run, i) => {
    const values = new Array(epochs.length).fill(NaN);
    (run.curves.figures[figure] || []).forEach((value, at) => { values[place.get(run.curves.epochs[at])] = value; });
    return { name: names[i], values, color: seriesColor(i) };
  }), { sync: "compare", legend: runs.length <= 6 }));
}

/** The page. */
export function comparePage(view, { link = null, figures = null } = {}) {
  const names = labels(view.runs);
  const charts = curves(view.runs, names);
  const log = el("input", { type: "checkbox", change: () => charts.forEach(each => each.scale(log.checked)) });
  const key = el("ul", { class: "key" }, view.runs.map((run, i) => {
    const dot = el("span", { class: "dot" });
    dot.style.background = seriesColor(i);
    const title = given(names[i]);
    return el("li", {}, dot, link ? el("a", { href: link(run.id), title: run.id }, title) : title, " ", state(run.state));
  }));
  const axes = Object.fromEntries(Object.entries(view.axes).filter(([, values]) => new Set(values).size > 1));
  return el("div", { class: "compare" },
    el("h1", {}, `${view.runs.length} runs compared`), key,
    view.unreadable.length ? el("ul", { class: "message" }, view.unreadable.map(line => el("li", {}, line))) : null,
    section("Curves", el("p", { class: "row" }, el("label", {}, log, " logarithmic"), charts.length > 12 ? figures : null), el("div", { class: "charts" }, charts.map(each => each.element))),
    view.runs.length >= MANY && Object.keys(axes).length > 1
      ? section("Settings and figures", el("p", { class: "quiet" }, "Each line is a run; its color shows its position on the last axis."), parallel(names, axes)) : null,
    section("Differences", view.differences.length === 0 ? el("p", {}, "The runs have no recorded differences.")
      : table("Facts in which the runs differ", ["fact", ...names.map(name => given(name))],
        view.differences.map(each => [el("span", {}, el("span", { class: "quiet" }, `${each.group} `), given(each.name)),
          ...each.values.map(value => given(value === "" ? "–" : fact(value)))]))));
}
