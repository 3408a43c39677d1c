/* The pages: the list with its filters, a group (unit, section), a task, an item. Each fills the element it is given. */
(function () {
  "use strict";
  var D = window.Dcgd, el = D.el, data = D.data;
  var MOST_CURVES = 8;
  var FIELDS = { value: "目标值", due: "时限", comparator: "比较方式", baseline: "基数", firmness: "约束性" };
  var WORDS = { at_least: "以上", more_than: "超过", about: "左右", at_most: "不超过", firm: "约束性", strive: "力争" };
  D.pages = Object.create(null);

  function section(title, content) { return content && el("section", {}, el("h2", {}, title), content); }
  function some(rows) { return rows.length > 0; }
  function byPlace(one, other) {
    var first = D.taskOf.get(one.task), second = D.taskOf.get(other.task);
    return first.number - second.number || one.id.localeCompare(other.id, "zh-CN", { numeric: true });
  }
  function isDone(item) { return data.done.indexOf(item.status) >= 0; }
  function crumb(links) { return el("nav", { class: "crumb", "aria-label": "所在位置" }, links.map(function (link, at) { return [at ? " › " : "", link]; })); }
  function sectionLink(key) {
    var group = D.groupOf.section.get(key);
    return D.link({ section: key }, group && group.title ? key + "、" + group.title : key || "（没有章节）");
  }
  function facts(pairs) {
    return el("dl", { class: "facts" }, pairs.filter(function (pair) { return pair[1]; }).map(function (pair) {
      return el("div", {}, el("dt", {}, pair[0]), el("dd", {}, pair[1]));
    }));
  }
  function lights(counts) {
    return el("p", { class: "counts" }, data.lights.filter(function (light) { return counts.lights[light]; }).map(function (light) {
      return [D.chip(light, light + " " + counts.lights[light]), " "];
    }), counts.at_risk ? el("span", { class: "quiet" }, "有风险 " + counts.at_risk + " 项") : null);
  }

  function itemsOfTasks(tasks) {
    var wanted = new Set(tasks.map(function (task) { return task.key; }));
    return D.items.filter(function (item) { return wanted.has(item.task); });
  }

  /** What is ahead: due dates of what is not done, deadlines of problems, reporting days. */
  function calendar(tasks, items, problems, notices) {
    var days = {};
    function put(day, content) { if (day >= data.as_of) (days[day] = days[day] || []).push(content); }
    var due = {};
    items.forEach(function (item) { if (!isDone(item)) (due[item.due] = due[item.due] || []).push(item); });
    Object.keys(due).forEach(function (day) {
      var first = due[day].slice(0, 3).map(function (item, at) { return [at ? "、" : "", D.itemLink(item)]; });
      put(day, ["到期 " + due[day].length + " 项：", first, due[day].length > 3 ? " 等" : ""]);
    });
    items.forEach(function (item) {
      (item.nodes || []).forEach(function (each) { if (!each.met && !isDone(item)) put(each.date, ["节点：" + each.wanted + " ", D.itemLink(item)]); });
    });
    problems.forEach(function (each) { if (each.deadline && each.open) put(each.deadline, ["问题办结期限：" + each.title]); });
    notices.forEach(function (each) { if (each.open) put(each.reply_by, ["督办单 " + each.number + " 回复期限"]); });
    var registries = new Set(tasks.map(function (task) { return task.registry; }));
    data.documents.forEach(function (document) {
      if (data.several && !registries.has(document.registry)) return;
      document.reporting.forEach(function (day) { put(day, ["报送日", data.several ? "（" + document.registry + "）" : ""]); });
    });
    var names = Object.keys(days).sort();
    if (!names.length) return el("p", { class: "quiet" }, "截至此日，往后没有时限。");
    return el("ol", { class: "dates" }, names.slice(0, 24).map(function (day) {
      var left = Math.round((Date.parse(day) - Date.parse(data.as_of)) / 864e5);
      return el("li", {}, el("time", { datetime: day }, day), " ", el("span", { class: "quiet" }, left ? "还有 " + left + " 天" : "今天"),
        days[day].map(function (content) { return el("span", { class: "first" }, content); }));
    }));
  }

  function problemsOf(tasks) {
    var wanted = new Set(tasks.map(function (task) { return task.key; }));
    return data.problems.filter(function (each) { return wanted.has(each.task); });
  }

  /** The notices to a unit, else those on the tasks. */
  function noticesOf(tasks, unit) {
    var wanted = new Set(tasks.map(function (task) { return task.key; }));
    return data.notices.filter(function (each) { return unit ? each.unit === unit : wanted.has(each.task); });
  }

  function group(kind, key, box) {
    var held = kind === "unit" ? D.sharesOf(key) : [];
    var found = D.groupOf[kind].get(key) || (some(held) && { total: 0, lights: {}, at_risk: 0, done: null });
    if (!found) return missing(box, { unit: "单位", section: "章节" }[kind], key);
    var title = kind === "section" ? (found.title ? key + "、" + found.title : key) : key;
    var tasks = data.tasks.filter(function (task) {
      return kind === "section" ? task.section === key : task.lead.indexOf(key) >= 0 || task.participant.indexOf(key) >= 0;
    });
    var items = itemsOfTasks(tasks), problems = problemsOf(tasks), notices = noticesOf(tasks, kind === "unit" ? key : null);
    var wanted = { view: "list" };
    wanted[kind] = key;
    var led = kind === "unit" ? items.filter(function (item) { return D.taskOf.get(item.task).lead.indexOf(key) >= 0; }) : items;
    var joined = items.filter(function (item) { return led.indexOf(item) < 0; });
    D.append(box, [
      crumb([D.link({ view: kind + "s" }, kind === "unit" ? "单位" : "章节")]),
      el("h1", {}, title), lights(found),
      facts([
        ["事项", (kind === "unit" ? "牵头 " + led.length + " 项，参与 " + joined.length + " 项" : found.total + " 项") + "，属 " + tasks.length + " 项任务"],
        [kind === "unit" ? "牵头的平均完成 / 序时" : "平均完成 / 序时", found.done === null ? null : D.percent(found.done) + " / " + D.percent(found.pace)],
        [kind === "unit" ? "牵头的逐月" : "逐月", found.total > 0 && D.strip(found.history)],
      ]),
      el("p", { class: "more" }, D.link(wanted, "在清单里筛选这些事项")),
      section(kind === "unit" ? "牵头的事项" : "事项", some(led) ? D.itemTable(led) : el("p", { class: "quiet" }, "没有。")),
      section("承担的分解", some(held) && D.shareTable(held, true)),
      section("参与的事项", some(joined) && D.itemTable(joined)),
      section("本季度节点", D.nodeList(led)),
      el("div", { class: "columns even" },
        section("问题", some(problems) ? D.problemList(problems) : el("p", { class: "quiet" }, "没有登记的问题。")),
        section("日历", calendar(tasks, items, problems, notices))),
      some(notices) && section("督办单", D.noticeList(notices)),
      section("任务", taskList(tasks, kind === "unit" ? key : null)),
      section("报送", D.reportTable(led)),
    ]);
    return title;
  }
  /** What a leader answers for from above, the worst first; and what of it is due in this quarter. */
  D.pages.person = function (wanted, box) {
    var key = wanted.person, found = D.groupOf.person.get(key);
    if (!found) return missing(box, "分管领导", key);
    var items = D.items.filter(function (item) { return (item.leaders || []).indexOf(key) >= 0; });
    var tasks = data.tasks.filter(function (task) { return items.some(function (item) { return item.task === task.key; }); });
    var keys = new Set(items.map(function (item) { return item.id; }));
    var problems = problemsOf(tasks), notices = data.notices.filter(function (each) { return keys.has(each.item); });
    D.append(box, [
      crumb([D.link({ view: "people" }, "领导")]),
      el("h1", {}, found.title), found.post && el("p", { class: "eyebrow" }, found.post), lights(found),
      facts([
        ["分管的事项", found.total + " 项，属 " + tasks.length + " 项任务"],
        ["平均完成 / 序时", found.done === null ? null : D.percent(found.done) + " / " + D.percent(found.pace)],
        ["逐月", D.strip(found.history)],
      ]),
      section("分管的事项，最差的在前", D.itemTable(items, { brief: true })),
      section("本季度节点", D.nodeList(items)),
      some(problems) && section("问题", D.problemList(problems)),
      some(notices) && section("督办单", D.noticeList(notices)),
    ]);
    return found.title;
  };
  D.pages.unit = function (wanted, box) { return group("unit", wanted.unit, box); };
  D.pages.section = function (wanted, box) { return group("section", wanted.section, box); };

  function taskList(tasks, unit) {
    return el("ol", { class: "tasks" }, tasks.map(function (task) {
      return el("li", {}, el("span", { class: "id" }, task.key), " ", D.link({ task: task.key }, task.title), " ",
        task.light && D.chip(task.light, task.label), unit && el("span", { class: "quiet" }, task.lead.indexOf(unit) >= 0 ? " 牵头" : " 参与"));
    }));
  }

  /** Where a promise stands: the number of the document and of the task in it. */
  function source(task) {
    var document = data.documents.filter(function (each) { return each.registry === task.registry; })[0];
    return (document.number || document.title || "") + " 第 " + task.number + " 项";
  }

  /** The official text, with what items quote of it marked. */
  function official(task) {
    var spans = [];
    task.quotes.forEach(function (quote) {
      var at = quote ? task.text.indexOf(quote) : -1;
      if (at >= 0) spans.push([at, at + quote.length]);
    });
    spans.sort(function (one, other) { return one[0] - other[0] || other[1] - one[1]; });
    var parts = [], end = 0;
    spans.forEach(function (span) {
      if (span[1] <= end) return;
      var from = Math.max(span[0], end);
      parts.push(task.text.slice(end, from), el("mark", {}, task.text.slice(from, span[1])));
      end = span[1];
    });
    return el("blockquote", { class: "official" }, parts, task.text.slice(end));
  }

  D.pages.task = function (wanted, box) {
    var task = D.taskOf.get(wanted.task);
    if (!task) return missing(box, "任务", wanted.task);
    var items = (D.itemsOf.get(task.key) || []).slice().sort(byPlace), problems = problemsOf([task]), notices = noticesOf([task]);
    var reported = items.filter(function (item) { return item.reports.length; });
    var written = task.written.join("、");
    D.append(box, [
      crumb([D.link({ view: "sections" }, "章节"), sectionLink(task.section)]),
      el("h1", {}, el("span", { class: "number" }, task.number), task.title),
      facts([
        ["牵头单位", D.unitLinks(task.lead)],
        ["参与单位", some(task.participant) && D.unitLinks(task.participant)],
        ["原文写作", written !== task.lead.join("、") && written],
      ]),
      section("原文", task.text ? [official(task), some(task.quotes) && el("p", { class: "note" }, "加底色的是目标和成果的出处。"),
        task.note && el("p", { class: "note" }, "说明：" + task.note)] : el("p", { class: "quiet" }, "有不公开的事项，原文从略；各项的依据见它自己的一页。")),
      section("目标和成果", D.itemTable(items, { without: ["task"] })),
      some(problems) && section("问题", D.problemList(problems)),
      some(notices) && section("督办单", D.noticeList(notices)),
      section("曲线", some(reported) && el("div", { class: "pair" }, reported.slice(0, MOST_CURVES).map(function (item) {
        return D.charts.curve(item, item.title);
      }))),
      section("报送", D.reportTable(items)),
    ]);
    return task.number + " " + task.title;
  };

  function item(wanted, box) {
    var key = wanted.target || wanted.milestone || wanted.item, found = D.itemOf.get(key);
    if (!found) return missing(box, "目标或成果", key);
    var task = D.taskOf.get(found.task), adjusted = found.original_value !== found.value;
    var notices = data.notices.filter(function (each) { return each.item === key; });
    var problems = data.problems.filter(function (each) { return each.item === key || (!each.item && each.task === found.task); });
    D.append(box, [
      crumb([sectionLink(task.section), D.link({ task: task.key }, task.number + " " + task.title)]),
      el("h1", {}, found.title), el("p", { class: "counts" }, D.chip(found.light, found.label), " ", el("span", { class: "id" }, D.WHATS[found.what] + " " + found.id)),
      el("ul", { class: "reasons" }, found.reasons.map(function (reason) { return el("li", {}, reason); })),
      facts([
        ["目标", found.goal && found.goal + (found.mark || "") + (adjusted && found.original_value !== undefined ? "，原为 " + D.amount(found.original_value, found.unit_measure) : "")],
        ["完成 / 序时", D.progress(found)],
        ["时限", found.due + (found.original_due !== found.due ? "（原为 " + found.original_due + "）" : "")],
        ["牵头单位", D.unitLinks(task.lead)],
        ["参与单位", some(task.participant) && D.unitLinks(task.participant)],
        ["分管领导", some(found.leaders || []) && D.personLinks(found.leaders)],
        ["依据", data.public && source(task)],
        ["逐月", D.strip(found.history)],
      ]),
      section("曲线", D.charts.curve(found)),
      some(found.adjustments || []) && section("调整", D.plainTable(["日期", "项目", "原为", "现为"].concat(data.public ? [] : ["理由", "批准"]), found.adjustments.map(function (each) {
        return [each.date, FIELDS[each.field], WORDS[each.from] || String(each.from), WORDS[each.to] || String(each.to)].concat(data.public ? [] : [each.reason, each.approved_by]);
      }), "调整")),
      some(found.shares || []) && section("分解", D.shareTable(found.shares)),
      some(found.nodes || []) && section("节点", D.plainTable(["日期", "应达到", ""], found.nodes.map(function (each) {
        return [each.date, each.wanted, each.label + (each.now && !each.met && !each.late ? "（本季度）" : "")];
      }), "节点")),
      some(problems) && section("问题", D.problemList(problems)),
      some(notices) && section("督办单", D.noticeList(notices)),
      found.quote && section("出处", el("blockquote", { class: "official" }, found.quote)),
      found.note && el("p", { class: "note" }, "说明：" + found.note),
      section("报送", D.reportTable([found])),
    ]);
    return found.title;
  }
  D.pages.target = D.pages.milestone = D.pages.item = item;

  function heat(kind, title, note) {
    return function (_wanted, box) {
      D.append(box, [el("h1", {}, title), el("p", { class: "note" }, note), D.heat(kind, data.groups[kind])]);
      return title;
    };
  }
  var units = heat("unit", "各单位", "灯色和风险只算牵头的；几个单位牵头的，在每个单位名下各算一次。参与的另列，不算。");
  D.pages.units = function (wanted, box) {
    var title = units(wanted, box);
    D.append(box, [section("分解", some(data.holders) && D.holderTable())]);
    return title;
  };
  D.pages.people = heat("person", "分管领导", "按领导排序；一项任务有几位分管领导的，在每位名下各算一次。");
  D.pages.sections = heat("section", "各章节", "一项任务的目标和成果各算一项。");

  function missing(box, noun, key) {
    D.append(box, [el("h1", {}, "没有这个" + noun), el("p", {}, "登记册里没有" + noun + "“" + key + "”。"), el("p", {}, D.link({}, "回到总览"))]);
    return "没有这个" + noun;
  }
})();
