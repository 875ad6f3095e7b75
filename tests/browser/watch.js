// Runs before each page that the checks open.
window.seen = { shift: 0, moved: [], violations: [], stops: new Set(), trouble: [], walking: false };
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (entry.hadRecentInput) return;
  window.seen.shift += entry.value;
  window.seen.moved.push(...entry.sources.map(({ node }) => (node?.localName ? told(node) : String(node?.nodeName))));
})).observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", (event) => {
  window.seen.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile || ""}`);
});

const told = (element) => {
  const name = (element.getAttribute("aria-label") || element.innerText || element.name || element.id || "").trim().slice(0, 40);
  return `<${element.localName}${element.className && typeof element.className === "string" ? ` class="${element.className}"` : ""}> ${name}`;
};

// a style sheet made by a script is not inline, so the content policy lets it through
window.spaced = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = text ? [sheet] : [];
};

window.outside = () => {
  const width = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - width;
  if (over <= 0) return [];
  const scrolls = (element) => element.closest(".scroller, pre");
  const wide = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return (box.right > width + 1 || box.left < -1) && box.width && !scrolls(element) && !element.closest(".skip, .vh");
  });
  const last = wide.filter((element) => !wide.some((other) => other !== element && element.contains(other)));
  return [`${over} px too wide: ${last.slice(0, 3).map(told).join(", ")}`];
};

window.part = document;

// the walk by keyboard starts here; says how many controls are ahead
window.begin = (whole) => {
  window.part = (!whole && document.querySelector("main[tabindex]")) || document;
  if (window.part === document) window.scrollTo(0, 0);
  else window.part.focus();
  window.seen.stops.add(document.activeElement);
  window.seen.walking = true;
  return window.controls().length;
};

// a stop is judged when the next key is pressed: the page has come to rest, and nothing needs to be asked from outside
addEventListener("keydown", () => { if (window.seen.walking) window.stopped(); }, true);

// what was wrong on the way, and what was never reached
window.end = () => {
  window.stopped();
  window.seen.walking = false;
  return [...window.seen.trouble, ...window.unreached().map((name) => `never reached: ${name}`)];
};

window.controls = () => {
  const all = [...window.part.querySelectorAll("a[href], button, input, select, textarea, summary, video[controls], audio[controls], [tabindex='0']")];
  return all.filter((element) => {
    if (element.disabled || element.type === "hidden" || !element.checkVisibility({ visibilityProperty: true })) return false;
    if (element.type !== "radio") return true;
    const group = all.filter((other) => other.type === "radio" && other.name === element.name && other.form === element.form);
    return element === (group.find((other) => other.checked) || group[0]);
  });
};

window.stopped = () => {
  const element = document.activeElement, trouble = window.seen.trouble;
  if (!element || element === document.body || window.seen.stops.has(element)) return;
  window.seen.stops.add(element);
  if (element.matches("video, audio")) return;
  let shown = false;
  for (let at = element, up = 0; at && up < 3; at = at.parentElement, up += 1) {
    const style = getComputedStyle(at);
    shown ||= style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }
  if (!shown) trouble.push(`focus cannot be seen: ${told(element)}`);
  const box = element.getClientRects()[0];
  if (!box) return;
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), y = Math.min(box.top + Math.min(box.height / 2, 20), innerHeight - 2);
  const top = document.elementFromPoint(x, y);
  const label = element.closest("label");
  if (box.bottom <= 0 || box.top >= innerHeight) trouble.push(`focus is outside of the window: ${told(element)}`);
  else if (top && !element.contains(top) && !top.contains(element) && !(label && label.contains(top))) trouble.push(`focus is covered by ${told(top)}: ${told(element)}`);
};

window.unreached = () => window.controls().filter((element) => !window.seen.stops.has(element)).map(told);
