// On a narrow screen the menu begins closed. It stands right behind the menu, so that nothing jumps.
(function () {
  "use strict";
  var menu = document.getElementById("menu");
  var narrow = window.matchMedia("(max-width: 56rem)");
  function fit() { menu.open = !narrow.matches; }
  fit();
  narrow.addEventListener("change", fit);
  document.querySelectorAll('a[href="#menu"]').forEach(function (link) {
    link.addEventListener("click", function () { menu.open = true; });
  });
})();
