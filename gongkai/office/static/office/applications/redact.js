// Boxes drawn with the pointer become numbers in the next empty row, and are shown on the page. Without scripts the numbers
// are typed, and the server draws the boxes.
(function () {
  "use strict";
  var canvas = document.querySelector("[data-redact]"), list = document.querySelector("[data-boxes]");
  if (!canvas || !list) { return; }
  var svg = canvas.querySelector("svg"), page = canvas.getAttribute("data-page"), start = null, rect = null;
  var NAMES = ["left", "top", "right", "bottom"];

  function at(event) {
    var box = svg.getBoundingClientRect();
    function share(value, most) { return Math.min(Math.max(value / most, 0), 1); }
    return { x: share(event.clientX - box.left, box.width), y: share(event.clientY - box.top, box.height) };
  }
  function input(row, name) { return row.querySelector("[name=" + name + "]"); }
  function isEmpty(row) { return NAMES.every(function (name) { return !input(row, name).value.trim(); }); }
  function emptyRow() {
    var rows = list.children, row;
    for (var n = 0; n < rows.length; n += 1) { if (isEmpty(rows[n])) { return rows[n]; } }
    row = rows[rows.length - 1].cloneNode(true);
    NAMES.forEach(function (name) { input(row, name).value = ""; });
    row.querySelector("legend").textContent = "第 " + (rows.length + 1) + " 处";
    list.append(row);
    return row;
  }
  function set(one, a, b) {
    one.setAttribute("x", Math.min(a.x, b.x) * 1000);
    one.setAttribute("y", Math.min(a.y, b.y) * 1000);
    one.setAttribute("width", Math.abs(a.x - b.x) * 1000);
    one.setAttribute("height", Math.abs(a.y - b.y) * 1000);
  }
  function made() {
    var one = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    svg.append(one);
    return one;
  }
  function redraw() {
    svg.replaceChildren();
    Array.prototype.forEach.call(list.children, function (row) {
      var v = NAMES.map(function (name) { return parseFloat(input(row, name).value) / 100; });
      if (input(row, "on").value.trim() !== page || v.some(isNaN)) { return; }
      set(made(), { x: v[0], y: v[1] }, { x: v[2], y: v[3] });
    });
  }
  svg.addEventListener("pointerdown", function (event) {
    start = at(event);
    rect = made();
    svg.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  svg.addEventListener("pointermove", function (event) { if (start) { set(rect, start, at(event)); } });
  svg.addEventListener("pointerup", function (event) {
    var end = at(event), row, values;
    if (!start) { return; }
    if (Math.abs(end.x - start.x) > 0.004 && Math.abs(end.y - start.y) > 0.004) {
      row = emptyRow();
      values = [Math.min(start.x, end.x), Math.min(start.y, end.y), Math.max(start.x, end.x), Math.max(start.y, end.y)];
      NAMES.forEach(function (name, n) { input(row, name).value = (values[n] * 100).toFixed(1); });
      input(row, "on").value = page;
    }
    start = null;
    redraw();
  });
  svg.addEventListener("pointercancel", function () { start = null; redraw(); });
  list.addEventListener("input", redraw);
})();
