/* data-menu on <details>: closes when one presses elsewhere or Escape. */
(() => {
  const close = (except) => desk.all("details[data-menu][open]").forEach((m) => { if (m !== except) m.removeAttribute("open"); });
  document.addEventListener("click", (e) => close(e.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    const open = desk.one("details[data-menu][open]");
    if (open) { close(); desk.one("summary", open).focus(); }
  });
})();
