/* Keys by the place on the keyboard (event.code), so that an input method does not matter; single letters act only when
   nothing is being typed. G then a letter goes to a place: links with data-go. A letter presses [data-key] of the row or page. */
(() => {
  let going = false;
  const letter = (e) => (e.code && e.code.startsWith("Key") ? e.code.slice(3) : "");
  document.addEventListener("keydown", (e) => {
    if (e.isComposing || e.keyCode === 229 || e.defaultPrevented) return;
    const key = letter(e);
    if ((e.ctrlKey || e.metaKey) && key === "K") { if (desk.palette) { e.preventDefault(); desk.palette.open(); } return; }
    if (document.querySelector("dialog[open]")) return;
    const twin = e.altKey && !e.ctrlKey && !e.metaKey;
    if (e.ctrlKey || e.metaKey || (desk.typing(e) && !twin)) return;
    let did = false;
    if (going && key) {
      const link = desk.one('[data-go="' + key + '"]');
      if (link) { location.href = link.href; did = true; }
    } else if (key === "J") did = desk.rows.move(1);
    else if (key === "K") did = desk.rows.move(-1);
    else if (key === "X") did = e.shiftKey ? desk.rows.selectTo() : desk.rows.select();
    else if (key === "Z") did = desk.undo();
    else if (key === "C" && desk.palette) did = desk.palette.open("");
    else if (key === "G") { going = true; setTimeout(() => { going = false; }, 1200); e.preventDefault(); return; }
    else if (key) did = desk.rows.press((e.shiftKey ? "Shift+" : "") + key);
    else if (e.code === "Slash" && !e.shiftKey && desk.palette) did = desk.palette.open("");
    else if (e.code === "Slash" && e.shiftKey) { const help = desk.one("[data-help]"); if (help) { location.href = help.href; did = true; } }
    else if (!e.target.closest("a, button, summary, input, label, [role=button]")) {
      if (e.code === "Space") did = desk.panel.toggle();
      else if (e.code === "Enter") did = desk.rows.open();
    }
    going = false;
    if (did) e.preventDefault();
  });
  /* Enter that ends a composition must not submit (some engines report it as a plain Enter with code 229). */
  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && (e.isComposing || e.keyCode === 229) && e.target.form) e.preventDefault();
  }, true);
})();
