// The page at the door. Without this file each code is a form that is sent; with it scans survive a lost network.
const door = document.querySelector("#door"), told = document.querySelector("#told"), waiting = document.querySelector("#waiting");
const form = document.querySelector("#type"), box = form.elements.code, camera = document.querySelector("#camera");
const place = `rounds.door.${door.dataset.meeting}`, ALIKE = { O: "0", I: "1", L: "1" };
const words = (name, given = {}) => Object.entries(given).reduce((text, [key, value]) => text.replace(key, value), door.dataset[name]);
const random = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64; bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};
const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
const keep = (key, value) => localStorage.setItem(key, JSON.stringify(value));
const device = read("rounds.door.device") || random().slice(0, 8);
keep("rounds.door.device", device);
const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(`${place}.scan.`)); // one entry each: two tabs never overwrite each other
const typed = (text) => text.trim().replace(/\/+$/, "").split("/").pop().toUpperCase().replace(/[\s-]/g, "").replace(/[OIL]/g, (letter) => ALIKE[letter]);

function say(text, kind) {
  const note = document.createElement("div"), line = document.createElement("p"), strong = document.createElement("strong");
  note.className = `note ${kind}`;
  strong.textContent = text;
  line.append(strong); note.append(line);
  told.replaceChildren(note);
  document.querySelectorAll(".verdict-note").forEach((old) => old.remove());
}

function count() {
  const number = kept().length;
  waiting.textContent = number ? words("waiting", { COUNT: number }) : words("sent");
}

function known() {
  const list = read(`${place}.people`);
  return list ? new Map(list.people.map((one) => [one.code, one])) : new Map();
}

function scan(text) {
  const code = typed(text);
  if (!code) return;
  const one = known().get(code), before = read(`${place}.seen`) || [];
  if (before.includes(code)) return say(words("here", { NAME: one ? one.name : code }), "warn");
  keep(`${place}.seen`, [...before, code]);
  keep(`${place}.scan.${random()}`, { code, at: new Date().toISOString() });
  if (one) say(words("new", { NAME: one.name }) + (one.party > 1 ? ` ${words("party", { COUNT: one.party })}` : ""), "ok");
  else say(words("later", { CODE: code }), "");
  count();
  send(code);
}

let sending = false, asked = null; // who asks while something is on its way is sent after it: the network may have come back meanwhile
async function send(last = "") {
  const keys = kept().slice(0, 200);
  if (sending) { asked = last; return; }
  if (!keys.length) return;
  sending = true;
  const scans = keys.map((key) => ({ key: key.slice(`${place}.scan.`.length), ...read(key) }));
  try {
    const answer = await fetch(door.dataset.scans, {
      method: "POST", redirect: "manual", headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ device, sent: new Date().toISOString(), scans }),
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) say(words("signin"), "bad");
    else if (answer.ok) taken((await answer.json()).results, scans, last);
    else say((await answer.json()).refused, "bad");
  } catch { /* no network: everything is still kept */ }
  sending = false;
  count();
  if (asked !== null) { last = asked; asked = null; send(last); }
}

function taken(results, scans, last) {
  const codes = new Map(scans.map((one) => [one.key, one.code]));
  results.forEach((result) => {
    localStorage.removeItem(`${place}.scan.${result.key}`);
    const code = codes.get(result.key), good = result.state === "new" || result.state === "again";
    if (!good) keep(`${place}.seen`, (read(`${place}.seen`) || []).filter((one) => one !== code));
    if (code !== last && good) return;
    const text = words(result.state, { NAME: result.name, TIME: result.since });
    say(text + (result.party > 1 && good ? ` ${words("party", { COUNT: result.party })}` : ""), { new: "ok", again: "warn" }[result.state] || "bad");
  });
}

async function learn() {
  try {
    const answer = await fetch(door.dataset.people, { redirect: "manual" });
    if (answer.ok) keep(`${place}.people`, await answer.json());
  } catch { /* what is known already has to do */ }
}

function tidy() { // names of meetings and events that are over for a day
  Object.keys(localStorage).filter((key) => /^rounds\.door\.(event-)?\d+\.people$/.test(key)).forEach((key) => {
    const list = read(key);
    if (!list || Date.parse(list.ends) < Date.now() - 86400000) { localStorage.removeItem(key); localStorage.removeItem(key.replace(".people", ".seen")); }
  });
}

form.addEventListener("submit", (event) => {
  if (!box.value.trim()) return;
  event.preventDefault();
  scan(box.value);
  box.value = "";
  box.focus();
});
document.querySelector("#look").addEventListener("click", async (event) => {
  const eye = document.querySelector("#eye"), detector = new BarcodeDetector({ formats: ["qr_code"] });
  try { eye.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }); await eye.play(); } catch { return say(words("nocamera"), "bad"); }
  event.target.closest("p").hidden = true;
  let last = "";
  setInterval(async () => {
    const [found] = await detector.detect(eye).catch(() => []);
    if (found && found.rawValue !== last) scan(found.rawValue);
    last = found ? found.rawValue : "";
  }, 400);
});
document.querySelector("#forget").addEventListener("click", () => { localStorage.removeItem(`${place}.people`); location.reload(); });
document.querySelector("#forget").hidden = false;
camera.hidden = !("BarcodeDetector" in window && navigator.mediaDevices);
window.addEventListener("online", () => send());
setInterval(send, 15000);
tidy(); learn(); count(); send();
