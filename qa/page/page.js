// The page: asks, keeps the conversation, and moves between its parts.

import * as documents from "./documents.js";
import { $, $$, button, h, say } from "./dom.js";
import * as history from "./history.js";
import { asked } from "./server.js";
import { drawn, exports, nextQuestions, waiting } from "./turn.js";
import { language, setLanguage, translated, words } from "./words.js";

let conversation = history.current();
let running = null;
let begun = { examples: [], documents: 0 };
const early = [];
window.hoidap = { ask: (question) => early.push(question) };

// ------------------------------------------------------------------------------------- asking

async function ask(question, { alone = false, as_typed = [], from } = {}) {
  show("ask");
  running?.abort();
  const here = (running = new AbortController());
  const last = conversation.turns.at(-1);
  const previous = alone ? undefined : from ?? last?.turn.previous;
  const number = conversation.turns.length;
  const wait = waiting(question, number, () => here.abort());
  $("#welcome").hidden = true;
  $("#turns").append(wait.article);
  wait.article.scrollIntoView({ block: "start" });
  let kept = null;
  try {
    const body = { question, previous, as_typed, documents: documents.chosen() };
    for await (const { event, data } of asked(body, here.signal)) {
      if (event === "position") wait.say(words("waiting", data.ahead));
      if (event === "step" && data.passages) wait.say(words("reading", data.passages));
      if (event === "delta") wait.grow(data.text);
      if (event === "error") wait.fail(translated(data.message));
      if (event === "error") give(question);
      if (event === "turn") {
        // What was leant on is kept, so that a chip asks the same question again.
        data.asked = { as_typed, alone, from: previous };
        kept = { turn: data, suggestions: [] };
        conversation.turns.push(kept);
        history.save(conversation);
        wait.article.replaceWith(drawn(kept, number, ask));
        tools();
      }
      if (event === "suggestions" && kept) {
        kept.suggestions = data;
        history.save(conversation);
        // Added, not drawn anew: whoever reads or writes there already must not lose his place.
        if (conversation.turns[number] === kept) $(`#turn-${number} .said`)?.append(nextQuestions(data, ask) ?? "");
      }
    }
  } catch (error) {
    if (kept) return;
    wait.fail(error.name === "AbortError" ? words("stopped") : error.message);
    give(question);
  } finally {
    if (running === here) running = null;
  }
}

/** Put a question back into its box, to be mended. */
function give(question) {
  const box = $("#question textarea");
  if (!box.value) {
    box.value = question;
    box.dispatchEvent(new Event("input"));
  }
}

// ------------------------------------------------------------------------------- what is shown

function show(view) {
  document.body.dataset.view = view;
  for (const one of $$("#top [data-view]")) {
    if (one.dataset.view === view) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  for (const name of ["ask", "documents", "history"]) $(`#view-${name}`).hidden = name !== view;
  if (view === "history") history.list(open, forgotten);
  if (view === "documents") documents.refresh().catch((error) => say(error.message));
}

function open(one) {
  conversation = one;
  history.setCurrent(one);
  draw();
  show("ask");
}

/** The history lost a conversation, or renamed one. */
function forgotten(id) {
  if (id === conversation.id) {
    conversation = history.fresh();
    draw();
  } else if (!id) {
    conversation = { ...history.current(), turns: conversation.turns };
  }
}

function tools() {
  $("#conversation-tools").hidden = !conversation.turns.length;
}

function draw() {
  $("#welcome").hidden = conversation.turns.length > 0;
  $("#turns").replaceChildren(...conversation.turns.map((kept, number) => drawn(kept, number, ask)));
  tools();
}

function speak() {
  document.documentElement.lang = language;
  for (const one of $$("[data-say]")) one.textContent = words(one.dataset.say);
  for (const one of $$("[data-say-label]")) one.setAttribute("aria-label", words(one.dataset.sayLabel));
  $("#about").textContent = words("about", begun.documents);
  $("#language").textContent = language === "en" ? "Tiếng Việt" : "English";
  $("#language").lang = language === "en" ? "vi" : "en";
  const box = $("#question textarea");
  if (box) {
    box.placeholder = words("placeholder");
    box.setAttribute("aria-label", words("question"));
    $("#question .submit-button")?.setAttribute("aria-label", words("send"));
  }
  $("#export-all").replaceChildren(`${words("exportAll")}: `, ...exports(() => conversation.turns.slice(-100).map(({ turn }) => turn.answer)),
    " ", button(words("print"), () => print()));
  draw();
  documents.draw();
}

function darken(dark) {
  document.body.classList.toggle("dark", dark);
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
  $("#dark").setAttribute("aria-pressed", String(dark));
}

// --------------------------------------------------------------------------------- the beginning

function begin() {
  begun = JSON.parse($("#begin").dataset.begin);
  $("#examples").replaceChildren(...begun.examples.map((question) => h("li", {}, button(question, () => ask(question), { class: "chip" }))));
  for (const one of $$("#top [data-view]")) one.addEventListener("click", () => show(one.dataset.view));
  $("#language").addEventListener("click", () => { setLanguage(language === "en" ? "vi" : "en"); speak(); });
  const wanted = localStorage.getItem("hoidap.dark");
  darken(wanted ? wanted === "yes" : matchMedia("(prefers-color-scheme: dark)").matches);
  $("#dark").addEventListener("click", () => {
    const dark = !document.body.classList.contains("dark");
    localStorage.setItem("hoidap.dark", dark ? "yes" : "no");
    darken(dark);
  });
  $("#new").addEventListener("click", () => { conversation = history.fresh(); history.setCurrent(conversation); draw(); $("#question textarea").focus(); });
  $("#history-search").addEventListener("input", () => history.list(open, forgotten));
  $(".skip").addEventListener("click", (event) => { event.preventDefault(); show("ask"); $("#question textarea").focus(); });
  documents.begin();
  show("ask");
  speak();
  documents.refresh().catch((error) => say(error.message));
  window.hoidap.ask = (question) => ask(question);
  early.splice(0).forEach((question) => ask(question));
  document.body.dataset.ready = "yes";
  // On a phone the keyboard would cover the page.
  if (matchMedia("(pointer: fine)").matches) $("#question textarea").focus({ preventScroll: true });
}

// Gradio draws the frame and the box after this script is there.
const ready = () => $("#begin") && $("#question textarea");
if (ready()) begin();
else {
  const watch = new MutationObserver(() => {
    if (!ready()) return;
    watch.disconnect();
    begin();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}
