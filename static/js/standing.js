// After a reply, every form on the page stands on the same turn of the journal and the same view.

function agree() {
  const prompt = document.getElementById("prompt");
  if (!prompt) return;
  for (const name of ["at", "view"]) {
    const value = prompt.querySelector(`input[name="${name}"]`)?.value ?? "";
    for (const input of document.querySelectorAll(`input[type="hidden"][name="${name}"]`)) {
      if (input.value !== value) input.value = value;
    }
  }
}

document.addEventListener("htmx:after:swap", agree);

// A request that waited behind another was written before that one's reply: it stands on what is now.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const body = ctx.request.body;
  const at = document.querySelector('#prompt input[name="at"]')?.value;
  const asked = ctx.sourceElement?.closest("form#typing");
  if (asked && at !== undefined && body?.has?.("at")) body.set("at", at);
});

// A command of the lesson that runs by itself when the learner comes to it.
for (const form of document.querySelectorAll("form[data-demo]")) {
  addEventListener("load", () => form.requestSubmit(), { once: true });
}

// A note goes when it has been read and the next thing is done.
document.addEventListener("submit", () => {
  document.getElementById("notice")?.setAttribute("hidden", "");
});

// The reply to a button of the words may be out of sight: bring the story there.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const story = document.getElementById("story");
  if (!story || !ctx?.sourceElement?.closest?.(".run")) return;
  const { top, bottom } = story.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) story.scrollIntoView({ block: "nearest" });
});
