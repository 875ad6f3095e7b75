// Asks an independent verifier about credentials: {credentials: [...], documents: {url: JSON}} in, {answers: [...], fetched: [...]} out.
// Only loopback addresses are fetched; `documents` stands in for the web.
const real = globalThis.fetch;
const input = JSON.parse(await new Response(process.stdin).text());
const fetched = [];
globalThis.fetch = async (resource, options) => {
  const url = new URL(resource.url ?? resource);
  const known = (input.documents ?? {})[url.href];
  if (known) return new Response(JSON.stringify(known), { headers: { "content-type": "application/json" } });
  if (!["127.0.0.1", "localhost"].includes(url.hostname)) throw new TypeError(`the network is closed: ${url}`);
  fetched.push(url.pathname);
  return real(resource, options);
};
console.log = console.error; // the library talks while it works

const { verifyCredential } = await import("@digitalcredentials/verifier-core");
const answers = [];
for (const credential of input.credentials) {
  const result = await verifyCredential({ credential, knownDIDRegistries: [] });
  const step = (id) => result.log?.find((entry) => entry.id === id);
  const status = step("revocation_status");
  answers.push({
    signature: step("valid_signature")?.valid ?? false,
    expired: step("expiration") ? !step("expiration").valid : null,
    revoked: status ? (status.error ? `error: ${status.error.message ?? status.error.name}` : !status.valid) : null,
    error: result.errors?.[0]?.name ?? null,
  });
}
process.stdout.write(JSON.stringify({ answers, fetched }));
