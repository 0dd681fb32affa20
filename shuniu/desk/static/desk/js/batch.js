/* [data-batch]: the bar for what is selected; shows itself with the count, data-count takes the number. A tick with
   data-all selects every row. */
(() => {
  const picked = () => desk.all("[data-rows] [data-row] input[type=checkbox]:checked");
  const draw = () => {
    const bar = desk.one("[data-batch]");
    if (!bar) return;
    bar.hidden = picked().length === 0;
    const count = desk.one("[data-count]", bar);
    if (count) count.textContent = picked().length;
  };
  document.addEventListener("change", (e) => {
    if (e.target.matches("[data-all]")) desk.all("[data-rows] [data-row] input[type=checkbox]").forEach((box) => { box.checked = e.target.checked; });
    draw();
  });
  draw();
})();
