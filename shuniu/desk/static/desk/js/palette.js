/* [data-palette]: Ctrl K or / opens the dialog; the server answers while one types; arrows choose, Enter goes there.
   Enter that ends a composition of an input method does nothing. */
(() => {
  const dialog = () => document.getElementById("palette");
  if (!dialog() || !dialog().showModal) return;
  const field = desk.one("input", dialog());
  const body = desk.one("[data-palette-body]", dialog());
  let timer, asked = 0;
  const ask = () => {
    const mine = ++asked;
    fetch(dialog().dataset.palette + "?q=" + encodeURIComponent(field.value), { headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((html) => { if (mine === asked && html) { body.innerHTML = html; choose(0); } })
      .catch(() => {});
  };
  const items = () => desk.all("[data-item]", body);
  const choose = (at) => items().forEach((item, i) => {
    item.toggleAttribute("data-here", i === at);
    if (i === at) { item.scrollIntoView({ block: "nearest" }); field.setAttribute("aria-activedescendant", item.id || ""); }
  });
  const move = (by) => {
    const list = items(), at = list.findIndex((i) => i.hasAttribute("data-here"));
    if (list.length) choose((at + by + list.length) % list.length);
  };
  desk.palette = {
    open: (text) => {
      if (!dialog().open) dialog().showModal();
      if (text !== undefined) field.value = text;
      field.focus(); field.select(); ask();
      return true;
    },
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 80); });
  field.addEventListener("keydown", (e) => {
    if (e.isComposing || e.keyCode === 229) return;
    if (e.key === "ArrowDown") { e.preventDefault(); move(1); }
    if (e.key === "ArrowUp") { e.preventDefault(); move(-1); }
    if (e.key === "Enter") {
      const item = desk.one("[data-item][data-here]", body);
      if (item) { e.preventDefault(); item.click(); }
    }
  });
  body.addEventListener("click", (e) => {
    const chip = e.target.closest("[data-say]");
    if (chip) { e.preventDefault(); field.value = chip.dataset.say; field.focus(); ask(); }
  });
  dialog().addEventListener("click", (e) => { if (e.target === dialog()) dialog().close(); });
  const bar = desk.one("[data-find]");
  if (bar) {
    bar.addEventListener("focus", () => { if (!bar.value && innerWidth > 760) { bar.blur(); desk.palette.open(""); } });
  }
})();
