// Keyboard shortcuts and the choice of the theme.

import { el } from "./dom.js";
import { redraw } from "./charts.js";

const THEMES = ["system", "light", "dark"];
const HELP = [["/", "search"], ["j k", "next, previous row"], ["Enter", "open the row"], ["x", "select the row for comparison"],
  ["c", "compare the selected runs"], ["g r", "runs"], ["g s", "studies"], ["g m", "models"], ["t", "light, dark or system theme"], ["?", "this list"]];

function theme() {
  return localStorage.getItem("theme") || "system";
}

function apply() {
  const chosen = theme();
  if (chosen === "system") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = chosen;
  document.getElementById("theme").textContent = { system: "Auto", light: "Light", dark: "Dark" }[chosen];
  redraw();
}

function nextTheme() {
  localStorage.setItem("theme", THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]);
  apply();
}

function help() {
  const close = el("button", { type: "button", click: () => dialog.close() }, "Close");
  const dialog = el("dialog", { "aria-label": "Keyboard shortcuts", close: () => dialog.remove() }, el("h2", {}, "Keyboard"),
    el("dl", { class: "keys" }, HELP.map(([key, words]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, words)])), close);
  document.body.append(dialog);
  dialog.showModal();
}

const own = new Map();
let leading = "";

/** Adds a shortcut of one page. */
export function onKey(key, action) {
  own.set(key, action);
}

/** Begins to listen. */
export function listen() {
  document.getElementById("theme").addEventListener("click", nextTheme);
  document.getElementById("keys").addEventListener("click", help);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  apply();
  const places = { r: "/", s: "/studies", m: "/models" };
  document.addEventListener("keydown", event => {
    const writing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (leading === "g" && places[event.key]) { location.href = places[event.key]; return; }
    leading = event.key;
    if (event.key === "t") nextTheme();
    else if (event.key === "?") help();
    else if (own.has(event.key)) { if (own.get(event.key)(event) !== false) event.preventDefault(); }
  });
}
