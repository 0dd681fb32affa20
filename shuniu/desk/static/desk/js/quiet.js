/* [data-quiet]: the line after an act. It goes after ten seconds; Z presses its 撤回; while pointed at or focused it stays. */
(() => {
  let timer;
  const start = () => {
    clearTimeout(timer);
    const line = desk.one("[data-quiet]");
    if (!line || !line.textContent.trim()) return;
    timer = setTimeout(() => {
      if (line.matches(":hover") || line.contains(document.activeElement)) start();
      else line.textContent = "";
    }, 10000);
  };
  desk.undo = () => { const press = desk.one("[data-quiet] [data-undo]"); if (press) press.click(); return !!press; };
  start();
  document.addEventListener("htmx:oobAfterSwap", start);
})();
