/* What all parts of the page share: the data, its links, elements without markup, words. No element is ever made
   from a string of HTML: text goes in as text. */
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var D = (window.Dcgd = { data: data });

  D.MARKS = { 红: "▲", 黄: "◆", 蓝: "●", 绿: "✓", 灰: "○" };
  D.WHATS = { target: "目标", milestone: "成果", task: "任务" };
  D.MADE_UP = "补";

  function index(rows, name) {
    var found = new Map();
    rows.forEach(function (row) { found.set(row[name], row); });
    return found;
  }
  D.items = data.items;
  D.itemOf = index(data.items, "id");
  D.taskOf = index(data.tasks, "key");
  D.groupOf = {};
  Object.keys(data.groups).forEach(function (kind) { D.groupOf[kind] = index(data.groups[kind], "key"); });
  D.itemsOf = new Map();
  D.items.forEach(function (item) {
    if (!D.itemsOf.has(item.task)) D.itemsOf.set(item.task, []);
    D.itemsOf.get(item.task).push(item);
  });

  /** An element: `el("p", {class: "quiet"}, "text", child, [more])`. Attributes that are null or false are left out. */
  D.el = function (tag, attributes) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (value === null || value === undefined || value === false) return;
      if (typeof value === "function") node.addEventListener(name, value);
      else node.setAttribute(name, value === true ? "" : value);
    });
    append(node, Array.prototype.slice.call(arguments, 2));
    return node;
  };
  function append(node, children) {
    children.forEach(function (child) {
      if (Array.isArray(child)) append(node, child);
      else if (child !== null && child !== undefined && child !== false)
        node.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
    });
  }
  D.append = append;

  /** The hash of a view: Chinese stays readable, what would part the link is encoded. */
  D.address = function (wanted) {
    return "#" + Object.keys(wanted).filter(function (name) { return wanted[name] !== "" && wanted[name] != null; })
      .map(function (name) {
        return name + "=" + String(wanted[name]).replace(/[^\p{L}\p{N}\-_.:、·〔〕（）]/gu, encodeURIComponent);
      }).join("&");
  };
  D.wanted = function (hash) {
    var found = Object.create(null);
    hash.replace(/^#/, "").split("&").forEach(function (part) {
      if (!part) return;
      var at = part.indexOf("="), name = at < 0 ? part : part.slice(0, at), value = at < 0 ? "" : part.slice(at + 1);
      try { value = decodeURIComponent(value); } catch (error) { /* taken as it stands */ }
      found[name] = value;
    });
    return found;
  };

  D.link = function (wanted, text) { return D.el("a", { href: D.address(wanted) }, text); };
  D.itemLink = function (item) {
    var wanted = {};
    wanted[item.what] = item.id;
    return D.link(wanted, item.title);
  };
  /** Units by name, each a link to its page; beyond `most` only how many they are. */
  D.unitLinks = function (keys, most) {
    if (!keys.length) return D.el("span", { class: "quiet" }, "原文没有写");
    var few = most && keys.length > most + 1 ? keys.slice(0, most) : keys;
    return [few.map(function (key, at) { return [at ? "、" : "", D.link({ unit: key }, key)]; }),
      few.length < keys.length && D.el("span", { class: "quiet" }, " 等 " + keys.length + " 个单位")];
  };
  D.personLinks = function (keys) {
    return keys.map(function (key, at) {
      var found = D.groupOf.person.get(key);
      return [at ? "、" : "", found ? D.link({ person: key }, found.title) : key];
    });
  };
  /** Evidence, one after another; a link only where it is an address of the web, all else is text. */
  D.evidence = function (names) {
    return names.map(function (name, at) { return [at ? "；" : "", linked(name)]; });
  };
  function linked(text) {
    var address = null;
    try { if (/^https?:\/\//i.test(text)) address = new URL(text); } catch (error) { /* no address */ }
    if (!address || (address.protocol !== "http:" && address.protocol !== "https:")) return text;
    return D.el("a", { href: address.href, rel: "noopener noreferrer", target: "_blank" }, text);
  }

  D.mark = function (light) { return D.el("span", { class: "mark", "aria-hidden": "true" }, D.MARKS[light]); };
  D.chip = function (light, label) { return D.el("span", { class: "chip l-" + light }, D.mark(light), label); };
  D.percent = function (value) { return value === null || value === undefined ? "—" : value + "%"; };
  D.amount = function (value, measure) {
    if (value === null || value === undefined) return "—";
    return /^[%％]$/.test(measure || "") ? value + "%" : value + (measure ? " " + measure : "");
  };
  D.month = function (name) { return Number(name.slice(5)) + "月"; };
  // As `dcgd list --search` compares: case and full width do not count.
  D.fold = function (text) {
    return text.replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    }).toLowerCase();
  };
})();
