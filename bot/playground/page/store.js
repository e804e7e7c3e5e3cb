/** Keeps what the page knows, and tells the panes when it changes. */

const watchers = new Set();

export const state = {
  workspace: "",
  you: "",
  bot: "",
  people: new Map(),
  channels: [],
  messages: new Map(),
  unread: new Map(),
  view: null,
  here: null,
  thread: null,
  connected: false,
};

export function watch(watcher) {
  watchers.add(watcher);
}

let due = false;

export function changed() {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const watcher of watchers) watcher();
  });
}

export function fill(all) {
  Object.assign(state, {
    workspace: all.workspace,
    you: all.you,
    bot: all.bot,
    people: new Map(all.people.map((person) => [person.id, person])),
    channels: all.channels,
    view: all.view,
    connected: all.connected,
    messages: new Map(all.messages.map((message) => [message.ts, message])),
  });
  state.here ??= all.channels[0].id;
  changed();
}

export function put(message) {
  if (message.visible_to && message.visible_to !== state.you) return;
  const isNew = !state.messages.has(message.ts);
  state.messages.set(message.ts, message);
  if (isNew && message.channel !== state.here && message.user !== state.you) {
    state.unread.set(message.channel, (state.unread.get(message.channel) ?? 0) + 1);
  }
  changed();
}

export function drop(ts) {
  state.messages.delete(ts);
  if (state.thread === ts) state.thread = null;
  changed();
}

export function go(channel) {
  state.here = channel;
  state.thread = null;
  state.unread.delete(channel);
  changed();
}

export function openThread(ts) {
  state.thread = ts;
  changed();
}

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

export function messagesOf(channel) {
  return inOrder((message) => message.channel === channel && !isReply(message));
}

export function threadOf(ts) {
  return inOrder((message) => message.ts === ts || message.thread_ts === ts);
}

function inOrder(wanted) {
  return [...state.messages.values()].filter(wanted).sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

export const person = (id) =>
  state.people.get(id) ?? { id, name: id, real_name: id, is_bot: false };
export const channel = (id) => state.channels.find((one) => one.id === id);
