/* [data-rows] holds [data-row]: J K move, Enter opens data-href, Space shows it beside, X selects, Shift+X selects up to here. */
(() => {
  const rows = () => desk.all("[data-rows] [data-row]").filter((row) => row.offsetParent);
  const here = () => desk.one("[data-row][data-here]");
  let anchor = null;
  const go = (row) => {
    desk.all("[data-row][data-here]").forEach((other) => other.removeAttribute("data-here"));
    if (!row) return;
    row.setAttribute("data-here", "");
    row.scrollIntoView({ block: "nearest" });
    row.dispatchEvent(new CustomEvent("desk:here", { bubbles: true }));
  };
  const tick = (row) => row && desk.one('input[type="checkbox"]', row);
  const set = (box, on) => { if (box && box.checked !== on) { box.checked = on; box.dispatchEvent(new Event("change", { bubbles: true })); } };
  desk.rows = {
    here,
    move: (by) => {
      const list = rows();
      if (!list.length) return false;
      const at = list.indexOf(here());
      go(list[Math.min(Math.max(at + by, 0), list.length - 1)]);
      return true;
    },
    open: () => { const row = here(); if (row && row.dataset.href) { location.href = row.dataset.href; return true; } return false; },
    select: () => { const box = tick(here()); if (!box) return false; set(box, !box.checked); anchor = here(); return true; },
    selectTo: () => {
      const list = rows(), to = list.indexOf(here()), from = Math.max(list.indexOf(anchor), 0);
      if (to < 0) return false;
      list.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((row) => set(tick(row), true));
      return true;
    },
    press: (key) => {
      const root = here() || document;
      const button = desk.one('[data-key="' + key + '"]', root) || desk.one('[data-key="' + key + '"]');
      if (button && button.offsetParent && button.getAttribute("aria-disabled") !== "true") { button.click(); return true; }
      return false;
    },
  };
  desk.on("click", "[data-row]", (e, row) => { if (!e.target.closest("a, button, input, label, summary")) go(row); });
})();
