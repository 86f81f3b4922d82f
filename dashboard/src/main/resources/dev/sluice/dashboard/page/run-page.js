// One run: where it stands, its curves, results beside baselines, proof, pictures, resources, origin, log.

import { el, given, section } from "./dom.js";
import { ago, bytes, duration, fact, figure, number, words } from "./format.js";
import { facts, state, table, tags, tile } from "./table.js";
import { chart, seriesColor } from "./charts.js";

/** Losses go into one chart; every other figure has its own. */
function grouped(curves) {
  const groups = new Map();
  for (const name of Object.keys(curves.figures)) {
    const key = name.endsWith(".loss") ? "loss" : name;
    groups.set(key, [...(groups.get(key) || []), name]);
  }
  return groups;
}

function seriesOf(names, curves) {
  return names.map((name, i) => ({ name: words(name), values: curves.figures[name] || [], color: seriesColor(i) }));
}

function curvesSection(view, options) {
  let curves = view.curves;
  const grid = el("div", { class: "charts" });
  const charts = new Map();
  const none = el("p", { class: "quiet" }, "No epoch has finished yet.");
  const log = el("input", { type: "checkbox", change: () => charts.forEach(each => each.scale(log.checked)) });
  const lines = el("p", { class: "row" }, el("label", {}, log, " logarithmic"));
  if (options.figures && curves.names > 12) lines.append(options.figures);
  const drawnOf = Object.keys(curves.figures).length;
  const note = [curves.names > 60 ? `${figure(curves.names)} figures; ${drawnOf} are drawn.` : "",
    curves.every > 1 ? `Every ${curves.every}th epoch is drawn.` : ""].filter(text => text).join(" ");

  function update() {
    none.hidden = curves.epochs.length > 0;
    for (const [key, names] of grouped(curves)) {
      const series = seriesOf(names, curves);
      if (charts.has(key)) charts.get(key).set(curves.epochs, series);
      else {
        const made = chart(key, curves.epochs, series, { sync: "run" });
        charts.set(key, made);
        grid.append(made.element);
      }
    }
  }
  update();
  return {
    element: section("Curves", lines, note ? el("p", { class: "quiet" }, note) : null, none, grid),
    add(more) {
      if (more.epochs.length === 0) return;
      const figures = {};
      for (const name of new Set([...Object.keys(curves.figures), ...Object.keys(more.figures)])) {
        const before = curves.figures[name] || curves.epochs.map(() => NaN);
        figures[name] = [...before, ...(more.figures[name] || more.epochs.map(() => NaN))];
      }
      curves = { ...curves, epochs: [...curves.epochs, ...more.epochs], figures, best: more.best || curves.best };
      update();
    },
  };
}

function standing(view) {
  const box = el("div", { class: "standing" });
  function update(now) {
    const p = now.progress, tiles = [];
    tiles.push(tile(p.planned ? `${p.epochs} / ${p.planned}` : figure(p.epochs), "epochs"));
    if (now.state === "running") {
      tiles.push(tile(duration(p.seconds_left), "left at most"));
      tiles.push(tile(duration(p.seconds_per_epoch), "per epoch"));
    }
    if (Number.isFinite(number(p.sequences_per_second))) tiles.push(tile(figure(Math.round(number(p.sequences_per_second))), "sequences per second"));
    const test = view.results.test?.scores;
    if (test) {
      tiles.push(tile(figure(test.loss), "test loss", "main"));
      // The losses of single heads are parts of the loss.
      Object.entries(test.metrics || {}).filter(([name]) => !name.endsWith(".loss")).slice(0, 4).forEach(([name, value]) => tiles.push(tile(figure(value), `test ${words(name)}`, "main")));
    }
    const size = view.results.size?.parameters;
    if (size) tiles.push(tile(figure(size), "parameters"));
    const bar = now.state === "running" && p.planned
      ? el("progress", { max: p.planned, value: p.epochs, "aria-label": "epochs of the training" }) : null;
    box.replaceChildren(...[bar, el("div", { class: "tiles" }, tiles),
      now.message ? el("p", { class: "message" }, now.message) : null].filter(each => each));
  }
  update(view);
  return { element: box, update };
}

