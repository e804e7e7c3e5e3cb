/** Takes what people type, paste and drop: messages, text files and slash commands. */

import { ICONS, h, icon } from "./dom.js";
import * as server from "./server.js";
import { toast } from "./toast.js";

const MOST_BYTES = 1048576;
const COMMAND = /^\/([a-z][\w-]*)(?:\s+([\s\S]*))?$/;
const IN_THREAD = "Slash commands do not work in threads. Use the channel instead.";

export class Composer {
  #where;
  #files = [];

  constructor({ channel, thread = null, label, commands }) {
    this.#where = { channel, thread, commands };
    this.box = h("textarea", {
      rows: 1,
      placeholder: label,
      "aria-label": label,
      spellcheck: "true",
    });
    this.tray = h("div", { class: "tray" });
    this.picker = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      "aria-hidden": "true",
      tabindex: "-1",
    });
    this.sendButton = h(
      "button",
      { type: "submit", class: "send", "aria-label": "Send", disabled: true },
      icon(ICONS.send),
    );
    const attach = h(
      "button",
      {
        type: "button",
        class: "quiet-button",
        "aria-label": "Attach a text file",
        title: "Attach a text file, up to 1 MB",
      },
      icon(ICONS.attach),
    );
    const hint = h(
      "span",
      { class: "hint" },
      h("kbd", {}, "Enter"),
      " sends · ",
      h("kbd", {}, "Shift Enter"),
      " new line",
    );
    this.node = h(
      "form",
      { class: "composer" },
      this.box,
      this.tray,
      h("div", { class: "composer-foot" }, attach, this.picker, hint, this.sendButton),
    );
    attach.addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => this.#take(this.picker.files));
    this.#listen();
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  async send(text) {
    const { channel, thread, commands } = this.#where;
    const command = COMMAND.exec(text);
    try {
      if (command && !this.#files.length) {
        if (!commands) return toast(IN_THREAD);
        await server.command(channel, `/${command[1]}`, command[2] ?? "");
      } else {
        const files = await Promise.all(
          this.#files.map(async (file) => ({ name: file.name, content: await base64(file) })),
        );
        await server.post({ channel, text, thread_ts: thread, files });
        this.#files = [];
        this.#showFiles();
      }
    } catch {
      toast("That could not be sent. Is the playground still running?");
      this.box.value ||= text;
    }
  }

  #listen() {
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.#submit();
      }
    });
    this.box.addEventListener("input", () => this.#grow());
    this.box.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) this.#take(event.clipboardData.files);
    });
    for (const kind of ["dragover", "dragleave", "drop"]) {
      this.node.addEventListener(kind, (event) => {
        event.preventDefault();
        this.node.classList.toggle("over", kind === "dragover");
        if (kind === "drop") this.#take(event.dataTransfer.files);
      });
    }
  }

  #submit() {
    const text = this.box.value.trim();
    if (!text && !this.#files.length) return;
    this.box.value = "";
    this.#grow();
    this.send(text);
  }

  #take(files) {
    for (const file of files) {
      if (file.size > MOST_BYTES) toast(`${file.name} is larger than 1 MB.`);
      else this.#files.push(file);
    }
    this.picker.value = "";
    this.#showFiles();
    this.focus();
  }

  #showFiles() {
    const chip = (file) => {
      const leave = h(
        "button",
        { type: "button", "aria-label": `Remove ${file.name}` },
        icon(ICONS.close),
      );
      leave.addEventListener("click", () => {
        this.#files = this.#files.filter((other) => other !== file);
        this.#showFiles();
      });
      return h("span", { class: "chip" }, icon(ICONS.file), file.name, leave);
    };
    this.tray.replaceChildren(...this.#files.map(chip));
    this.#grow();
  }

  #grow() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight}px`;
    this.sendButton.disabled = !this.box.value.trim() && !this.#files.length;
  }
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
