// Studies, and one of them with its pictures and trials.

import { el, given, section } from "./dom.js";
import { duration, fact, figure, number, short } from "./format.js";
import { ask, part, path } from "./server.js";
import { table, tile } from "./table.js";

function tried(study) {
  return Object.entries(study.counts).filter(([name]) => name !== "running").reduce((sum, [, count]) => sum + count, 0);
}

function counts(study) {
  return Object.entries(study.counts).map(([name, count]) => `${count} ${name}`).join(", ");
}

/** The list of studies. */
export async function studiesPage() {
  const { studies } = await ask("/api/studies");
  return el("div", {}, el("h1", {}, "Studies"), studies.length === 0
    ? el("p", { class: "quiet" }, "There are no studies yet. Start with: sluice tune examples/language-id/tune.yaml")
    : table("Studies", ["study", "objective", "trials", "best", "time"], studies.map(study => [
      el("a", { href: `/studies/${part(study.name)}` }, given(study.name)), study.message || study.objectives.join(", "),
      study.planned ? `${tried(study)} of ${study.planned}` : figure(tried(study)),
      study.best.length ? study.best[0].values.map(figure).join(" ") : "–", duration(study.seconds)]), i => i > 1));
}

/** One study. */
export async function studyPage(name) {
  const base = `/api/studies/${part(name)}`;
  const study = await ask(base);
  const settings = [...new Set(study.trials.flatMap(trial => Object.keys(trial.settings)))];
  const names = study.objectives.map(each => each.replace(/^(minimize|maximize) /, ""));
  const best = new Set(study.best.map(trial => trial.number));
  const left = number(study.seconds_left);
  return el("div", {}, el("div", { class: "title" }, el("h1", {}, given(study.name))),
    el("p", { class: "quiet" }, `${study.objectives.join(", ")} over ${settings.length} options; ${counts(study)}.`),
    study.planned && tried(study) < study.planned ? el("progress", { max: study.planned, value: tried(study), "aria-label": "trials" }) : null,
    el("div", { class: "tiles" },
      study.best.slice(0, 1).flatMap(trial => trial.values.map((value, i) => tile(figure(value), `best ${names[i]}`, "main"))),
      tile(study.planned ? `${tried(study)} / ${study.planned}` : figure(tried(study)), "trials"), tile(duration(study.seconds), "time"),
      Number.isFinite(left) && left > 0 ? tile(duration(left), "left") : null),
    study.best.length ? section(study.best.length > 1 ? "Pareto-optimal trials" : "Best trial", trials("Best trials", study.best, names, settings, best)) : null,
    section("Pictures", el("div", { class: "pictures" }, study.pictures.map(picture => el("figure", {},
      el("figcaption", {}, el("b", {}, given(picture.title)), el("span", { class: "quiet" }, given(picture.caption))),
      el("img", { src: path(`${base}/picture`, { name: picture.name }), alt: picture.title, loading: "lazy" }))))),
    section("Trials", trials("All trials", study.trials, names, settings, best)));
}

function trials(caption, rows, names, settings, best) {
  return table(caption, ["trial", "outcome", ...names, ...settings.map(short)], rows.map(trial => [
    figure(trial.number) + (best.has(trial.number) ? " ★" : ""), trial.outcome, ...names.map((_, i) => figure(trial.values[i])),
    ...settings.map(name => given(fact(trial.settings[name] ?? "")))]), i => i > 1 && i < 2 + names.length);
}
