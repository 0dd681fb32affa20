/* The paper of a leader: [data-pad] is written on by finger, pen or mouse; what is drawn goes with the form as a small
   PNG in [data-ink]. Ready sentences go into the text instead of sending it. [data-seconds] counts down to nothing.
   Without this everything still works: a text field, and buttons that send their sentence. */
(() => {
  const MOST = 60000; /* bytes of a drawing */
  const WIDTH = 3;
  const RUBBER = 28;

  const pad = desk.one("[data-pad]");
  const form = pad && pad.closest("form");
  if (form) {
    const canvas = desk.one("canvas", pad);
    const ink = desk.one("[data-ink]", form);
    const words = form.elements.words;
    const pen = canvas.getContext("2d");
    const opener = desk.one("[data-pad-open]", form);
    const rubber = desk.one("[data-pad-rub]", pad);
    let last = null;
    let drawn = false;
    let rubbing = false;

    pen.lineCap = pen.lineJoin = "round";
    const at = (e) => {
      const box = canvas.getBoundingClientRect();
      return { x: ((e.clientX - box.left) * canvas.width) / box.width, y: ((e.clientY - box.top) * canvas.height) / box.height };
    };
    const line = (from, to, e) => {
      /* A pen that tells its pressure writes thicker when pressed. */
      const press = e.pointerType === "pen" && e.pressure ? 0.5 + e.pressure : 1;
      pen.globalCompositeOperation = rubbing ? "destination-out" : "source-over";
      pen.strokeStyle = "#1b1f24";
      pen.lineWidth = rubbing ? RUBBER : WIDTH * press;
      pen.beginPath();
      pen.moveTo(from.x, from.y);
      pen.lineTo(to.x + 0.01, to.y);
      pen.stroke();
      drawn = true;
    };
    canvas.addEventListener("pointerdown", (e) => {
      if (e.button) return;
      e.preventDefault();
      canvas.setPointerCapture(e.pointerId);
      last = at(e);
      line(last, last, e);
    });
    canvas.addEventListener("pointermove", (e) => {
      if (!last) return;
      (e.getCoalescedEvents ? e.getCoalescedEvents() : [e]).concat(e).forEach((one) => {
        const here = at(one);
        line(last, here, one);
        last = here;
      });
    });
    ["pointerup", "pointercancel"].forEach((name) => canvas.addEventListener(name, () => { last = null; }));

    const empty = () => {
      const points = pen.getImageData(0, 0, canvas.width, canvas.height).data;
      for (let i = 3; i < points.length; i += 4) if (points[i]) return false;
      return true;
    };
    /* Only the part that was written on, so that the picture stays small; smaller again until it fits. */
    const cut = () => {
      const { width, height } = canvas;
      const points = pen.getImageData(0, 0, width, height).data;
      let [left, top, right, bottom] = [width, height, 0, 0];
      for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (points[(y * width + x) * 4 + 3]) {
        left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
      }
      left = Math.max(left - 8, 0); top = Math.max(top - 8, 0);
      const wide = Math.min(right + 8, width) - left;
      const high = Math.min(bottom + 8, height) - top;
      for (let scale = 1; scale > 0.2; scale *= 0.8) {
        const sheet = document.createElement("canvas");
        sheet.width = Math.max(1, Math.round(wide * scale));
        sheet.height = Math.max(1, Math.round(high * scale));
        const on = sheet.getContext("2d");
        on.fillStyle = "#fff";
        on.fillRect(0, 0, sheet.width, sheet.height);
        on.drawImage(canvas, left, top, wide, high, 0, 0, sheet.width, sheet.height);
        const picture = sheet.toDataURL("image/png");
        if (picture.length * 0.75 < MOST) return picture;
      }
      return "";
    };
    const clear = () => { pen.clearRect(0, 0, canvas.width, canvas.height); drawn = false; ink.value = ""; };
    const show = (open) => { pad.hidden = !open; opener.hidden = open; };
    /* Who wrote by hand last time finds the pad open; the first time, where a finger is the pointer. */
    const habit = (open) => { try { localStorage.setItem("pad", open ? "hand" : "keys"); } catch (e) { /* not kept */ } };
    let wont = null;
    try { wont = localStorage.getItem("pad"); } catch (e) { /* nothing kept */ }

    show(wont ? wont === "hand" : matchMedia("(pointer: coarse)").matches);
    opener.addEventListener("click", () => { show(true); habit(true); canvas.focus(); });
    desk.one("[data-pad-keys]", pad).addEventListener("click", () => { show(false); habit(false); words.focus(); });
    desk.one("[data-pad-clear]", pad).addEventListener("click", clear);
    rubber.addEventListener("click", () => { rubbing = !rubbing; rubber.setAttribute("aria-pressed", String(rubbing)); });
    if (ink.value) {
      /* Refused for another reason: what was drawn is still there. */
      const before = new Image();
      before.onload = () => { pen.drawImage(before, 8, 8); drawn = true; };
      before.src = ink.value;
      show(true);
    }
    form.addEventListener("submit", () => { if (drawn) ink.value = empty() ? "" : cut(); });

    /* A ready sentence is put where one can still change it; 请…阅处 leaves the cursor where the name goes. */
    desk.all("[data-ready] [name=ready]", form).forEach((button) => button.addEventListener("click", (e) => {
      e.preventDefault();
      const gap = button.value.indexOf("…");
      const start = words.value ? words.value.replace(/[,,。\s]*$/, ",") : "";
      words.value = start + button.value.replace("…", "");
      words.focus();
      const cursor = gap < 0 ? words.value.length : start.length + gap;
      words.setSelectionRange(cursor, cursor);
      words.dispatchEvent(new Event("input", { bubbles: true }));
    }));
  }

  /* A passkey answers when the form is sent; then it goes. */
  desk.all("[data-passkey]").forEach((proof) => {
    if (!proof.dataset.passkey || !window.PublicKeyCredential) return;
    const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
    proof.form.addEventListener("submit", (e) => {
      if (proof.value) return;
      e.preventDefault();
      const press = e.submitter;
      const asked = JSON.parse(proof.dataset.passkey).publicKey;
      asked.challenge = bytes(asked.challenge);
      (asked.allowCredentials || []).forEach((one) => { one.id = bytes(one.id); });
      navigator.credentials.get({ publicKey: asked }).then((answer) => {
        const { clientDataJSON, authenticatorData, signature, userHandle } = answer.response;
        proof.value = JSON.stringify({
          id: answer.id, rawId: text(answer.rawId), type: answer.type, clientExtensionResults: {},
          response: { clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle ? text(userHandle) : null },
        });
        /* Refused by the device or the person: the server says so, and what was written comes back. */
      }).catch(() => { proof.value = "{}"; }).then(() => proof.form.requestSubmit(press));
    });
  });

  desk.all("[data-seconds]").forEach((line) => {
    let left = Number(line.dataset.seconds);
    const count = desk.one("[data-count]", line);
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) { count.textContent = count.textContent.replace(/\d+/, left); return; }
      clearInterval(timer);
      line.remove();
    }, 1000);
  });
})();
