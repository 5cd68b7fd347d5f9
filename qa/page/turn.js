// Draws one turn: the question, how it was read, the answer, and beside it the sources.

import { $, $$, button, h, say } from "./dom.js";
import { file, post } from "./server.js";
import { translated, words } from "./words.js";

/** What is shown while an answer is on its way; `stop` ends the wait. */
export function waiting(typed, number, stop) {
  const state = h("p", { class: "state", role: "status" }, words("searching"));
  const growing = h("p", { class: "answer", "aria-hidden": "true" });
  const article = h("article", { class: "turn", id: `turn-${number}` },
    h("div", { class: "said" }, h("h2", {}, typed), growing, state, button(words("stop"), stop, { class: "stop" })));
  return {
    article,
    say: (told) => (state.textContent = told),
    grow: (piece) => growing.append(...emphasised(piece)),
    fail: (message) => {
      growing.remove();
      $(".stop", article).remove();
      state.replaceWith(h("p", { class: "error", role: "alert" }, message));
    },
  };
}

/** Draw a whole turn; `ask(question, options)` asks what is clicked. */
export function drawn({ turn, suggestions }, number, ask) {
  const { answer } = turn;
  const sources = answer.abstained ? answer.nearest : answer.citations;
  return h("article", { class: "turn", id: `turn-${number}` },
    h("div", { class: "said" },
      h("h2", {}, turn.typed),
      turn.is_follow_up && followUp(turn, ask),
      answer.understood_as && readAs(turn, ask),
      answer.abstained ? refusal(answer, ask) : [
        h("p", { class: "answer" }, ...marked(answer, number)),
        answer.reason && h("p", { class: "note" }, translated(answer.reason)),
        confidence(turn),
      ],
      tools(turn),
      nextQuestions(suggestions, ask)),
    sources.length > 0 && h("aside", { class: "sources", "aria-label": words(answer.abstained ? "nearest" : "sources") },
      h("h3", {}, words(answer.abstained ? "nearest" : "sources")),
      h("ol", { class: answer.abstained ? "nearest" : "" },
        ...sources.map((citation, at) => source(citation, turn.faults[at], `${number}`))),
      answer.newer?.length > 0 && [h("h3", {}, words("newer")),
        h("ol", {}, ...answer.newer.map((citation) => source(citation, undefined, `${number}-newer`)))]));
}

function followUp(turn, ask) {
  return h("p", { class: "follow-up" }, `${words("followUp")}: `, h("strong", {}, turn.answer.question), " ",
    button(words("alone"), () => ask(turn.typed, { alone: true }), { class: "chip" }));
}

/** "Hiểu là": every change is a chip that can be switched off. */
function readAs(turn, ask) {
  const kept = turn.asked?.as_typed || [];
  const again = (typed) => ask(turn.typed, { ...turn.asked, as_typed: typed });
  const chips = turn.changes.map((change) => {
    const words_ = change.words.filter((word) => !kept.includes(word));
    // An abbreviation says nothing without what it stands for; restored words are known anyway.
    const named = change.kind === "tones" ? words("tones") : change.typed;
    return button([h("span", { class: "cut" }, `${named}: `, h("b", {}, change.read_as)), h("span", { "aria-hidden": "true" }, "×")],
      () => again([...kept, ...words_]),
      { class: "chip", "aria-pressed": "true", title: words("switchOff", change.typed) });
  });
  const off = kept.length > 0 && button(`${kept.join(" ")} ↺`, () => again([]),
    { class: "chip off", "aria-pressed": "false", title: words("switchOn", kept.join(" ")) });
  return h("div", { class: "read-as" }, h("p", {}, `${words("readAs")}: `, h("em", {}, turn.answer.understood_as)),
    h("p", { class: "chips" }, ...chips, off));
}

/** The answer's words, every marker that has a citation a link to its quote. */
function marked(answer, number) {
  const known = new Map(answer.citations.map((citation) => [`[${citation.number}]`, citation]));
  return answer.text.split(/(\[\d+\])/).flatMap((part) => {
    const citation = known.get(part);
    if (!citation) return emphasised(part);
    return h("a", {
      class: "marker", href: `#source-${number}-${citation.number}`, "aria-label": words("source", citation.number),
      onclick: (event) => { event.preventDefault(); focusSource(number, citation.number); },
      onmouseenter: (event) => tip(event.target, citation.quote), onmouseleave: () => tip(null),
      onfocus: (event) => tip(event.target, citation.quote), onblur: () => tip(null),
      onkeydown: (event) => event.key === "Escape" && tip(null),
    }, part);
  });
}

/** The words that answer, when a statement is led by them: "**486 mét** — «Cầu dài 486 mét.»". */
function emphasised(text) {
  const lead = /^(\s*)\*\*([^*]+)\*\*(?= — «)/.exec(text);
  return lead ? [lead[1], h("strong", {}, lead[2]), text.slice(lead[0].length)] : [text];
}

