// The documents: which there are, which are asked, files brought and removed, lines dropped.

import { $, $$, button, h, say } from "./dom.js";
import { read, remove, upload } from "./server.js";
import { words } from "./words.js";

let listed = [];
let left = new Set(JSON.parse(localStorage.getItem("hoidap.left") || "[]"));

/** The ids to ask, or undefined for all there are. */
export function chosen() {
  const ids = listed.map((one) => one.id);
  const asked = ids.filter((id) => !left.has(id));
  return asked.length === ids.length ? undefined : asked;
}

export async function refresh() {
  listed = (await read("/v1/documents")).documents;
  const ids = new Set(listed.map((one) => one.id));
  left = new Set([...left].filter((id) => ids.has(id)));
  draw();
}

export function draw() {
  localStorage.setItem("hoidap.left", JSON.stringify([...left]));
  $("#documents").replaceChildren(...listed.map(row));
  $("#chosen").textContent = words("chosen", listed.length - left.size, listed.length);
}

function row(one) {
  const id = `choose-${listed.indexOf(one)}`;
  const choose = (event) => {
    if (event.target.checked) left.delete(one.id);
    else left.add(one.id);
    draw();
    $(`#${id}`).focus();
  };
  const drop = async () => {
    // What lies in a ZIP or a mail goes with all of it.
    if (!confirm(words("removeSure", one.source.split("!/")[0]))) return;
    await remove(`/v1/documents?source=${encodeURIComponent(one.source)}`).catch((error) => say(error.message));
    await refresh();
  };
  return h("li", {},
    h("input", { type: "checkbox", id, onchange: choose, ...(left.has(one.id) ? {} : { checked: true }) }),
    h("label", { for: id }, h("bdi", {}, one.title || one.source)),
    h("span", { class: "quiet" }, h("bdi", {}, one.source), `, ${words("paragraphs", one.paragraphs)}, ${words(one.is_own ? "own" : "common")}`),
    h("span", { class: "actions" },
      button(words("whyDropped"), () => explain(one.source), { "aria-label": words("whyName", one.source) }),
      one.is_own && button(words("remove"), drop, { "aria-label": words("removeName", one.source) })));
}

/** Show which lines of a file were kept or dropped, and why. */
async function explain(source) {
  const place = $("#lines");
  const report = await read(`/v1/documents/lines?source=${encodeURIComponent(source)}`).catch((error) => say(error.message));
  if (!report) return;
  const rows = report.report.split("\n").filter((line) => /^\s*\d+ {2}/.test(line));
  const dropped = (line) => /^\s*\d+ {2}BỎ /.test(line);
  const table = h("ol", { class: "lines", tabindex: 0, "aria-labelledby": "lines-title" });
  const fill = (only) => {
    const shown = only ? rows.filter(dropped) : rows;
    table.replaceChildren(...(shown.length ? shown : [words("noneDropped")]).map((line) => {
      const [text, reason] = line.trim().split("  ← ");
      return h("li", { class: dropped(line) ? "dropped" : "" }, h("bdi", {}, text), reason && h("em", {}, reason));
    }));
  };
  const only = h("input", { type: "checkbox", id: "only-dropped", checked: true, onchange: (event) => fill(event.target.checked) });
  fill(true);
  place.replaceChildren(
    h("h2", { id: "lines-title", tabindex: -1 }, words("lines", source)),
    h("label", {}, only, ` ${words("onlyDropped")}`),
    button(words("close"), () => (place.hidden = true)), table);
  place.hidden = false;
  $("#lines-title").focus();
}

async function take(files) {
  for (const one of files) {
    const bar = h("progress", { max: 1, value: 0, "aria-label": one.name });
    const state = h("span", { class: "quiet" }, words("uploading"));
    const item = h("li", {}, h("bdi", {}, one.name), bar, state);
    $("#uploads").prepend(item);
    try {
      const added = await upload(one,
        (share) => (bar.value = share / 2),
        (share) => { bar.value = 0.5 + share / 2; state.textContent = words("indexing"); });
      state.textContent = words("added", added.reduce((sum, document) => sum + document.paragraphs, 0));
      item.classList.add("done");
    } catch (error) {
      state.textContent = error.message;
      item.classList.add("failed");
    }
    bar.remove();
  }
  await refresh().catch((error) => say(error.message));
}

export function begin() {
  const zone = $("#drop"), input = $("#files");
  input.addEventListener("change", () => take([...input.files]).then(() => (input.value = "")));
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  $("#all").addEventListener("click", () => { left.clear(); draw(); });
  $("#none").addEventListener("click", () => { left = new Set(listed.map((one) => one.id)); draw(); });
}
