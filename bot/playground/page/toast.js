/** Says something in passing, at the foot of the page. */

let timer = 0;

export function toast(words) {
  const box = document.querySelector("#toast");
  box.textContent = words;
  box.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => box.classList.remove("shown"), 4000);
}