function focusSource(number, citation) {
  tip(null);
  const place = document.getElementById(`source-${number}-${citation}`);
  $$(".lit").forEach((lit) => lit.classList.remove("lit"));
  place.classList.add("lit");
  place.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  $("mark", place).scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function tip(anchor, text) {
  const shown = $("#tip");
  shown.hidden = !anchor;
  if (!anchor) return;
  shown.textContent = text;
  const box = anchor.getBoundingClientRect();
  shown.style.top = `${box.bottom + 6}px`;
  shown.style.left = `${Math.max(8, Math.min(box.left, innerWidth - shown.offsetWidth - 8))}px`;
}

function confidence(turn) {
  const id = `sure-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  const told = words("sureTip", Math.round(100 * turn.answer.confidence));
  return h("p", { class: `sure ${turn.sure}` },
    h("button", { type: "button", class: "sure-word", "aria-describedby": id, title: told }, words(turn.sure)),
    h("span", { id, class: "sure-tip", role: "note" }, told));
}

function refusal(answer, ask) {
  return h("div", { class: "refusal" },
    h("p", {}, h("strong", {}, `${words("refused")}. `), translated(answer.reason)),
    answer.rephrasings?.length > 0 && h("p", { class: "chips" }, `${words("tryThese")}: `,
      ...answer.rephrasings.map((question) => button(question, () => ask(question), { class: "chip" }))));
}

/** Questions that lead on, as buttons. */
export function nextQuestions(suggestions, ask) {
  if (!suggestions?.length) return null;
  return h("div", { class: "next" }, h("h3", {}, words("next")),
    h("ul", {}, ...suggestions.map((question) => h("li", {}, button(question, () => ask(question), { class: "chip" })))));
}

// ---------------------------------------------------------------------------------- a source

function source(citation, fault, number) {
  const { paragraph, quote } = citation;
  const begin = citation.start - citation.paragraph_start;
  // Offsets count characters as the server does; JavaScript counts halves of some.
  const letters = [...paragraph];
  const before = letters.slice(0, begin).join(""), after = letters.slice(begin + [...quote].length).join("");
  const [left, right] = citation.highlight;
  const quoted = [...quote];
  const narrow = right > left && right - left < quoted.length;
  const place = `${citation.source}, ${translated(citation.place)}`;
  const query = new URLSearchParams({ source: citation.source, start: citation.start, end: citation.end });
  return h("li", { id: `source-${number}-${citation.number}`, tabindex: -1 },
    h("p", { class: "place" }, h("b", {}, `[${citation.number}]`), " ", h("cite", {}, h("bdi", {}, citation.title)),
      h("br"), h("bdi", {}, place)),
    h("blockquote", { tabindex: 0, "aria-label": words("source", citation.number) }, before,
      h("mark", {}, ...(narrow
        ? [quoted.slice(0, left).join(""), h("mark", { class: "words" }, quoted.slice(left, right).join("")), quoted.slice(right).join("")]
        : [quote])), after),
    h("p", { class: "actions" },
      fault === undefined ? null : fault
        ? h("span", { class: "unverified", title: fault }, `${words("unverified")}: ${fault}`)
        : h("span", { class: "verified", title: words("verifiedTip") }, `✓ ${words("verified")}`),
      h("a", { href: `/van-ban?${query}#trich`, target: "_blank", rel: "noopener" }, words("open")),
      button(words("copyQuote"), () => copy(`“${quote.replace(/\s+/g, " ")}” (${citation.title}, ${place})`))));
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(words("copied"));
  } catch {
    say(words("notCopied"));
  }
}

// ------------------------------------------------------------------- copy, export, feedback

function tools(turn) {
  const { answer } = turn;
  const sources = (answer.citations.length ? answer.citations : answer.nearest).map((one) =>
    `[${one.number}] “${one.quote.replace(/\s+/g, " ")}” (${one.source}, ${one.place})`);
  const whole = [answer.question, answer.abstained ? answer.reason : answer.text.replace(/\*\*([^*]+)\*\*(?= — «)/g, "$1"), ...sources].join("\n\n");
  return h("div", { class: "tools" },
    button(words("copy"), () => copy(whole)),
    h("span", { class: "export" }, `${words("export")}: `, ...exports(() => [answer])),
    feedback(answer));
}

/** Buttons that write answers out as a file. */
export function exports(answers) {
  return [["md", "Markdown"], ["docx", "DOCX"], ["pdf", "PDF"]].map(([format, name]) =>
    button(name, async (event) => {
      const pressed = event.currentTarget;
      pressed.disabled = true;
      say(words("exporting"));
      try {
        const response = await file("/v1/export", { format, answers: answers() });
        const named = /filename="([^"]+)"/.exec(response.headers.get("content-disposition"));
        const link = h("a", { href: URL.createObjectURL(await response.blob()), download: named?.[1] || `ho-so.${format}` });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
        say(words("exported"));
      } catch (error) {
        say(error.message);
      } finally {
        pressed.disabled = false;
        pressed.focus();
      }
    }, { "data-format": format }));
}

function feedback(answer) {
  const comment = h("input", { type: "text", maxlength: 2000, "aria-label": words("comment"), placeholder: words("comment") });
  const form = h("form", { class: "comment", hidden: true }, comment, h("button", { type: "submit" }, words("send2")));
  const verdicts = ["right", "wrong", "incomplete"].map((verdict) =>
    button(words(verdict), (event) => {
      verdicts.forEach((one) => one.setAttribute("aria-pressed", String(one === event.currentTarget)));
      form.hidden = false;
      comment.focus();
    }, { "aria-pressed": "false", "data-verdict": verdict }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const verdict = verdicts.find((one) => one.getAttribute("aria-pressed") === "true").dataset.verdict;
    try {
      await post("/v1/feedback", { verdict, comment: comment.value.trim(), answer });
      form.hidden = true;
      say(words("thanks"));
    } catch (error) {
      say(error.message);
    }
  });
  return h("span", { class: "feedback" }, h("span", {}, `${words("feedback")}: `), ...verdicts, form);
}
