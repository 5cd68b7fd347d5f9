// Conversations, kept in this browser.

import { $, button, h, say } from "./dom.js";
import { language, words } from "./words.js";

const KEY = "hoidap.conversations", CURRENT = "hoidap.current", MOST = 50;

function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function keep(conversations) {
  const kept = conversations.slice(0, MOST);
  while (kept.length) {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
      return;
    } catch {
      kept.pop();
      say(words("full"));
    }
  }
  localStorage.removeItem(KEY);
}

const unique = () => [...crypto.getRandomValues(new Uint32Array(3))].map((n) => n.toString(36)).join("");
export const fresh = () => ({ id: unique(), name: "", at: Date.now(), turns: [] });

/** The conversation that was open when the page was left. */
export function current() {
  return all().find((one) => one.id === localStorage.getItem(CURRENT)) || fresh();
}

export function setCurrent(conversation) {
  localStorage.setItem(CURRENT, conversation.id);
}

/** Put a conversation first. */
export function save(conversation) {
  if (!conversation.turns.length) return;
  conversation.name ||= conversation.turns[0].turn.typed.slice(0, 80);
  conversation.at = Date.now();
  keep([conversation, ...all().filter((one) => one.id !== conversation.id)]);
  setCurrent(conversation);
}

const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();

function matches(conversation, wanted) {
  const said = [conversation.name, ...conversation.turns.flatMap(({ turn }) => [turn.typed, turn.answer.text])];
  return said.some((text) => folded(text).includes(wanted));
}

/** List the conversations that have the words looked for; `open` is called with the one chosen. */
export function list(open, forgotten) {
  const wanted = folded($("#history-search").value.trim());
  const found = all().filter((one) => matches(one, wanted));
  const again = () => list(open, forgotten);
  $("#conversations").replaceChildren(
    ...(found.length ? found.map((one) => row(one, open, forgotten, again)) : [h("li", { class: "quiet" }, words("historyEmpty"))]),
  );
}

function row(one, open, forgotten, again) {
  const when = new Date(one.at).toLocaleString(language === "en" ? "en-GB" : "vi-VN", { dateStyle: "short", timeStyle: "short" });
  const rename = () => {
    const name = prompt(words("newName"), one.name);
    if (name?.trim()) {
      keep(all().map((other) => (other.id === one.id ? { ...other, name: name.trim().slice(0, 200) } : other)));
      forgotten(null);
      again();
    }
  };
  const remove = () => {
    if (!confirm(words("deleteSure", one.name))) return;
    keep(all().filter((other) => other.id !== one.id));
    forgotten(one.id);
    again();
  };
  return h("li", {},
    button(one.name, () => open(one), { class: "name" }),
    h("span", { class: "quiet" }, `${when}, ${words("questions", one.turns.length)}`),
    h("span", { class: "actions" },
      button(words("rename"), rename, { "aria-label": words("renameName", one.name) }),
      button(words("delete"), remove, { "aria-label": words("deleteName", one.name) })));
}
