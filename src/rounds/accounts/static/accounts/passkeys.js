// Joins allauth's passkey functions to the forms of a page, and says in words when a device refuses.
(() => {
  const kinds = { login: "loginForm", add: "addForm", authenticate: "authenticateForm" };
  const box = document.querySelector("[data-passkey-error]");
  const say = (key) => { if (box) { box.textContent = box.dataset[key] || ""; box.hidden = false; } };
  const supported = window.webauthnJSON.supported();
  if (!supported) {
    document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = true; });
    say("unsupported");
    return;
  }
  document.querySelectorAll("form[data-passkey-form]").forEach((form) => {
    const button = form.querySelector("button"), credential = form.querySelector("[name=credential]");
    const kind = form.dataset.passkeyForm, passwordless = form.querySelector("[name=passwordless]");
    button.id ||= `passkey-${kind}`;
    if (passwordless) passwordless.checked = true;
    if (kind === "add") button.type = "button";
    const ids = { [kind]: button.id, credential: credential.id, data: "js_data" };
    if (passwordless) ids.passwordless = passwordless.id;
    window.allauth.webauthn.forms[kinds[kind]]({ ids });
  });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const name = event.detail.exception?.name;
    say(name === "NotAllowedError" || name === "AbortError" ? "stopped" : name === "InvalidStateError" ? "known" : name === "SecurityError" ? "address" : "failed");
  });
})();
