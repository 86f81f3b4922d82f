// Exported models with their proofs, and a form to try one.

import { el, given, section } from "./dom.js";
import { ago, bytes, figure } from "./format.js";
import { ask, part } from "./server.js";
import { table } from "./table.js";
import { proof } from "./run-page.js";

/** The list of models. */
export async function modelsPage() {
  const { models } = await ask("/api/models");
  const figures = [...new Set(models.flatMap(model => Object.keys(model).filter(name => name.startsWith("test.") && name !== "test.examples")))].slice(0, 4);
  return el("div", {}, el("h1", {}, "Models"), models.length === 0
    ? el("p", { class: "quiet" }, "No run has exported a model yet.")
    : table("Models", ["model", "proof", "difference", "parameters", ...figures.map(name => name.replace(".", " ")), "trained"], models.map(model => [
      el("a", { href: `/models/${part(model.id)}`, title: model.id }, given(model.name)),
      el("span", { class: `state ${model["export.passed"] === "true" ? "finished" : "failed"}` }, model["export.passed"] === "true" ? "equal" : "not equal"),
      figure(model["export.largest_difference"]), figure(model.parameters), ...figures.map(name => figure(model[name])), ago(model.started)]), i => i > 1));
}

const HINTS = {
  text: "any text",
  series: "a line for each step, numbers set apart by commas; a first line may name the columns",
  static: "numbers set apart by commas",
  category: "the number of a category",
};

function outputs(all) {
  return all.map(output => el("div", {}, all.length > 1 ? el("h3", {}, given(output.name)) : null, output.steps.slice(0, 200).map((step, t) =>
    el("div", { class: "answer" }, output.every_step ? el("span", { class: "quiet" }, `step ${t + 1}`) : null, output.kind === "numbers"
      ? el("dl", { class: "facts" }, step.map(each => el("div", {}, el("dt", {}, given(each.label)), el("dd", {}, figure(each.probability)))))
      : el("ol", { class: "classes" }, step.map(each => el("li", {}, given(each.label), " ",
        el("meter", { min: 0, max: 1, value: each.probability, "aria-label": each.label }), ` ${(100 * each.probability).toFixed(1)} %`)))))));
}

function form(model) {
  if (model.inputs.length === 0) return null;
  const fields = model.inputs.map(input => el("textarea", { id: `in-${input.name}`, rows: input.kind === "series" ? 6 : 2, maxlength: 60000, spellcheck: "false" }));
  const answer = el("div", { "aria-live": "polite" });
  const button = el("button", { type: "submit", class: "primary" }, "Try");
  const send = async event => {
    event.preventDefault();
    button.disabled = true;
    try {
      const body = JSON.stringify(Object.fromEntries(model.inputs.map((input, i) => [input.name, fields[i].value])));
      const got = await ask(`/api/models/${part(model.id)}/try`, { method: "POST", headers: { "Content-Type": "application/json" }, body });
      answer.replaceChildren(...outputs(got.outputs));
    } catch (problem) {
      answer.replaceChildren(el("p", { class: "message", role: "alert" }, problem.message));
    }
    button.disabled = false;
  };
  return section("Try it", el("form", { submit: send }, model.inputs.map((input, i) => el("div", { class: "input" },
    el("label", { for: `in-${input.name}` }, given(input.name), el("small", {}, ` ${HINTS[input.kind] || ""}${input.columns.length ? `: ${input.columns.join(", ")}` : ""}`)), fields[i])), button), answer);
}

/** One model. */
export async function modelPage(id) {
  const model = await ask(`/api/models/${part(id)}`);
  return el("div", { class: "model" }, el("div", { class: "title" }, el("h1", {}, given(model.name)),
    el("div", { class: "links" }, el("a", { href: `/runs/${part(id)}` }, "Run"))),
    el("p", { class: "quiet" }, given(model.id, { class: "id" }), model.bytes ? ` · ${bytes(model.bytes)}` : ""),
    model.unreadable.length ? el("ul", { class: "message" }, model.unreadable.map(line => el("li", {}, line))) : null,
    form(model), proof(model.proof));
}
