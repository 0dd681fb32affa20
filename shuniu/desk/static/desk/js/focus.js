/* [data-focus]: takes the focus when the page or the piece arrives (the summary of errors does).
   A form sent once does not go twice: its button rests until an answer comes. */
(() => {
  const take = (root) => { const wanted = desk.one("[data-focus]", root); if (wanted) wanted.focus(); };
  take(document);
  document.addEventListener("htmx:afterSwap", (e) => take(e.detail.target));
  document.addEventListener("submit", (e) => {
    if (e.defaultPrevented || e.target.method === "dialog") return;
    if (e.target.hasAttribute("aria-busy")) { e.preventDefault(); return; }
    e.target.setAttribute("aria-busy", "true");
    setTimeout(() => e.target.removeAttribute("aria-busy"), 4000);
  });
  addEventListener("pageshow", () => desk.all("form[aria-busy]").forEach((f) => f.removeAttribute("aria-busy")));
  desk.on("click", "[data-print]", () => print());
  desk.on("change", "select[data-go-on], input[data-go-on]", (e, field) => field.form && field.form.submit());
})();
