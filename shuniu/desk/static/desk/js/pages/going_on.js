/* [data-goes-on]: a form of long work sends itself for its next part; [data-stops] inside it is a link out that stops it. */
(() => {
  const form = desk.one("form[data-goes-on]");
  if (!form) return;
  const next = setTimeout(() => form.requestSubmit(desk.one("button", form)), 100);
  desk.on("click", "[data-stops]", () => clearTimeout(next));
})();
