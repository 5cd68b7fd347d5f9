// Talks to the server that served the page, and to nobody else.

import { translated, words } from "./words.js";

/** An error whose message is for the person. */
export class Refusal extends Error {}

async function checked(response) {
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  throw new Refusal(translated(said.error?.message || words("noServer")));
}

async function reached(address, options) {
  try {
    return await checked(await fetch(address, options));
  } catch (error) {
    if (error instanceof Refusal || error.name === "AbortError") throw error;
    throw new Refusal(words("noServer"));
  }
}

const posting = (body, more = {}) => ({
  method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), ...more,
});

export const read = async (address) => (await reached(address)).json();
export const post = async (address, body) => (await reached(address, posting(body))).json();
export const remove = async (address) => (await reached(address, { method: "DELETE" })).json();
export const file = async (address, body) => reached(address, posting(body));

/** Ask and give every event as it comes: {event, data}. */
export async function* asked(body, signal) {
  const response = await reached("/v1/ask", posting({ ...body, stream: true, suggest: true }, { signal }));
  let text = "";
  for await (const chunk of chunks(response.body.pipeThrough(new TextDecoderStream()))) {
    text += chunk;
    const events = text.split("\n\n");
    text = events.pop();
    for (const one of events) {
      const [event, data] = one.split("\n");
      yield { event: event.slice(7), data: JSON.parse(data.slice(6)) };
    }
  }
}

async function* chunks(stream) {
  const reader = stream.getReader();
  const next = () => reader.read().catch((error) => {
    // The browser's own words for a broken stream are English.
    throw error.name === "AbortError" ? error : new Refusal(words("noServer"));
  });
  for (let part = await next(); !part.done; part = await next()) yield part.value;
}

/** Upload a file; `onsent` gets the share sent, `onindexed` the share indexed; gives the last line. */
export function upload(one, onsent, onindexed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/documents?name=${encodeURIComponent(one.name)}`);
    request.upload.onprogress = (event) => onsent(event.loaded / (event.total || 1));
    const lines = () => request.responseText.split("\n").filter(Boolean).map((line) => {
      try { return JSON.parse(line); } catch { return {}; }
    });
    request.onprogress = () => {
      const last = lines().filter((line) => line.total).at(-1);
      if (last) onindexed(last.done / last.total);
    };
    request.onload = () => {
      const last = lines().at(-1) || {};
      if (request.status === 200 && last.result) resolve(last.result);
      else reject(new Refusal(translated(last.error?.message || last.error || words("noServer"))));
    };
    request.onerror = () => reject(new Refusal(words("noServer")));
    request.send(one);
  });
}
