/* form[data-editor]: paragraphs in text areas of their own. Enter parts one, Backspace at its head joins it to the one
   before, a paste of many lines becomes many. What is typed is sent two seconds after the last stroke; where somebody
   else has changed the same paragraph both are shown. Without scripts the form is sent by its button. */
(() => {
  const form = desk.one("form[data-editor]");
  if (!form) return;
  const body = desk.one("[data-paragraphs]", form);
  const base = form.elements.base;
  const sign = desk.one("[data-draft-saved]");
  const side = desk.one("[data-draft-side]");
  const areas = () => desk.all('textarea[name="text"]', body);
  const grow = (area) => { area.style.height = "auto"; area.style.height = area.scrollHeight + 2 + "px"; };
  const all = () => desk.all("textarea:not([hidden])", form).forEach(grow);
  const fresh = () => "n" + Date.now().toString(36) + Math.floor(Math.random() * 1296).toString(36);
  const row = (text) => {
    const made = document.createElement("div");
    made.className = "editor__row";
    const key = document.createElement("input");
    key.type = "hidden"; key.name = "key"; key.value = fresh();
    made.dataset.rowKey = key.value;
    const area = document.createElement("textarea");
    area.name = "text"; area.rows = 1; area.value = text;
    area.setAttribute("aria-label", areas()[0].getAttribute("aria-label"));
    made.append(key, area);
    return made;
  };
  const own = (area) => {
    const key = area.previousElementSibling;
    if (!key.value) { key.value = fresh(); area.parentElement.dataset.rowKey = key.value; }
    return key.value;
  };
  const last = () => {
    const rows = desk.all(".editor__row", body);
    const end = rows[rows.length - 1];
    if (!end || desk.one("textarea", end).value.trim()) { body.append(row("")); grow(areas().pop()); }
  };
  let timer, sending = false, again = false;
  const touched = (area) => {
    if (area && area.name === "text" && area.value.trim()) own(area);
    clearTimeout(timer);
    timer = setTimeout(send, 2000);
  };
  const clash = (one) => {
    const place = desk.one('[data-row-key="' + one.key + '"]', body) || body;
    const note = document.createElement("div");
    note.className = "editor__clash";
    note.setAttribute("role", "alert");
    const mine = document.createElement("p");
    mine.textContent = form.dataset.both + ": " + (one.theirs || "—");
    const take = document.createElement("button");
    take.type = "button"; take.className = "button button--small"; take.textContent = form.dataset.take + ": " + one.mine.slice(0, 40);
    take.addEventListener("click", () => {
      const area = place.matches(".editor__row") ? desk.one("textarea", place) : null;
      if (area) { area.value = one.mine; grow(area); touched(area); }
      note.remove();
    });
    note.append(mine, take);
    place.after(note);
  };
  const settle = (said, sent) => {
    base.value = JSON.stringify(said.base);
    /* Words of others come in where I have not typed since. */
    said.base.paragraphs.forEach((p) => {
      const found = desk.one('[data-row-key="' + p.key + '"] textarea', body);
      if (found && found !== document.activeElement && sent.get(p.key) === found.value && found.value !== p.text) { found.value = p.text; grow(found); }
      if (!found) {
        const made = row(p.text);
        made.dataset.rowKey = p.key; desk.one("input", made).value = p.key;
        const before = said.base.paragraphs[said.base.paragraphs.indexOf(p) - 1];
        const near = before && desk.one('[data-row-key="' + before.key + '"]', body);
        if (near) near.after(made); else body.prepend(made);
        grow(desk.one("textarea", made));
      }
    });
    desk.all(".editor__held", body).forEach((one) => one.remove());
    Object.entries(said.holds).forEach(([key, name]) => {
      const place = desk.one('[data-row-key="' + key + '"]', body);
      if (!place) return;
      const held = document.createElement("span");
      held.className = "editor__held"; held.textContent = form.dataset.writing + " " + name;
      place.append(held);
    });
    said.conflicts.forEach(clash);
    if (sign) sign.textContent = desk.words("saved") + " " + said.saved;
    if (side && window.htmx && !(side.contains(document.activeElement) && desk.typing({ target: document.activeElement })))
      htmx.ajax("GET", side.dataset.draftSide, { target: side, swap: "innerHTML" });
  };
  async function send() {
    if (sending) { again = true; return true; }
    sending = true;
    const data = new FormData(form);
    const here = document.activeElement;
    if (here && here.name === "text") data.set("at", own(here));
    const sent = new Map(areas().map((area) => [area.previousElementSibling.value, area.value]));
    let kept = false;
    try {
      const answer = await fetch(form.action || location.pathname, { method: "POST", body: data, headers: { Accept: "application/json", "X-CSRFToken": desk.token() } });
      const said = await answer.json();
      if (answer.ok) { settle(said, sent); kept = true; }
      else if (sign) sign.textContent = form.dataset.problem + ": " + said.problem;
    } catch (e) {
      if (sign) sign.textContent = desk.words("lost");
      timer = setTimeout(send, 5000);
    }
    sending = false;
    if (again) { again = false; touched(); }
    return kept;
  }
  form.addEventListener("input", (e) => { if (e.target.matches("textarea")) grow(e.target); touched(e.target); last(); });
  form.addEventListener("keydown", (e) => {
    const area = e.target;
    if (e.isComposing || e.keyCode === 229 || area.name !== "text" || area.hasAttribute("data-table")) {
      if (area.hasAttribute && area.hasAttribute("data-line") && e.key === "Enter" && !e.isComposing && e.keyCode !== 229) e.preventDefault();
      return;
    }
    const start = area.selectionStart;
    if (e.key === "Enter" && !e.shiftKey && !e.ctrlKey) {
      e.preventDefault();
      const made = row(area.value.slice(area.selectionEnd));
      area.value = area.value.slice(0, start);
      area.parentElement.after(made);
      const next = desk.one("textarea", made);
      grow(area); grow(next); next.focus(); next.setSelectionRange(0, 0); touched(area); last();
    } else if (e.key === "Backspace" && start === 0 && area.selectionEnd === 0) {
      const list = areas(), before = list[list.indexOf(area) - 1];
      if (!before) return;
      e.preventDefault();
      const at = before.value.length;
      before.value += area.value;
      area.parentElement.remove();
      grow(before); before.focus(); before.setSelectionRange(at, at); touched(before); last();
    } else if ((e.key === "ArrowDown" && start === area.value.length) || (e.key === "ArrowUp" && start === 0)) {
      const list = areas(), next = list[list.indexOf(area) + (e.key === "ArrowDown" ? 1 : -1)];
      if (next) { e.preventDefault(); next.focus(); }
    }
  });
  form.addEventListener("paste", (e) => {
    const area = e.target, text = (e.clipboardData || { getData: () => "" }).getData("text/plain");
    if (area.name !== "text" || !/\n/.test(text.trim()) || /\t/.test(text)) return;
    e.preventDefault();
    const lines = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
    const head = area.value.slice(0, area.selectionStart), tail = area.value.slice(area.selectionEnd);
    area.value = head + lines.shift();
    let after = area.parentElement;
    lines.forEach((line, n) => { const made = row(n === lines.length - 1 ? line + tail : line); after.after(made); after = made; });
    all(); touched(area); last();
  });
  /* Going on to 送核 takes what was typed in the last two seconds along. */
  desk.on("click", "[data-draft-first]", async (e, link) => {
    e.preventDefault();
    clearTimeout(timer);
    if (await send()) location.href = link.href;
  });
  form.addEventListener("focusin", (e) => {
    const key = desk.one("[data-remark-key]");
    if (key && e.target.name === "text") key.value = e.target.previousElementSibling.value;
  });
  addEventListener("resize", all);
  all();
})();
