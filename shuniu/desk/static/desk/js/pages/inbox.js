/* The tray: moving on a row opens it beside the list; pointing at a line lights its place in the original; E takes the
   selected rows together when some are selected. */
(() => {
  const box = () => desk.one("[data-inbox]");
  if (!box()) return;
  let wanted, timer;
  const open = (row) => {
    const url = row.dataset.href;
    if (!url || innerWidth < 761 || url === wanted) return;
    wanted = url;
    clearTimeout(timer);
    timer = setTimeout(() => {
      htmx.ajax("GET", url, { target: "#inbox-detail", swap: "innerHTML" }).then(() => {
        history.replaceState(null, "", url);
        dress();
      });
    }, 60);
  };
  document.addEventListener("desk:here", (e) => { if (e.target.closest("[data-inbox]")) open(e.target); });
  /* The row that the page came with is where J and K begin. */

  const light = (name, on, reach) => {
    let first = null;
    desk.all('[data-at~="' + name + '"]').forEach((place) => {
      place.toggleAttribute("data-lit", on);
      first = first || place;
    });
    if (on && reach && first) {
      const shown = desk.one('.sheet [data-at~="' + name + '"]') || first;
      shown.scrollIntoView({ block: "nearest" });
    }
  };
  desk.on("mouseover", "[data-lights]", (e, line) => light(line.dataset.lights, true, false));
  desk.on("mouseout", "[data-lights]", (e, line) => light(line.dataset.lights, false, false));
  desk.on("focusin", "[data-lights]", (e, line) => light(line.dataset.lights, true, false));
  desk.on("focusout", "[data-lights]", (e, line) => light(line.dataset.lights, false, false));
  desk.on("click", "a[data-lights]", (e, link) => { e.preventDefault(); light(link.dataset.lights, true, true); });

  /* A demand shows only what its outcome needs. */
  const fit = (choice) => {
    const row = choice.closest(".wanted__row");
    if (row) desk.all("[data-for]", row).forEach((part) => { part.hidden = part.dataset.for !== choice.value; });
  };
  const dress = () => desk.all("select[data-outcome]").forEach(fit);
  desk.on("change", "select[data-outcome]", (e, choice) => fit(choice));
  desk.on("input", "[data-picks]", (e, field) => { const pick = document.getElementById(field.dataset.picks); if (pick && field.value) pick.checked = true; });
  desk.on("click", "[data-set]", (e, button) => { const field = desk.one(button.dataset.set); if (field) { field.value = button.dataset.value; field.focus(); } });
  document.addEventListener("toggle", (e) => {
    if (!e.target.matches || !e.target.matches("details.press") || !e.target.open) return;
    desk.all("details.press[open]").forEach((other) => { if (other !== e.target) other.open = false; });
    const field = desk.one("textarea, input:not([type=hidden]), select", e.target);
    if (field) field.focus();
  }, true);
  document.addEventListener("keydown", (e) => {
    if (e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || desk.typing(e)) return;
    if (e.code === "KeyE" && desk.one("[data-rows] input[name=pick]:checked")) {
      e.preventDefault();
      desk.one("[data-batch-press]").click();
    } else if (e.code === "Space" && !e.target.closest("a, button, summary, input, label")) {
      const link = desk.one("[data-original]");
      if (link) { e.preventDefault(); window.open(link.href, "_blank", "noopener"); }
    }
  }, true);
  document.addEventListener("htmx:afterSwap", dress);
  dress();
})();
