// Parallel coordinates: a vertical axis for each setting and figure, a line for each run.

import { el, svg } from "./dom.js";
import { figure, number, short } from "./format.js";

const WIDE = 1000, TALL = 360, TOP = 46, BOTTOM = 28, SIDE = 70;

function scale(values) {
  const numbers = values.filter(v => v !== "").map(number);
  if (numbers.length > 0 && numbers.every(Number.isFinite)) {
    const low = Math.min(...numbers), high = Math.max(...numbers);
    const log = low > 0 && high / low > 50;
    const f = log ? Math.log : v => v;
    return {
      ticks: low === high ? [low] : [low, high], label: figure,
      at: v => (v === "" ? null : low === high ? 0.5 : (f(number(v)) - f(low)) / (f(high) - f(low))),
    };
  }
  const words = [...new Set(values.filter(v => v !== ""))].sort();
  return {
    ticks: words.slice(0, 12), label: word => (word.length > 14 ? word.slice(0, 13) + "…" : word),
    at: v => (v === "" ? null : words.length === 1 ? 0.5 : words.indexOf(v) / (words.length - 1)),
  };
}

/** The drawing. Axes are {name: [value of each run]}; the last axis gives the colors. */
export function parallel(names, axes) {
  const titles = Object.keys(axes), scales = titles.map(title => scale(axes[title]));
  const x = i => SIDE + (titles.length === 1 ? 0 : i * (WIDE - 2 * SIDE) / (titles.length - 1));
  const y = part => TALL - BOTTOM - part * (TALL - TOP - BOTTOM);
  const told = el("p", { class: "quiet", "aria-live": "polite" }, "Point at a line to see its run.");
  const lines = names.map((name, run) => {
    const points = titles.map((title, i) => [x(i), scales[i].at(axes[title][run])]).filter(([, part]) => part !== null)
      .map(([at, part]) => [at, y(part)]);
    const last = scales.at(-1).at(axes[titles.at(-1)][run]);
    const tone = last === null ? "none" : Math.min(4, Math.floor(last * 5));
    const text = `${name}: ${titles.map(title => `${short(title)} ${figureOr(axes[title][run])}`).join(", ")}`;
    return svg("path", {
      d: points.map(([px, py], i) => `${i ? "L" : "M"}${px.toFixed(1)} ${py.toFixed(1)}`).join(""), class: `run tone-${tone}`,
      mouseenter: () => { told.textContent = text; },
    }, svg("title", {}, text));
  });
  return el("div", { class: "parallel" },
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Parallel coordinates" },
      svg("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img", "aria-label": `Parallel coordinates of ${names.length} runs over ${titles.join(", ")}` },
        svg("g", {}, lines),
        titles.map((title, i) => svg("g", {},
          svg("line", { x1: x(i), x2: x(i), y1: y(0), y2: y(1), class: "axis" }),
          svg("text", { x: x(i), y: TOP - 24 + (i % 2) * 12, class: "title", "text-anchor": "middle" },
            title.startsWith("test.") || title.startsWith("validation.") ? title : short(title), svg("title", {}, title)),
          scales[i].ticks.map(tick => svg("text", {
            x: x(i) + 5, y: y(scales[i].at(tick)) + (scales[i].at(tick) === 0 ? 14 : 4), class: "tick",
          }, scales[i].label(tick))))))), told);
}

function figureOr(text) {
  return text === "" ? "–" : Number.isFinite(number(text)) ? figure(text) : text;
}
