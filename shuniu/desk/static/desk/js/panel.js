/* <a data-panel href="…">: shown beside the list, in #panel, without leaving it. Escape closes; the link alone opens the page. */
(() => {
  let from = null;
  const panel = () => document.getElementById("panel");
  const show = (url) => {
    from = document.activeElement;
    htmx.ajax("GET", url, { target: "#panel-body", swap: "innerHTML" }).then(() => {
      panel().hidden = false;
      desk.one("[data-open]", panel()).href = url;
      desk.one("[data-close]", panel()).focus();
    });
  };
  desk.panel = {
    toggle: () => {
      if (!panel().hidden) { desk.panel.close(); return true; }
      const row = desk.rows.here();
      const url = row && (row.dataset.panel || row.dataset.href);
      if (url) show(url);
      return !!url;
    },
    close: () => {
      if (!panel() || panel().hidden) return false;
      panel().hidden = true;
      document.getElementById("panel-body").textContent = "";
      if (from && from.focus) from.focus();
      return true;
    },
  };
  desk.on("click", "a[data-panel]", (e, link) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey || innerWidth < 761) return;
    e.preventDefault();
    show(link.href);
  });
  desk.on("click", "#panel [data-close]", () => desk.panel.close());
  document.addEventListener("keydown", (e) => { if (e.key === "Escape" && !e.isComposing) desk.panel.close(); });
})();
