// The sheet: what has a page of its own without scripts is shown beside the lesson with them.

const sheet = document.getElementById("sheet");
const body = document.getElementById("sheet-body");

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const source = ctx?.sourceElement;
  if (source?.closest?.("form[data-closes]")) { sheet.close(); document.getElementById("line")?.focus(); return; }
  const target = typeof ctx?.target === "string" ? document.querySelector(ctx.target) : ctx?.target;
  if (target === body && !sheet.open) sheet.showModal();
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    // Over plain http there is no clipboard interface; the old command is there.
    if (navigator.clipboard) navigator.clipboard.writeText(field.value);
    else document.execCommand("copy");
    button.textContent += " ✓";
  }
  if (event.target === sheet) sheet.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
