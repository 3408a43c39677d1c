/* Only under `dcgd serve`: asks now and then whether the registry has changed, and then loads the page again. */
(function () {
  "use strict";
  var known = document.body.getAttribute("data-signature");
  function ask() {
    fetch("signature", { cache: "no-store" }).then(function (answer) { return answer.ok ? answer.text() : null; }).then(function (found) {
      if (found && found !== known) location.reload();
    }).catch(function () { /* the server is gone: the page stays */ }).then(function () { setTimeout(ask, 1000); });
  }
  ask();
})();
