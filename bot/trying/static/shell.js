/* The page around SimCord's Preview: which channel, as whom, in which language.
 *
 * Preview shows one channel to one person and is opened anew for each; the new one loads behind
 * the old one and takes its place when it has drawn itself.
 */

import { glyph, make } from "/shell/elements.js";
import { TEXTS } from "/shell/texts.js";

const POLL_MS = 800;

const $ = (id) => document.getElementById(id);
const seen = new Map(); // "person/channel" -> the last message that was on the screen
let state = null;
let current = { channel: null, viewer: null, capability: "" };
let frame = null;
let opening = null;

/* ---- texts ---- */

function language() {
  return state?.people.find((person) => person.id === current.viewer)?.language || "en-US";
}
function say(key, ...values) {
  const text = (TEXTS[language()] || TEXTS["en-US"])[key];
  return typeof text === "function" ? text(...values) : text;
}
function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = !text;
  if (text && text !== say("lost")) setTimeout(() => $("notice").textContent === text && notice(""), 6000);
}

/* ---- the server ---- */

function every() {
  return (state?.channels || []).flatMap((channel) =>
    [channel, ...channel.threads.map((thread) => ({ ...thread, parent: channel }))]);
}
function find(id) {
  return every().find((channel) => channel.id === id);
}
function unread(channel) {
  if (channel.id === current.channel && !document.hidden) return false;
  const known = seen.get(`${current.viewer}/${channel.id}`);
  return BigInt(channel.last) > BigInt(known ?? 0);
}
function markRead(channel) {
  if (channel) seen.set(`${current.viewer}/${channel.id}`, channel.last);
}

function draw() {
  if (!state) return;
  document.documentElement.lang = language();
  document.title = `${find(current.channel)?.name || state.server} · ${say("title")}`;
  document.querySelectorAll("[data-text]").forEach((element) => {
    element.textContent = say(element.dataset.text);
  });
  $("menu").setAttribute("aria-label", say("menu"));
  $("scrim").setAttribute("aria-label", say("close"));
  $("server").replaceChildren(
    make("img", { src: "/shell/icon.svg", alt: "" }), make("span", { textContent: state.server }));
  drawChannels();
  drawPeople();
  drawBar();
  drawPosts();
}

function drawChannels() {
  const rows = [];
  let heading = null;
  for (const channel of every()) {
    const group = channel.kind === "direct" ? "direct" : "channels";
    if (group !== heading) {
      rows.push(make("h2", { textContent: say(group) }));
      heading = group;
    }
    if (channel.parent && channel.archived && channel.id !== current.channel) continue;
    const row = make("button", { type: "button", className: "channel", title: channel.name });
    row.dataset.channel = channel.id;
    row.classList.toggle("below", Boolean(channel.parent));
    row.classList.toggle("unread", unread(channel));
    if (channel.id === current.channel) row.setAttribute("aria-current", "page");
    if (!channel.parent) row.append(glyph(channel.kind));
    row.append(make("span", { className: "name", textContent: channel.name }));
    rows.push(row);
  }
  const active = document.activeElement?.dataset?.channel;
  const top = $("channels").scrollTop;
  $("channels").replaceChildren(...rows);
  $("channels").scrollTop = top;
  if (active) $("channels").querySelector(`[data-channel="${active}"]`)?.focus();
  $("menu-unread").hidden = !every().some(unread);
}

function drawPeople() {
  const buttons = state.people.map((person) => {
    const face = make("span", { className: "face", textContent: person.name[0] });
    face.style.setProperty("--face", person.colour);
    const button = make("button", { type: "button" }, face, make("span", { textContent: person.name }));
    const role = person.owner ? "owner" : person.moderator ? "moderator" : "";
    if (role) button.append(make("small", { textContent: say(role) }));
    button.setAttribute("role", "radio");
    button.setAttribute("aria-checked", String(person.id === current.viewer));
    button.dataset.person = person.id;
    return button;
  });
  const active = document.activeElement?.dataset?.person;
  $("people").replaceChildren(...buttons);
  if (active) $("people").querySelector(`[data-person="${active}"]`)?.focus();
  for (const button of $("languages").children) {
    button.setAttribute("aria-checked", String(button.dataset.language === language()));
  }
}

function drawBar() {
  const channel = find(current.channel);
  if (!channel) return;
  $("glyph").replaceChildren(glyph(channel.kind).firstChild);
  $("parent").textContent = channel.parent?.name || "";
  $("title").textContent = channel.name;
  $("topic").textContent = channel.topic;
}

function drawPosts() {
  const forum = find(current.channel);
  $("posts").hidden = forum?.kind !== "forum";
  if ($("posts").hidden) return;
  const newest = [...forum.threads].sort((one, other) => (BigInt(one.last) < BigInt(other.last) ? 1 : -1));
  $("posts").replaceChildren(...newest.map((post) => {
    const details = make("small", {},
      ...post.tags.map((tag) => make("span", { className: "tag", textContent: tag })),
      say("posts", post.messages), post.archived ? ` · ${say("archived")}` : "");
    const row = make("button", { type: "button", className: "post" },
      make("strong", { textContent: post.name }), details);
    row.dataset.channel = post.id;
    return row;
  }));
  if (!newest.length) {
    $("posts").append(make("p", { className: "empty", textContent: say("empty") }));
  }
}

