() => {
  const sizes = { css: 0, js: 0, fonts: 0, all: 0 };
  for (const entry of performance.getEntriesByType("resource")) {
    if (["video", "audio", "track"].includes(entry.initiatorType)) continue;
    const name = new URL(entry.name).pathname, size = entry.encodedBodySize;
    const kind = name.endsWith(".css") ? "css" : name.endsWith(".js") ? "js" : name.endsWith(".woff2") ? "fonts" : "";
    if (kind) sizes[kind] += size;
    sizes.all += size;
  }
  return sizes;
}
