/** Talks to the double: what people do goes out, what happens comes in as it happens. */

import { changed, drop, fill, put, state } from "./store.js";

async function ask(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

export const post = (message) => ask("/page/messages", message);
export const edit = (channel, ts, text) => ask("/page/edits", { channel, ts, text });
export const remove = (channel, ts) => ask("/page/deletions", { channel, ts });
export const command = (channel, name, text) =>
  ask("/page/commands", { channel, command: name, text });
export const click = (where, action) => ask("/page/clicks", { ...where, action });
export const submit = (values) => ask("/page/submissions", { values });
export const closeView = (cleared = false) => ask("/page/closings", { cleared });

/** Fetch what there is, then follow every change; again whenever the line was lost. */
export function follow() {
  const stream = new EventSource("/page/stream");
  let early = []; // what happens while the state is on its way comes after it
  const on = (what, act) =>
    stream.addEventListener(what, (event) => {
      const happen = () => act(JSON.parse(event.data));
      if (early) return early.push(happen);
      happen();
      return changed();
    });
  on("message", put);
  on("deleted", ({ ts }) => drop(ts));
  on("view", ({ user, view }) => {
    if (user === state.you) state.view = view;
  });
  on("connection", ({ connected }) => {
    state.connected = connected;
  });
  stream.onerror = () => {
    early ??= [];
  };
  stream.onopen = async () => {
    fill(await (await fetch("/page/state")).json());
    for (const happen of early) happen();
    early = null;
  };
}
