// Builds elements. Words always go in as text: nothing a document says becomes markup.

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Make an element: properties first (a function under "on…" listens), then its children. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child || child === 0 || child === ""));
  return element;
}

/** A button with words on it. */
export const button = (words, onclick, properties = {}) =>
  h("button", { type: "button", onclick, ...properties }, ...[words].flat());

let quietly;
/** Say something for a moment, to eyes and to screen readers. */
export function say(words) {
  const said = $("#said");
  said.textContent = words;
  clearTimeout(quietly);
  quietly = setTimeout(() => (said.textContent = ""), 6000);
}
