// Keeps what is typed a moment after the last key, as the button 先存着 does; and brings whoever sent a form with
// something wrong to the list of it.
(function () {
  "use strict";
  var form = document.querySelector("form.apply"), says = document.getElementById("kept"), timer = 0;
  var troubles = document.getElementById("troubles");
  if (troubles) { troubles.focus(); }

  function keep() {
    var data = new FormData(form);
    ["identity", "mandate", "attachment"].forEach(function (name) { data.delete(name); });
    data.set("go", "keep");
    fetch(form.action, { method: "POST", body: data, credentials: "same-origin" }).then(function (answer) {
      if (answer.status === 204) { says.textContent = "已自动存下，关闭浏览器后清除。"; }
    }).catch(function () { says.textContent = "网络不通，最近输入的内容还没有存下。"; });
  }
  form.addEventListener("input", function (event) {
    if (event.target.type === "file") { return; }
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
  form.addEventListener("submit", function () { clearTimeout(timer); });
}());