/** Figures of the model and of the simple methods that it must beat. */
function results(view) {
  const r = view.results, scores = r.test?.scores;
  if (!scores) return null;
  const metrics = Object.keys(scores.metrics || {});
  const rows = [["this model", figure(scores.loss), ...metrics.map(name => figure(scores.metrics[name]))]];
  for (const each of r.baselines || []) {
    const theirs = each.figures || {};
    rows.push([given(each.failure ? `${each.name}: ${each.failure}` : each.description || each.name), "–",
      ...metrics.map(name => figure(theirs.metrics?.[name]))]);
  }
  for (const [name, each] of Object.entries(r.made_from || {})) {
    rows.push([given(`original: ${name}`), figure(each.scores?.loss), ...metrics.map(metric => figure(each.scores?.metrics?.[metric]))]);
  }
  const verdict = r.verdict ? el("p", {}, verdictWords(r.verdict)) : null;
  return section("Results", el("p", { class: "quiet" }, `On ${figure(r.test.examples)} test examples, with the weights of epoch ${r.best_epoch}.`),
    verdict, table("Results compared with baselines", ["method", "loss", ...metrics.map(words)], rows, i => i > 0),
    kinds(r, metrics), steps(r));
}

/** The figures of each kind of examples, such as a language or a task, or of each series of a forecast. */
function kinds(r, metrics) {
  const all = Object.entries(r.details?.by_series || {});
  const shown = metrics.filter(name => all.some(([, figures]) => figures[name] != null));
  return shown.length === 0 ? null : table("Results by kind", ["kind", ...shown.map(words)],
    all.map(([kind, figures]) => [given(kind), ...shown.map(name => figure(figures[name]))]), i => i > 0);
}

/** The figures of a forecast for each step ahead. */
function steps(r) {
  const ahead = Object.entries(r.details?.by_step || {}).filter(([, values]) => values.length > 1);
  return ahead.length === 0 ? null : el("div", { class: "charts below" }, ahead.map(([name, values]) => {
    const others = (r.baselines || []).filter(each => each.figures?.by_step?.[name]);
    return chart(`${name} by step ahead`, values.map((_, i) => i + 1), [{ name: "this model", values, color: seriesColor(0) },
      ...others.map((each, i) => ({ name: each.name, values: each.figures.by_step[name], color: seriesColor(i + 1) }))], { x: "step" }).element;
  }));
}

function verdictWords(verdict) {
  const parts = [];
  if (verdict.beats?.length) parts.push(`beats ${verdict.beats.join(", ")}`);
  if (verdict.does_not_beat?.length) parts.push(`does not beat ${verdict.does_not_beat.join(", ")}`);
  return parts.length ? `By ${verdict.metric}, the model ${parts.join(" and ")}.` : "";
}

/** The proof of an exported file. */
export function proof(content) {
  if (!content || Object.keys(content).length === 0) return null;
  const passed = content.result === "passed";
  return section("Proof", el("p", {}, el("span", { class: passed ? "state finished" : "state failed" }, content.result || "unknown"), " ",
    given(content.summary || "")),
  facts({
    model: content.model, opset: content.opset, target: content.target, "ONNX Runtime": content.onnx_runtime,
    "largest relative difference": content.largest_relative_difference === undefined ? "" : figure(content.largest_relative_difference),
    layers: Object.entries(content.layers || {}).map(([name, kind]) => `${name}: ${kind}`).join("; "), sha256: content.sha256,
  }));
}

/** Processor time since the measurement before, as a number of processors. */
function processors(all) {
  return all.map((each, i) => {
    const before = all[i - 1];
    const from = before && before.seconds < each.seconds ? before : { seconds: 0, cpu_seconds: 0 };
    return (each.cpu_seconds - from.cpu_seconds) / Math.max(1e-9, each.seconds - from.seconds);
  });
}

