// Asks the server.

/** The answer to a question; its reason in words if there is none. */
export async function ask(path, options = {}) {
  const answer = await fetch(path, options);
  const body = await answer.json().catch(() => ({ error: `the server answered ${answer.status}` }));
  if (!answer.ok) throw new Error(body.error || `the server answered ${answer.status}`);
  return body;
}

/** A path with a query; lists become repeated names, empty values are left out. */
export function path(base, query) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== "" && each !== null && each !== undefined && each !== false) search.append(name, each);
    }
  }
  return search.size ? `${base}?${search}` : base;
}

/** Part of a path. */
export function part(name) {
  return encodeURIComponent(name);
}
