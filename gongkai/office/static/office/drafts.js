// Forms with a draft send what is typed a moment after the last key. Without scripts there is the button 存草稿.
(function () {
  "use strict";
  var moment = 1200;
  document.querySelectorAll("[data-draft-says]").forEach(function (says) {
    var form = says.closest("form"), timer = 0, unkept = false, running = false;
    var keep = form.querySelector("[formaction]").getAttribute("formaction");

    function tell(text, trouble) {
      says.textContent = text;
      says.classList.toggle("trouble", Boolean(trouble));
    }
    function fields() {
      var data = new FormData();
      Array.prototype.forEach.call(form.elements, function (one) {
        if (!one.name || one.disabled || one.type === "file" || one.type === "password" || one.type === "submit") { return; }
        if ((one.type === "checkbox" || one.type === "radio") && !one.checked) { return; }
        if (one.tagName === "SELECT" && one.multiple) {
          Array.prototype.forEach.call(one.selectedOptions, function (o) { data.append(one.name, o.value); });
        } else if (one.tagName !== "BUTTON") { data.append(one.name, one.value); }
      });
      data.append("draft_quietly", "1");
      return data;
    }
    function post() { return fetch(keep, { method: "POST", body: fields(), credentials: "same-origin" }); }
    // Signing in again changes the token of every page that was open before; a fresh page has the new one.
    function renewed() {
      return fetch(says.getAttribute("data-tokens"), { credentials: "same-origin" }).then(function (answer) {
        if (answer.redirected) { return false; }
        return answer.text().then(function (text) {
          var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[name=csrfmiddlewaretoken]");
          document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach(function (old) { old.value = fresh.value; });
          return true;
        });
      });
    }
    function signedOut() {
      tell("登录已超时，最近输入的内容还没有保存。请不要关闭本页：", true);
      var link = document.createElement("a");
      link.href = says.getAttribute("data-tokens");
      link.target = "_blank";
      link.textContent = "在新窗口重新登录";
      says.append(link, "，再回到本页，内容会自动保存。");
    }
    function answered(answer) {
      if (answer.redirected) { signedOut(); return null; }
      return answer.json().then(function (told) {
        if (told.trouble) { tell(told.trouble, true); return; }
        unkept = false;
        tell("草稿已自动保存（" + told.kept + "）。");
      });
    }
    function send() {
      if (running) { later(); return; }
      running = true;
      post().then(function (answer) {
        if (answer.status !== 403) { return answered(answer); }
        return renewed().then(function (signedIn) { return signedIn ? post().then(answered) : signedOut(); });
      }).catch(function () {
        tell("网络不通，最近输入的内容还没有保存，稍后再试。", true);
        later(10000);
      }).then(function () { running = false; });
    }
    function later(wait) { clearTimeout(timer); timer = setTimeout(send, wait || moment); }

    form.addEventListener("input", function () { unkept = true; later(); });
    form.addEventListener("change", function () { unkept = true; later(); });
    window.addEventListener("focus", function () { if (unkept) { later(1); } });
    // What could not be kept must not be lost on the way through the sign-in page either.
    form.addEventListener("submit", function (event) {
      if (unkept && says.classList.contains("trouble")) { event.preventDefault(); send(); }
    });
  });
})();
