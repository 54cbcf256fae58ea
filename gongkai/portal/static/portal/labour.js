// Works out the proof of a form in the background. Without it, or where a page may not hash (plain http), the server
// takes the form once it has been open for a moment; whoever sends it earlier waits here for that moment.
(function () {
  "use strict";
  var AT_ONCE = 64;

  function zeroBits(bytes) {
    var at = 0;
    while (at < bytes.length && bytes[at] === 0) { at += 1; }
    return at < bytes.length ? at * 8 + Math.clz32(bytes[at]) - 24 : at * 8;
  }

  async function solve(token, bits) {
    var encoder = new TextEncoder();
    async function tried(number) {
      var hash = await crypto.subtle.digest("SHA-256", encoder.encode(token + ":" + number));
      return zeroBits(new Uint8Array(hash)) >= bits ? number : -1;
    }
    for (var first = 0; ; first += AT_ONCE) {
      var tries = [];
      for (var number = first; number < first + AT_ONCE; number += 1) { tries.push(tried(number)); }
      var found = (await Promise.all(tries)).filter(function (one) { return one >= 0; });
      if (found.length) { return found[0]; }
    }
  }

  function open(seconds) {
    return new Promise(function (done) { setTimeout(done, (seconds + 1) * 1000); });
  }

  document.querySelectorAll(".labour").forEach(function (place) {
    var form = place.closest("form"), proof = place.querySelector("[name=proof]"), says = place.querySelector("p");
    if (proof.value) { return; }
    var ready = false;
    var token = place.querySelector("[name=labour]").value, seconds = Number(place.dataset.seconds);
    var work = window.crypto && crypto.subtle
      ? solve(token, Number(place.dataset.bits)).then(function (found) { proof.value = String(found); })
      : open(seconds);
    work = work.then(function () { ready = true; });
    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (ready || (button && button.formNoValidate)) { return; }
      event.preventDefault();
      says.textContent = "正在核验，马上提交……";
      work.then(function () { form.requestSubmit(button || undefined); });
    });
  });
}());
