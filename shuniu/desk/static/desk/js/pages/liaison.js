// 拍照: the button says how many photographs were chosen. Without scripts the browser's own field says it.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches || !input.matches("[data-photos]")) return;
  const word = input.parentElement.querySelector("span");
  word.textContent = `${input.dataset.photos} ${input.files.length}`;
});
document.querySelectorAll("[data-photos]").forEach((input) => input.classList.add("visually-hidden"));
