// Every page loads this; each part looks for what it serves and does nothing without it.
import "./standing.js";
import "./terminal.js";
import "./completion.js";
import "./picture.js";
import "./sheet.js";
import "./keys.js";

document.documentElement.classList.add("scripted");