/* ---- switching ---- */

function queue(change) {
  // One at a time, and only the last of what was asked for in the meantime.
  const wanted = { channel: current.channel, viewer: current.viewer, ...opening?.wanted, ...change };
  if (opening) { opening.wanted = wanted; opening.again = true; return; }
  opening = { wanted, again: false };
  document.body.setAttribute("aria-busy", "true");
  void run();
}

async function run() {
  try {
    do {
      opening.again = false;
      await show(opening.wanted);
    } while (opening.again);
  } catch (_) {
    notice(say("refused"));
  }
  opening = null;
  document.body.setAttribute("aria-busy", "false");
}

async function show({ channel, viewer, language: spoken }) {
  markRead(find(current.channel));
  if (viewer !== current.viewer || spoken) {
    current.viewer = viewer;
    state = await read(viewer, spoken);
  }
  if (!find(channel)) channel = state.channels[0].id;
  current.channel = channel;
  sessionStorage.setItem("place", JSON.stringify({ channel, viewer }));
  markRead(find(channel));
  document.body.classList.remove("drawer");
  $("menu").setAttribute("aria-expanded", "false");
  draw();
  if (find(channel).kind === "forum") { replaceFrame(null); current.capability = ""; return; }
  const response = await fetch("/shell/open", {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      channel, viewer, language: language(),
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  current.capability = (await response.json()).capability;
  await load(`/preview#${current.capability}`);
  notice("");
}

async function load(address) {
  const next = make("iframe", { className: "coming", title: "Discord" });
  next.src = address;
  $("stage").append(next);
  await new Promise((resolve) => next.addEventListener("load", resolve, { once: true }));
  const empty = next.contentDocument?.getElementById("channel-empty");
  if (empty) empty.textContent = say("hint");
  const until = performance.now() + 4000;
  while (performance.now() < until && !next.contentWindow?.simcordPreview?.authorized) {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  next.classList.remove("coming");
  replaceFrame(next);
}

function replaceFrame(next) {
  frame?.remove();
  frame = next;
}

/* ---- keeping up ---- */

async function read(viewer = current.viewer, keep = null) {
  const query = viewer ? `?viewer=${encodeURIComponent(viewer)}` : "";
  const response = await fetch(`/shell/state${query}`, { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  const value = await response.json();
  const person = keep && value.people.find((item) => item.id === viewer);
  if (person) person.language = keep; // chosen here, known there once the channel is open
  return value;
}

async function poll() {
  try {
    if (!opening) {
      const before = JSON.stringify(state);
      const next = await read();
      if (!opening) {
        state = next;
        if (!document.hidden) markRead(find(current.channel));
        if (JSON.stringify(state) !== before) draw();
        if ($("notice").textContent === say("lost")) notice("");
        // Another tab of this page has opened something: take it back when this one is used.
        const taken = frame && state.capability && state.capability !== current.capability;
        if (taken && document.hasFocus()) queue({});
        if (!find(current.channel)) queue({ channel: state.channels[0].id });
      }
    }
  } catch (_) {
    notice(say("lost"));
  }
  setTimeout(poll, POLL_MS);
}

/* ---- events ---- */

function follow({ id, name }) {
  const wanted = id ? find(id) : byName(name);
  if (wanted) queue({ channel: wanted.id });
  return Boolean(wanted);
}
function byName(name) {
  const matching = every().filter((channel) => channel.name === name);
  return matching.sort((one, other) => (BigInt(one.id) < BigInt(other.id) ? 1 : -1))[0];
}

addEventListener("message", async (event) => {
  if (event.origin !== location.origin || event.source !== frame?.contentWindow) return;
  if (event.data?.follow) {
    if (!follow(event.data.follow)) { state = await read(); follow(event.data.follow); }
  }
  if (event.data?.notice !== undefined) notice(event.data.notice && say(event.data.notice));
});
document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-channel],[data-person],[data-language]");
  if (!target) return;
  const { channel, person, language: spoken } = target.dataset;
  if (channel) queue({ channel });
  if (person) queue({ viewer: person, language: undefined });
  if (spoken) queue({ language: spoken });
});
$("menu").addEventListener("click", () => {
  const open = document.body.classList.toggle("drawer");
  $("menu").setAttribute("aria-expanded", String(open));
});
$("scrim").hidden = false;
$("scrim").addEventListener("click", () => document.body.classList.remove("drawer"));
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.remove("drawer");
});

async function begin() {
  try {
    const kept = JSON.parse(sessionStorage.getItem("place") || "{}");
    state = await read(kept.viewer).catch(() => read(null));
    current.viewer = state.viewer;
    for (const channel of every()) markRead(channel);
    queue({ channel: kept.channel || state.channels[0].id, viewer: state.viewer });
  } catch (_) {
    notice(TEXTS["en-US"].lost);
  }
  setTimeout(poll, POLL_MS);
}

void begin();
