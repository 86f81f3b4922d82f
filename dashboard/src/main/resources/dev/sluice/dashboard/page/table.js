// Tables, and lists of names with values.

import { el, given } from "./dom.js";
import { fact } from "./format.js";

/** A table with a header row. Rows are arrays of texts or elements. */
export function table(caption, head, rows, numeric = () => false) {
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    el("table", {},
      el("caption", { class: "hidden" }, caption),
      el("thead", {}, el("tr", {}, head.map((name, i) => el("th", { scope: "col", class: numeric(i) ? "number" : null }, name)))),
      el("tbody", {}, rows.map(row => el("tr", {}, row.map((cell, i) => i === 0
        ? el("th", { scope: "row" }, cell)
        : el("td", { class: numeric(i) ? "number" : null }, cell)))))));
}

/** Names with values, two columns. */
export function facts(named) {
  const entries = Object.entries(named).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return el("dl", { class: "facts" }, entries.map(([name, value]) =>
    el("div", {}, el("dt", {}, name.split(/(?<=[._])/).flatMap((part, i) => (i ? [el("wbr"), part] : [part]))), el("dd", {}, given(typeof value === "string" ? fact(value) : value)))));
}

/** A large figure with words below. */
export function tile(value, words, kind = null) {
  return el("div", { class: kind ? `tile ${kind}` : "tile" }, el("b", {}, value), el("span", {}, words));
}

/** The state of a run, with a dot whose form differs by state too. */
export function state(name) {
  return el("span", { class: `state ${/^[a-z]+$/.test(name) ? name : "damaged"}` }, name);
}

/** Tags. */
export function tags(text) {
  return (text || "").split(", ").filter(tag => tag).map(tag => el("span", { class: "tag" }, given(tag)));
}
