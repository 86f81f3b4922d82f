// Curves, drawn by uPlot.

import { el, visible } from "./dom.js";
import { figure, number, words } from "./format.js";

const HEIGHT = 220;
const drawn = new Set();

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The color of the i-th of several series. */
export function seriesColor(i) {
  return color(`--series-${i % 10}`) || "#888";
}

/**
 * A chart over a common x. Series are {name, values, color?}; xs and values are arrays of the same length. Returns the figure's
 * element, with a method to replace its data.
 */
export function chart(title, xs, series, { x = "epoch", log = false, sync = null, legend = true } = {}) {
  const host = el("div", { class: "plot" });
  const last = el("span", { class: "last" });
  const box = el("figure", { class: "chart" }, el("figcaption", {}, el("b", {}, words(title)), last), host);
  let state = { xs, series, log }, plot = null, width = 0;

  function data() {
    const usable = value => {
      const n = number(value);
      return Number.isFinite(n) && (!state.log || n > 0) ? n : null;
    };
    return [state.xs, ...state.series.map(each => each.values.map(usable))];
  }

  function describe() {
    const texts = state.series.slice(0, 8).map(each => `${each.name} ${figure(each.values.at(-1))}`);
    point(null);
    host.setAttribute("role", "img");
    host.setAttribute("aria-label", visible(`${words(title)} over ${x}; last: ${texts.join(", ")}`));
  }

  /** Beside the title of a single curve: its value under the cursor, or else its last. */
  function point(at) {
    if (state.series.length !== 1) return;
    const values = state.series[0].values;
    last.textContent = at === null || at === undefined ? figure(values.at(-1)) : `${x} ${figure(state.xs[at])}: ${figure(values[at])}`;
  }

  function draw() {
    if (!host.isConnected || host.clientWidth === 0) return;
    plot?.destroy();
    width = host.clientWidth;
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const font = `${Math.round(size * 0.75)}px ui-sans-serif, system-ui, sans-serif`;
    const axis = {
      stroke: color("--quiet"), font, grid: { stroke: color("--line"), width: 1 }, ticks: { show: false }, gap: 6,
    };
    const points = state.xs.length < 30;
    plot = new uPlot({
      width,
      height: Math.round(HEIGHT * size / 15),
      cursor: { sync: sync ? { key: sync } : undefined, focus: { prox: 24 }, drag: { x: true, y: false } },
      focus: { alpha: 0.25 },
      legend: { show: legend && state.series.length > 1 && state.series.length <= 12, live: true },
      hooks: { setCursor: [u => point(u.cursor.idx)] },
      scales: { x: { time: false }, y: { distr: state.log ? 3 : 1 } },
      axes: [
        { ...axis, size: Math.round(size * 1.9), incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000, 100000] },
        { ...axis, size: Math.round(size * 3.6), values: (_, splits) => splits.map(v => (v === null ? "" : figure(v))) },
      ],
      series: [
        { label: x },
        ...state.series.map((each, i) => ({
          label: visible(each.name), stroke: each.color || seriesColor(i), width: state.series.length > 12 ? 1 : 1.75,
          dash: each.dash, points: { show: points, size: 5 }, value: (_, v) => figure(v),
        })),
      ],
    }, data(), host);
    describe();
  }

  new ResizeObserver(() => { if (Math.abs(host.clientWidth - width) > 1) draw(); }).observe(host);
  drawn.add(draw);
  return {
    element: box,
    set(xs, series) {
      const same = plot && series.length === state.series.length;
      state = { ...state, xs, series };
      if (same && (xs.length < 30) === (plot.series[1]?.points?.show !== false || xs.length < 30)) { plot.setData(data()); describe(); }
      else draw();
    },
    scale(log) { state.log = log; draw(); },
  };
}

/** Draws all charts anew, in the colors of another theme. */
export function redraw() {
  drawn.forEach(draw => draw());
}
