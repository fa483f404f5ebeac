// The terminal's input: history, keys, and lines that are typed ahead.

const form = document.getElementById("typing");
const line = document.getElementById("line");
const log = () => document.getElementById("log");
const asks = () => document.getElementById("prompt").dataset.asks;

if (form) {
  const typed = Array.from(document.querySelectorAll("#log .typed"), (each) =>
    each.lastChild?.nodeType === Node.TEXT_NODE ? each.lastChild.data : "",
  ).filter((text) => text && !text.startsWith("^"));
  let place = typed.length;
  let draft = "";

  const press = (key) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name: "key", value: key, hidden: true });
    form.append(button);
    form.requestSubmit(button);
    button.remove();
  };

  const recall = (step) => {
    if (place === typed.length) draft = line.value;
    place = Math.min(Math.max(place + step, 0), typed.length);
    line.value = place === typed.length ? draft : typed[place];
    line.setSelectionRange(line.value.length, line.value.length);
    line.dispatchEvent(new Event("input", { bubbles: true }));
  };

  line.addEventListener("keydown", (event) => {
    // An input method is putting a word together: all keys are its own.
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) {
      if (event.key === "Enter" && event.isComposing) event.preventDefault();
      return;
    }
    const control = event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key === "ArrowUp") { event.preventDefault(); recall(-1); }
    else if (event.key === "ArrowDown") { event.preventDefault(); recall(1); }
    else if (event.key === "Escape") { line.blur(); }
    else if (control && event.key === "c" && line.selectionStart === line.selectionEnd) {
      event.preventDefault();
      if (asks() === "command") { line.value = ""; place = typed.length; } else press("interrupt");
    } else if (control && event.key === "d" && !line.value) { event.preventDefault(); press("end"); }
    else if (control && event.key === "l") { event.preventDefault(); log().scrollTo(0, log().scrollHeight); }
  });

  let composing = false;
  line.addEventListener("compositionstart", () => { composing = true; });
  line.addEventListener("compositionend", () => { composing = false; });
  form.addEventListener("submit", (event) => {
    if (composing) { event.preventDefault(); event.stopImmediatePropagation(); }
  }, true);

  // Several lines pasted at once are typed one after the other.
  line.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (!text.includes("\n")) return;
    event.preventDefault();
    const lines = (line.value.slice(0, line.selectionStart) + text).replace(/\r/g, "").split("\n");
    line.value = lines.pop();
    for (const each of lines) send(each);
  });

  const send = (text) => {
    const rest = line.value;
    line.value = text;
    form.requestSubmit();
    line.value = rest;
  };

  // What is sent leaves the input at once, so that the next line can be typed while the first runs.
  form.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement !== form || ctx.request.body?.has?.("key")) return;
    const text = line.value;
    if (text.trim() && typed.at(-1) !== text) typed.push(text);
    place = typed.length;
    draft = "";
    line.value = "";
    line.dispatchEvent(new Event("input", { bubbles: true }));
  });
  // What was not done, because the page was older or the server away, can be sent once more.
  const giveBack = ({ detail: { ctx } }) => {
    const text = ctx?.sourceElement === form && ctx.request?.body?.get?.("line");
    if (text && !line.value) line.value = text;
  };
  form.addEventListener("htmx:error", giveBack);
  form.addEventListener("htmx:response:error", giveBack);

  const toEnd = () => { log().scrollTop = log().scrollHeight; };
  document.addEventListener("htmx:after:swap", toEnd);
  toEnd();

  // A click beside the text goes to the input; one that selected text does not.
  document.querySelector(".terminal").addEventListener("click", (event) => {
    if (!event.target.closest("button, input, li") && getSelection().isCollapsed) line.focus();
  });
}
