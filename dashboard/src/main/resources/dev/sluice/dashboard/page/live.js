// The page of a run while it trains: the server sends what is new.

import { el } from "./dom.js";
import { ask, part, path } from "./server.js";
import { runPage } from "./run-page.js";

/** Title and element of the page of a run. */
export async function liveRun(id, figures) {
  const base = `/api/runs/${part(id)}`;
  const wanted = new URLSearchParams(location.search).get("figures") || "";
  const view = await ask(path(base, { figures: wanted }));
  const sign = el("span", { class: "live", hidden: true, role: "status" }, "live");
  const links = [sign];
  if (view.results.export || Object.keys(view.proof).length) links.push(el("a", { href: `/runs/${part(id)}/model` }, "Model"));
  const page = runPage(view, { source: name => path(`${base}/picture`, { name }), figures, links });
  if (view.state === "running") watch(base, view, page, sign);
  return [view.name, page.element];
}

function watch(base, view, page, sign) {
  let seen = view.progress.epochs;
  const connect = () => {
    const stream = new EventSource(path(`${base}/live`, { seen: String(seen) }));
    stream.addEventListener("open", () => { sign.hidden = false; sign.textContent = "live"; });
    stream.addEventListener("update", event => {
      const news = JSON.parse(event.data);
      if (news.restarted) { location.reload(); return; }
      seen = news.progress.epochs;
      page.update(news);
    });
    // The whole page has what is written at the end: results, proof and pictures.
    stream.addEventListener("end", () => { stream.close(); sign.hidden = true; setTimeout(() => location.reload(), 500); });
    // A new stream begins after the epochs that this page has by now.
    stream.addEventListener("error", () => { stream.close(); sign.hidden = false; sign.textContent = "connecting…"; setTimeout(connect, 3000); });
  };
  connect();
}
