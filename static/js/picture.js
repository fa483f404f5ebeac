// A question that is answered by a place: a click in the picture chooses it in the list.

const canvas = document.getElementById("canvas");
const question = () => document.querySelector("form[data-pointing]");

function mark() {
  if (!canvas) return;
  const form = question();
  canvas.classList.toggle("pointing", Boolean(form));
  const place = form?.querySelector("input[data-choice]:checked")?.dataset.choice;
  for (const part of canvas.querySelectorAll("[data-place]")) {
    part.classList.toggle("chosen", Boolean(place) && part.dataset.place === place);
  }
}

canvas?.addEventListener("click", (event) => {
  const form = question();
  if (!form) return;
  const inputs = Array.from(form.querySelectorAll("input[data-choice]"));
  let part = event.target.closest("[data-place]");
  while (part) {
    const found = inputs.find((input) => input.dataset.choice === part.dataset.place);
    if (found) {
      found.checked = true;
      mark();
      form.querySelector("button").focus();
      return;
    }
    part = part.parentElement?.closest("[data-place]");
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches?.("input[data-choice]")) mark();
});
// What the last command did may be outside of what is seen of a large picture: bring it there.
function reveal() {
  const part = canvas?.querySelector(".row.touched, .touched");
  if (!part) return;
  const inner = part.getBoundingClientRect();
  // Sideways the whole of what it is in; the numbers of the layers, if they are near, at its left.
  const whole = (part.closest(".slab, .box, .card") ?? part).getBoundingClientRect();
  const edge = (canvas.querySelector("#scene-view")?.getBoundingClientRect().left ?? -Infinity) + 24;
  const left = whole.left - edge < 64 ? Math.min(whole.left, edge) : whole.left;
  const outer = canvas.getBoundingClientRect();
  const beyond = (from, to, low, high) => (from < low ? from - low : Math.max(0, Math.min(to - high, from - low)));
  canvas.scrollBy(
    beyond(left, whole.right, outer.left + 16, outer.right - 16),
    beyond(inner.top, inner.bottom, outer.top + 16, outer.bottom - 16),
  );
}

document.addEventListener("htmx:after:swap", () => { mark(); reveal(); });
mark();
reveal();
