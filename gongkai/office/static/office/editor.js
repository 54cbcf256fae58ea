// The text of an item as it will look, in the place of its mark-up. Without this script the field itself is edited.
(function () {
  "use strict";
  var field = document.querySelector(".drafting textarea[name=text]");
  if (!field) { return; }
  var label = document.querySelector("label[for=" + field.id + "]");
  var page = document.createElement("div");
  label.id = field.id + "-label";
  page.className = "editor";
  page.contentEditable = "true";
  page.setAttribute("role", "textbox");
  page.setAttribute("aria-multiline", "true");
  page.setAttribute("aria-labelledby", label.id);
  var made = new DOMParser().parseFromString(field.value, "text/html");
  made.querySelectorAll("script, style, iframe, object, embed, link, meta, form").forEach(function (one) { one.remove(); });
  while (made.body.firstChild) { page.appendChild(document.adoptNode(made.body.firstChild)); }
  if (!page.firstChild) { page.appendChild(document.createElement("p")).appendChild(document.createElement("br")); }
  function keep() {
    field.value = page.innerHTML;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  page.addEventListener("input", keep);
  page.addEventListener("paste", function (event) {
    // Text only, a paragraph a line: what word processors put on the clipboard stays behind. Tables come by way of the file.
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  var bar = document.createElement("div");
  bar.className = "editor-bar";
  [["小标题", "h2"], ["正文", "p"]].forEach(function (one) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "second";
    button.textContent = one[0];
    button.addEventListener("click", function () { page.focus(); document.execCommand("formatBlock", false, one[1]); keep(); });
    bar.appendChild(button);
  });
  document.execCommand("defaultParagraphSeparator", false, "p");
  field.hidden = true;
  field.before(bar, page);
})();
