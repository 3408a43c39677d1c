/* What stands in the address after # decides which page is shown; the list and its filters; keys; paper. */
(function () {
  "use strict";
  var D = window.Dcgd, el = D.el, data = D.data;
  var overview = document.getElementById("overview"), view = document.getElementById("view"), main = document.getElementById("main");
  var query = document.getElementById("q"), title = document.title;
  var FILTERS = ["q", "unit", "role", "person", "section", "light", "status", "what", "risk", "due"];
  var WHOLE = ["units", "sections", "people"];

  /** Which page a hash asks for: `#unit=…` alone is the unit's page, with any other filter the list. */
  function pageOf(wanted) {
    var names = Object.keys(wanted).filter(function (name) { return wanted[name] !== ""; });
    if (WHOLE.indexOf(wanted.view) >= 0) return wanted.view;
    if (wanted.view === "list") return "list";
    if (names.length === 1 && D.pages[names[0]] && WHOLE.indexOf(names[0]) < 0) return names[0];
    return names.some(function (name) { return FILTERS.indexOf(name) >= 0; }) ? "list" : "overview";
  }

  var haystacks = null;
  function haystack(at) {
    if (!haystacks) haystacks = D.items.map(function (item) {
      var task = D.taskOf.get(item.task);
      return D.fold([item.id, item.title, task.key, task.title, task.lead.join(" "), task.participant.join(" "), item.label, task.text].join("\n"));
    });
    return haystacks[at];
  }

  /** The items that the filters let through; of several words all must be found. */
  function matching(wanted) {
    var words = D.fold(wanted.q || "").split(/\s+/).filter(Boolean);
    return D.items.filter(function (item, at) {
      var task = D.taskOf.get(item.task);
      if (wanted.unit) {
        var leads = task.lead.indexOf(wanted.unit) >= 0, joins = task.participant.indexOf(wanted.unit) >= 0;
        if (wanted.role === "lead" ? !leads : wanted.role === "participant" ? !joins : !leads && !joins) return false;
      }
      return (!wanted.person || (item.leaders || []).indexOf(wanted.person) >= 0) && (!wanted.section || task.section === wanted.section) && (!wanted.light || wanted.light.split(",").indexOf(item.light) >= 0)
        && (!wanted.status || item.status === wanted.status) && (!wanted.what || item.what === wanted.what)
        && (!wanted.risk || item.at_risk || (wanted.risk === "any" && item.status === "overdue"))
        && (!wanted.due || (item.due === wanted.due && data.done.indexOf(item.status) < 0))
        && words.every(function (word) { return haystack(at).indexOf(word) >= 0; });
    });
  }

  var units = null;
  /** The units by their names in Chinese order; sorted once, there may be thousands. */
  function unitOptions() {
    var order = new Intl.Collator("zh-CN");
    units = units || data.groups.unit.map(function (each) { return each.key; }).sort(order.compare).map(function (key) { return [key, key]; });
    return units;
  }
  function choice(name, label, options, wanted, change) {
    var select = el("select", { id: "f-" + name, name: name, change: change });
    [["", "全部"]].concat(options).forEach(function (option) {
      select.appendChild(el("option", { value: option[0], selected: wanted[name] === option[0] }, option[1]));
    });
    return el("div", { class: "field" }, el("label", { for: "f-" + name }, label), select);
  }
  D.pages.list = function (wanted, box) {
    function change() {
      var next = Object.assign({}, wanted, { view: "list" });
      Array.prototype.forEach.call(form.querySelectorAll("select"), function (select) { next[select.name] = select.value; });
      next.light = Array.prototype.map.call(form.querySelectorAll("input[name=light]:checked"), function (input) { return input.value; }).join(",");
      if (!next.unit) next.role = "";
      var focus = document.activeElement && document.activeElement.id;
      go(next, true);
      var again = focus && document.getElementById(focus);
      if (again) again.focus();
    }
    var chosen = (wanted.light || "").split(",");
    var form = el("form", { class: "filters", "aria-label": "筛选", submit: function (event) { event.preventDefault(); } },
      choice("unit", "单位", unitOptions(), wanted, change),
      wanted.unit && choice("role", "角色", [["lead", "牵头"], ["participant", "参与"]], wanted, change),
      choice("section", "章节", data.groups.section.map(function (each) { return [each.key, each.key + "、" + each.title]; }), wanted, change),
      choice("status", "状态", Object.keys(data.statuses).map(function (code) { return [code, data.statuses[code]]; }), wanted, change),
      choice("what", "类别", Object.keys(D.WHATS).map(function (code) { return [code, D.WHATS[code]]; }), wanted, change),
      choice("risk", "风险", [["1", "有风险的"], ["any", "逾期或有风险的"]], wanted, change),
      el("fieldset", { class: "field" }, el("legend", {}, "灯色"), el("div", { class: "checks" }, data.lights.map(function (light) {
        return el("label", { class: "check l-" + light }, el("input", { type: "checkbox", id: "f-light-" + light, name: "light", value: light, checked: chosen.indexOf(light) >= 0, change: change }), D.mark(light), light);
      }))));
    var found = matching(wanted), conditions = [];
    if (wanted.q) conditions.push("含“" + wanted.q + "”");
    if (wanted.person) conditions.push("分管领导 " + ((D.groupOf.person.get(wanted.person) || {}).title || wanted.person));
    if (wanted.due) conditions.push("时限 " + wanted.due + "，未完成");
    D.append(box, [el("h1", {}, "清单"), form,
      el("p", { class: "found", role: "status" }, el("b", {}, found.length), " 项", conditions.length ? "（" + conditions.join("；") + "）" : "",
        FILTERS.some(function (name) { return wanted[name]; }) && [" ", D.link({ view: "list" }, "清除筛选")]),
      found.length ? D.itemTable(found) : el("p", { class: "quiet" }, "没有符合条件的事项。")]);
    return "清单";
  };

  var drawn = false;
  function drawOverview() {
    if (drawn) return;
    drawn = true;
    if (!data.whole.total) return;
    D.append(document.getElementById("charts-trend"), [data.trend.length && D.charts.trend(), data.whole.done !== null && data.trend.length && D.charts.course()]);
    document.getElementById("heat-sections").appendChild(D.heat("section", data.groups.section, 40));
    document.getElementById("heat-units").appendChild(D.heat("unit", data.groups.unit, 40));
    if (data.several) document.getElementById("heat-units").appendChild(D.heat("document", data.groups.document, 40));
  }

  function show() {
    var wanted = D.wanted(location.hash), page = pageOf(wanted);
    D.onPaper = [];
    view.textContent = "";
    overview.hidden = page !== "overview";
    view.hidden = page === "overview";
    if (page === "overview") drawOverview();
    var name = page === "overview" ? null : D.pages[page](wanted, view);
    document.title = name ? name + " · " + title : title;
    if (document.activeElement !== query) query.value = wanted.q || "";
    Array.prototype.forEach.call(document.querySelectorAll("[data-nav]"), function (link) {
      var mine = link.getAttribute("data-nav");
      var current = mine === page || (mine === "units" && page === "unit") || (mine === "people" && page === "person") || (mine === "sections" && (page === "section" || page === "task"));
      if (current) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
    });
  }
  function go(wanted, quiet) {
    var hash = D.address(wanted);
    if (!quiet) { location.hash = hash; return; }
    history.replaceState(null, "", hash === "#" ? "#view=list" : hash);
    show();
  }

  window.addEventListener("hashchange", function () {
    show();
    window.scrollTo(0, 0);
    if (document.activeElement !== query) main.focus({ preventScroll: true }); // who is typing goes on typing
  });
  window.addEventListener("beforeprint", function () { D.onPaper.forEach(function (draw) { draw(); }); });
  document.getElementById("skip").addEventListener("click", function (event) { event.preventDefault(); main.focus(); });
  document.getElementById("search").addEventListener("submit", function (event) { event.preventDefault(); search(); });
  var waiting = null;
  query.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  function search() {
    clearTimeout(waiting);
    var wanted = D.wanted(location.hash), page = pageOf(wanted);
    go(Object.assign({ view: "list" }, page === "list" ? wanted : {}, { view: "list", q: query.value.trim() }), page === "list");
  }
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); query.focus(); query.select(); }
    if (event.key === "Escape" && event.target === query) { query.value = ""; search(); query.blur(); }
  });
  show();
})();
