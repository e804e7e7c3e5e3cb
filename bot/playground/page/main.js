/** Starts the page: loads what there is, then keeps every pane in step with it. */

import { showChannel } from "./channel_pane.js";
import { showModal } from "./modal.js";
import { follow } from "./server.js";
import { showSidebar } from "./sidebar.js";
import { openThread, state, watch } from "./store.js";
import { showThread } from "./thread_pane.js";

const pane = (id) => document.querySelector(`#${id}`);

watch(() => {
  showSidebar(pane("sidebar"));
  showChannel(pane("channel"));
  showThread(pane("thread"));
  showModal(pane("modal"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.thread && !state.view) openThread(null);
});

follow();
