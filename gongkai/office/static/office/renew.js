// While files are being read the result renews itself; without scripts the page reloads instead.
(function () {
  "use strict";
  var wait = 3000;
  function renew() {
    fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) { return answer.text(); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("result");
        var now = document.getElementById("result");
        if (!fresh) { return; }
        if (fresh.innerHTML !== now.innerHTML) { now.replaceChildren.apply(now, Array.from(fresh.childNodes)); }
        if (fresh.hasAttribute("data-renew")) { setTimeout(renew, wait); }
      })
      .catch(function () { setTimeout(renew, wait); });
  }
  if (document.querySelector("#result[data-renew]")) { setTimeout(renew, wait); }
})();
