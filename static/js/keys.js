// Single letters as shortcuts, wherever nobody is typing; they can be turned off.

const OFF = "layerlab.single-keys-off";

const read = () => { try { return localStorage.getItem(OFF); } catch { return null; } };
const write = (off) => { try { localStorage.setItem(OFF, off ? "1" : ""); } catch { /* not kept */ } };

const press = (id) => document.getElementById(id)?.click();
const actions = {
  t: () => document.getElementById("line")?.focus(),
  u: () => press("undo"),
  r: () => press("redo"),
  a: () => press("open-actions"),
  "?": () => press("open-keys"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || read()) return;
  if (event.target.closest?.("input, textarea, select, dialog[open], [contenteditable]")) return;
  const action = actions[event.key];
  if (action) { event.preventDefault(); action(); }
});

const show = () => {
  const box = document.getElementById("single-keys");
  if (box) box.checked = !read();
};
document.addEventListener("htmx:after:swap", show);
document.addEventListener("change", (event) => {
  if (event.target.id === "single-keys") write(!event.target.checked);
});
show();
