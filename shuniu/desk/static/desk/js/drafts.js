/* form[data-draft="key"]: what is typed is kept on this machine two seconds after the last stroke and when leaving;
   it is offered again when the page comes back, and dropped when the form was taken. */
(() => {
  const name = (form) => "draft:" + form.dataset.draft;
  const fields = (form) => Array.from(form.elements).filter((f) => f.name && !["hidden", "password", "file", "submit", "checkbox", "radio"].includes(f.type));
  const keep = (form) => {
    const values = {};
    fields(form).forEach((f) => { if (f.value !== f.defaultValue) values[f.name] = f.value; });
    try {
      if (Object.keys(values).length) localStorage.setItem(name(form), JSON.stringify(values));
      else localStorage.removeItem(name(form));
    } catch (e) { return; }
    const sign = desk.one("[data-saved]", form);
    if (sign) sign.textContent = desk.words("saved") + " " + new Date().toTimeString().slice(0, 5);
  };
  const bring = (form) => {
    let values;
    try { values = JSON.parse(localStorage.getItem(name(form)) || "null"); } catch (e) { return; }
    if (!values) return;
    fields(form).forEach((f) => { if (values[f.name] !== undefined && f.value === f.defaultValue) f.value = values[f.name]; });
  };
  const timers = new WeakMap();
  desk.on("input", "form[data-draft] *", (e) => {
    const form = e.target.form;
    if (!form || !form.dataset.draft) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => keep(form), 2000));
  });
  document.addEventListener("submit", (e) => { if (e.target.dataset.draft) { keep(e.target); sessionStorage.setItem("sent", name(e.target)); } });
  addEventListener("pagehide", () => desk.all("form[data-draft]").forEach((f) => { if (sessionStorage.getItem("sent") !== name(f)) keep(f); }));
  const sent = sessionStorage.getItem("sent");
  /* A form that comes back with errors still holds what was typed; one that is gone was taken. */
  if (sent && !desk.all("form[data-draft]").some((f) => name(f) === sent)) localStorage.removeItem(sent);
  sessionStorage.removeItem("sent");
  desk.all("form[data-draft]").forEach(bring);
})();
