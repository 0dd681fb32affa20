/* body[data-arrivals]: a file dropped anywhere, or a picture or long text pasted outside a field, is handed in at that address. */
(() => {
  const address = document.body.dataset.arrivals;
  if (!address) return;
  const line = () => desk.one("[data-quiet]");
  const say = (text) => {
    if (!line()) return;
    line().textContent = "";
    if (text) line().appendChild(Object.assign(document.createElement("div"), { className: "quiet__line", textContent: text }));
  };
  const send = (files, text) => {
    const form = new FormData();
    Array.from(files || []).forEach((file) => form.append("files", file, file.name));
    if (text) form.append("text", text);
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", desk.token());
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (e) => { if (e.total) say(desk.words("sending") + " " + Math.round((100 * e.loaded) / e.total) + "%"); };
    request.onerror = () => say(desk.words("lost"));
    request.onload = () => {
      const to = request.getResponseHeader("HX-Redirect") || request.getResponseHeader("Location");
      if (to) location.href = to;
      else if (request.status < 400) location.href = request.responseURL || "/inbox/";
      else { say(""); document.open(); document.write(request.responseText); document.close(); }
    };
    say(desk.words("sending"));
    request.send(form);
  };
  document.addEventListener("dragover", (e) => { if (e.dataTransfer && Array.from(e.dataTransfer.types).includes("Files")) { e.preventDefault(); document.body.setAttribute("data-dragging", ""); } });
  document.addEventListener("dragleave", (e) => { if (!e.relatedTarget) document.body.removeAttribute("data-dragging"); });
  document.addEventListener("drop", (e) => {
    document.body.removeAttribute("data-dragging");
    if (e.defaultPrevented || !e.dataTransfer || !e.dataTransfer.files.length || e.target.closest("[data-own-drop]")) return;
    e.preventDefault();
    send(e.dataTransfer.files);
  });
  document.addEventListener("paste", (e) => {
    if (desk.typing(e) || !e.clipboardData) return;
    if (e.clipboardData.files.length) { e.preventDefault(); send(e.clipboardData.files); return; }
    const text = e.clipboardData.getData("text/plain").trim();
    if (!text) return;
    e.preventDefault();
    if (text.length < 80 && !text.includes("\n") && desk.palette) desk.palette.open(text);
    else send([], text);
  });
  desk.on("change", "input[type=file][data-hand-in]", (e, field) => { if (field.files.length) send(field.files); });
})();
