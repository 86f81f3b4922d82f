// Promoted models by name and version, exported models of runs, and a form to try one.

import { el, given, section } from "./dom.js";
import { ago, bytes, figure } from "./format.js";
import { ask, part } from "./server.js";
import { facts, state, table } from "./table.js";
import { proof } from "./run-page.js";

function proven(result) {
  const passed = result === "passed";
  return result ? el("span", { class: `state ${passed ? "finished" : "failed"}` }, passed ? "equal" : "not equal") : "–";
}

/** The run that something comes from: a link if it is still there. */
function runLink(id, isThere) {
  return isThere ? el("a", { href: `/runs/${part(id)}` }, given(id)) : given(id || "–");
}

const MOST_LETTERS = 70;

function brief(list) {
  const text = list.join("; ");
  return given(text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text, { title: text });
}

function words(record) {
  return el("span", { class: "contract" }, brief(record.inputs), " → ", brief(record.targets));
}

function promoted(models) {
  return table("Promoted models", ["model", "proof", "difference", "contract", "promoted", "from run"], models.map(model => [
    el("span", {}, el("a", { href: `/models/${part(model.name)}/${part(model.version)}` }, given(`${model.name}@${model.version}`)), " ",
      model.aliases.map(alias => el("span", { class: "tag" }, given(alias)))),
    proven(model.record.proof), figure(model.record.difference), model.problem ? given(model.problem) : words(model.record),
    el("time", { datetime: model.promoted, title: model.promoted }, ago(model.promoted)), runLink(model.run, model.has_run)]), i => i === 2);
}

function exported(models) {
  const figures = [...new Set(models.flatMap(model => Object.keys(model).filter(name => name.startsWith("test.") && name !== "test.examples")))].slice(0, 4);
  return table("Models exported by runs", ["model", "proof", "difference", "parameters", ...figures.map(name => name.replace(".", " ")), "trained"], models.map(model => [
    el("a", { href: `/runs/${part(model.id)}/model`, title: model.id }, given(model.name)),
    proven(model["export.passed"] === "true" ? "passed" : "failed"),
    figure(model["export.largest_difference"]), figure(model.parameters), ...figures.map(name => figure(model[name])), ago(model.started)]), i => i > 1);
}

/** The list of models, or of the versions of one. */
export async function modelsPage(name) {
  const models = await ask("/api/models");
  const versions = models.promoted.filter(model => !name || model.name === name);
  return el("div", {}, el("h1", {}, name ? given(name) : "Models"),
    section("Promoted", versions.length ? promoted(versions)
      : el("p", { class: "quiet" }, "There are no models yet. To keep the proven model of a run under a name: ", el("kbd", {}, "sluice models add NAME RUN"))),
    name ? null : section("Exported by runs", models.exported.length ? exported(models.exported)
      : el("p", { class: "quiet" }, "No run has exported a model yet.")));
}

const HINTS = {
  text: "any text",
  series: "one line per step, numbers separated by commas; the first line may contain the column names",
  static: "numbers separated by commas",
  category: "the number of a category",
};

function outputs(all) {
  return all.map(output => el("div", {}, all.length > 1 ? el("h3", {}, given(output.name)) : null, output.steps.slice(0, 200).map((step, t) =>
    el("div", { class: "answer" }, output.every_step ? el("span", { class: "quiet" }, `step ${t + 1}`) : null, output.kind === "numbers"
      ? el("dl", { class: "facts" }, step.map(each => el("div", {}, el("dt", {}, given(each.label)), el("dd", {}, figure(each.probability)))))
      : el("ol", { class: "classes" }, step.map(each => el("li", {}, given(each.label), " ",
        el("meter", { min: 0, max: 1, value: each.probability, "aria-label": each.label }), ` ${(100 * each.probability).toFixed(1)} %`)))))));
}

/** A form that runs the model at an address of the server. */
function form(model, address) {
  if (model.inputs.length === 0) return null;
  const fields = model.inputs.map((input, i) => el("textarea", { id: `in-${i}`, rows: input.kind === "series" ? 6 : 2, maxlength: 60000, spellcheck: "false" }));
  const answer = el("div", { "aria-live": "polite" });
  const button = el("button", { type: "submit", class: "primary" }, "Try");
  const send = async event => {
    event.preventDefault();
    button.disabled = true;
    try {
      const body = JSON.stringify(Object.fromEntries(model.inputs.map((input, i) => [input.name, fields[i].value])));
      const got = await ask(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      answer.replaceChildren(...outputs(got.outputs));
    } catch (problem) {
      answer.replaceChildren(el("p", { class: "message", role: "alert" }, problem.message));
    }
    button.disabled = false;
  };
  return section("Try it", el("form", { submit: send }, model.inputs.map((input, i) => el("div", { class: "input" },
    el("label", { for: `in-${i}` }, given(input.name), el("small", {}, ` ${HINTS[input.kind] || ""}${input.columns.length ? `: ${input.columns.join(", ")}` : ""}`)), fields[i])), button), answer);
}

function contract(model) {
  const all = [...model.inputs.map(input => ["input", input]), ...model.targets.map(target => ["output", target])];
  return all.length ? section("Contract", table("Inputs and outputs", ["name", "kind", "content"],
    all.map(([kind, each]) => [given(each.name), kind, given(each.words)]))) : null;
}

function problems(lines) {
  return lines.length ? el("ul", { class: "message" }, lines.map(line => el("li", {}, line))) : null;
}

/** The exported model of a run. */
export async function runModelPage(id) {
  const address = `/api/runs/${part(id)}/model`, model = await ask(address);
  return el("div", { class: "model" }, el("div", { class: "title" }, el("h1", {}, given(model.name)),
    el("div", { class: "links" }, el("a", { href: `/runs/${part(id)}` }, "Run"))),
    el("p", { class: "quiet" }, given(model.id, { class: "id" }), model.bytes ? ` · ${bytes(model.bytes)}` : ""),
    problems(model.unreadable), form(model, address), contract(model), proof(model.proof));
}

function lineage(view) {
  const from = view.lineage;
  if (!from) return null;
  const named = { "trained with": `Sluice ${from.sluice}`, promoted: `${from.promoted.slice(0, 19)}Z`,
    commit: from.commit ? `${from.commit}${from.dirty ? ", with changes" : ""}` : "", "data (SHA-256)": from.data, "model (SHA-256)": from.model };
  return section("Lineage", el("p", {}, "From the run ", runLink(from.run, view.has_run), from.continues ? [", which continued ", given(from.continues)] : null), facts(named));
}

/** A version of a promoted model. */
export async function versionPage(name, version) {
  const address = `/api/models/${part(name)}/${part(version)}`, view = await ask(address), model = view.model;
  return el("div", { class: "model" }, el("div", { class: "title" }, el("h1", {}, given(`${view.name}@${view.version}`)),
    view.changed.length ? state("damaged") : null, view.aliases.map(alias => el("span", { class: "tag" }, given(alias))),
    el("div", { class: "links" }, el("a", { href: `/models/${part(view.name)}` }, "Versions"))),
    el("p", { class: "quiet" }, el("kbd", {}, `models:${view.name}@${view.version}`), model.bytes ? ` · ${bytes(model.bytes)}` : ""),
    problems([...new Set([...view.changed.map(line => `changed: ${line}`), ...view.unreadable, ...model.unreadable])]),
    form(model, address), contract(model), lineage(view), proof(model.proof),
    view.card ? section("Model card", el("pre", { tabindex: 0, "aria-label": "Model card" }, view.card)) : null);
}