function resources(view) {
  let all = view.resources;
  const words = el("p", { class: "quiet" });
  const cpu = chart("processors in use", [], [{ name: "processors", values: [] }], { x: "measurement" });
  const heap = chart("heap, MB", [], [{ name: "heap", values: [] }], { x: "measurement" });
  const element = section("Resources", words, el("div", { class: "charts" }, cpu.element, heap.element));
  function update() {
    element.hidden = all.length === 0;
    if (all.length === 0) return;
    const last = all.at(-1), peak = Math.max(...all.map(each => number(each.heap_bytes)));
    words.textContent = `${duration(last.seconds)}, ${duration(last.cpu_seconds)} of processor time, ${duration(last.gc_seconds)} of garbage collection, heap up to ${bytes(peak)}`
      + (last.joules ? `, ${figure(Math.round(last.joules))} J` : "");
    const xs = all.map((_, i) => i + 1);
    cpu.set(xs, [{ name: "processors", values: processors(all), color: seriesColor(2) }]);
    heap.set(xs, [{ name: "heap", values: all.map(each => number(each.heap_bytes) / 1e6), color: seriesColor(4) }]);
  }
  update();
  return {
    element,
    add(measured) {
      const more = measured.filter(each => all.every(known => known.time !== each.time));
      if (more.length === 0) return;
      all = [...all, ...more];
      update();
    },
  };
}

function pictures(view, source) {
  const shown = view.pictures.filter(name => source(name));
  return shown.length === 0 ? null : section("Pictures", el("div", { class: "pictures" }, shown.map(name =>
    el("figure", {}, el("figcaption", {}, given(name.replace(/\.png$/i, "").replace(/[-_]/g, " "))),
      el("img", { src: source(name), alt: name, loading: "lazy" })))));
}

function origin(view) {
  const groups = Object.entries(view.facts).filter(([title, named]) => !["Options", "Results"].includes(title) && Object.keys(named).length);
  return section("Data and environment", el("div", { class: "columns" }, groups.map(([title, named]) =>
    el("div", {}, el("h3", {}, title), facts(Object.fromEntries(Object.entries(named).map(([name, value]) => [name.replace(/^(machine|plugin|data)\./, ""), value])))))));
}

function text(title, content, open) {
  return content ? el("details", { open }, el("summary", {}, title), el("pre", { tabindex: 0 }, content)) : null;
}

/**
 * The page of a run. Options: source(name) gives the address of a picture; figures is a control that chooses among very many
 * figures; links are shown beside the title. Returns its element, and what brings news into it.
 */
export function runPage(view, { source, figures = null, links = [] }) {
  const run = view.facts.Run || {};
  const badge = el("span", {}, state(view.state));
  const curves = curvesSection(view, { figures });
  const now = standing(view);
  const used = resources(view);
  const log = el("pre", { tabindex: 0, "aria-label": "Log" }, view.log || "The log is empty.");
  const warn = [...view.unreadable, ...view.changed.map(line => `changed: ${line}`)];
  const element = el("div", { class: "run" },
    el("div", { class: "title" }, el("h1", {}, given(view.name)), badge, el("div", { class: "links" }, links)),
    el("p", { class: "quiet" }, given(view.id, { class: "id" }), " · ", el("time", { datetime: run.started, title: run.started }, ago(run.started)),
      run.seconds ? ` · ${duration(run.seconds)}` : "", " ", tags(run.tags)),
    run.note ? el("p", { class: "note" }, given(run.note)) : null,
    warn.length ? el("ul", { class: "message" }, warn.map(line => el("li", {}, line))) : null,
    now.element, curves.element, results(view), pictures(view, source), proof(view.proof), used.element,
    section("Log", view.error ? text("Stack trace of the failure", view.error, true) : null, log),
    view.facts.Options && Object.keys(view.facts.Options).length ? section("Experiment", el("div", { class: "columns" }, facts(view.facts.Options)),
      text("As YAML, with all defaults", view.experiment, false)) : null,
    origin(view));
  return {
    element,
    update(news) {
      badge.replaceChildren(state(news.state));
      now.update(news);
      curves.add(news.curves);
      used.add(news.resources);
      if (news.log && log.textContent !== news.log) {
        const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
        log.replaceChildren(news.log);
        if (atEnd) log.scrollTop = log.scrollHeight;
      }
    },
  };
}
