/* body[data-lock-after=seconds]: after that long without an act the page asks for the password, over what is open, and
   what was typed stays under it. The server counts for itself; this only shows it in time. */
(() => {
  const after = Number(document.body.dataset.lockAfter || 0);
  const dialog = document.getElementById("locked");
  if (!after || !dialog || !dialog.showModal) return;
  let last = Date.now();
  const stamp = () => { last = Date.now(); try { localStorage.setItem("acted", String(last)); } catch (e) { /* private mode */ } };
  ["keydown", "pointerdown", "scroll"].forEach((event) => document.addEventListener(event, () => { if (!dialog.open) stamp(); }, { passive: true }));
  const form = desk.one("form", dialog);
  const show = () => { if (!dialog.open) { document.body.setAttribute("data-locked", ""); dialog.showModal(); desk.one("input[type=password]", dialog).focus(); } };
  dialog.addEventListener("cancel", (e) => e.preventDefault());
  setInterval(() => {
    let elsewhere = 0;
    try { elsewhere = Number(localStorage.getItem("acted") || 0); } catch (e) { /* private mode */ }
    if (Date.now() - Math.max(last, elsewhere) > after * 1000) show();
  }, 5000);
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": desk.token(), "HX-Request": "true" }, credentials: "same-origin" })
      .then((answer) => {
        desk.one("input[type=password]", form).value = "";
        if (answer.ok) { stamp(); document.body.removeAttribute("data-locked"); dialog.close(); }
        else desk.one("[data-wrong]", dialog).hidden = false;
      });
  });
  document.addEventListener("htmx:beforeSwap", (e) => { if (e.detail.xhr.status === 423) { e.detail.shouldSwap = false; show(); } });
})();
