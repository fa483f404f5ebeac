// Completion from the server. Tab completes only where there is something to complete; else it moves on.

const form = document.getElementById("typing");
const line = document.getElementById("line");
const list = document.getElementById("candidates");

if (form) {
  let known = { text: null, start: 0, candidates: [] };
  let waiting = 0;
  let chosen = -1;

  const typed = () => line.value.slice(0, line.selectionStart);
  const isOpen = () => !list.hidden;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    line.setAttribute("aria-expanded", "false");
    line.removeAttribute("aria-activedescendant");
  };

  const ask = async (text) => {
    const url = new URL(form.dataset.completions, location.href);
    url.search = new URLSearchParams({ text: line.value, cursor: text.length });
    try {
      const reply = await fetch(url, { headers: { Accept: "application/json" } });
      if (!reply.ok) throw new Error(reply.status);
      known = { text, ...(await reply.json()) };
    } catch {
      known = { text, start: text.length, candidates: [] };
    }
    return known;
  };

  // A word that is complete comes with a blank behind it; there is one already in the middle of a line.
  const put = (word) => {
    const after = line.value.slice(line.selectionStart);
    const before = line.value.slice(0, known.start) + (after.startsWith(" ") ? word.trimEnd() : word);
    line.value = before + after;
    line.setSelectionRange(before.length, before.length);
    known = { text: null, start: 0, candidates: [] };
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (typed().trim()) ask(typed()); }, 120);
  };

  const choose = (number) => {
    chosen = (number + list.children.length) % list.children.length;
    Array.from(list.children, (item, each) => item.setAttribute("aria-selected", each === chosen));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    line.setAttribute("aria-activedescendant", list.children[chosen].id);
  };

  const open = (candidates) => {
    list.replaceChildren(...candidates.map((word, number) => {
      const item = document.createElement("li");
      Object.assign(item, { id: `candidate-${number}`, role: "option", textContent: word.trimEnd() });
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        put(word);
        close();
      });
      return item;
    }));
    list.hidden = false;
    line.setAttribute("aria-expanded", "true");
    choose(0);
  };

  const shared = (words) => words.reduce((one, two) => {
    let end = 0;
    while (end < one.length && one[end] === two[end]) end += 1;
    return one.slice(0, end);
  });

  const complete = ({ text, start, candidates }) => {
    if (text !== typed() || !candidates.length) return;
    if (candidates.length === 1) { put(candidates[0]); return; }
    const common = shared(candidates);
    if (common.length > text.length - start) put(common); else open(candidates);
  };

  line.addEventListener("input", () => {
    close();
    clearTimeout(waiting);
    const text = typed();
    if (text.trim()) waiting = setTimeout(() => ask(text), 120);
  });
  line.addEventListener("blur", close);

  line.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (isOpen() && plain) {
      if (event.key === "Tab" || event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        choose(chosen + (event.key === "ArrowUp" || event.shiftKey ? -1 : 1));
        return;
      }
      if (event.key === "Enter") { event.preventDefault(); put(known.candidates[chosen]); close(); return; }
      if (event.key === "Escape") { event.preventDefault(); close(); return; }
    }
    if (event.key !== "Tab" || event.shiftKey || !plain || !typed().trim()) return;
    const text = typed();
    if (known.text !== text) { event.preventDefault(); ask(text).then(complete); return; }
    if (known.candidates.length) { event.preventDefault(); complete(known); }
  }, true);
}
