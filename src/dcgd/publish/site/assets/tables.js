/* Tables: items (a piece at a time, however many there are), groups as heat, reports, problems, lights of the months. */
(function () {
  "use strict";
  var D = window.Dcgd, el = D.el;
  var PIECE = 60, MOST_ON_PAPER = 1500, STRIP = 12;

  /** What is still to be drawn before the view goes to paper. */
  D.onPaper = [];

  function cell(name, title) {
    return el.apply(null, ["td", { role: "cell", class: name, "data-title": title }].concat(Array.prototype.slice.call(arguments, 2)));
  }
  function head(titles) {
    return el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, titles.map(function (title) {
      return el("th", { role: "columnheader", scope: "col" }, title);
    })));
  }
  D.plainTable = function (titles, rows, name) {
    return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name + "（表格）" }, el("table", { class: "plain" },
      el("thead", {}, el("tr", {}, titles.map(function (title) { return el("th", { scope: "col" }, title); }))),
      el("tbody", {}, rows.map(function (row) {
        return el("tr", {}, row.map(function (value, at) { return at ? el("td", {}, value) : el("th", { scope: "row" }, value); }));
      }))));
  };

  function far(share) { return share.done_percent === undefined ? "未报送" : share.done_percent + "%"; }
  function unitLink(unit) { return D.link({ unit: unit }, unit); }

  /** The shares of a target or, with `ofUnit`, those that a unit holds: how far each is, how it stands and why. */
  D.shareTable = function (shares, ofUnit) {
    return el("div", { class: "shares" }, D.plainTable([ofUnit ? "目标" : "单位", "分解的数", "完成 / 序时", "状态", "时限", "理由"], shares.map(function (share) {
      return [ofUnit ? D.itemLink(share.of) : unitLink(share.unit), share.goal,
        far(share) + (share.pace_percent === undefined ? "" : " / " + share.pace_percent + "%"), D.chip(share.light, share.label),
        share.due, share.reasons[0]];
    }), "分解"));
  };

  /** The shares that a unit holds, each with the target it is `of`. */
  D.sharesOf = function (unit) {
    var held = [];
    D.items.forEach(function (item) {
      (item.shares || []).forEach(function (share) { if (share.unit === unit) held.push(Object.assign({ of: item }, share)); });
    });
    return held;
  };

  /** Units by the indicators of which they hold a share, ranked within their group. */
  D.holderTable = function () {
    var targets = D.items.filter(function (item) { return (item.shares || []).length; });
    var titles = ["单位", "类别", "名次", "平均完成 / 序时"].concat(targets.map(function (item) { return item.id + " " + item.title; }));
    return el("div", { class: "shares" }, D.plainTable(titles, D.data.holders.map(function (holder) {
      var means = holder.done === null ? "" : holder.done + "% / " + holder.pace + "%";
      return [unitLink(holder.unit), holder.group, holder.rank === null ? "" : String(holder.rank), means].concat(targets.map(function (item) {
        var share = item.shares.filter(function (each) { return each.unit === holder.unit; })[0];
        return share ? D.chip(share.light, far(share)) : "";
      }));
    }), "分解"));
  };

  /** Rows a piece at a time, with a button for the next; all of them on paper. */
  function paged(table, body, rows, draw, noun) {
    var shown = 0;
    var button = el("button", { type: "button", class: "button", click: function () {
      var first = shown;
      more(shown + PIECE);
      var link = body.rows[first] && body.rows[first].querySelector("a");
      if (link) link.focus();
    } });
    function more(to) {
      var piece = document.createDocumentFragment();
      for (; shown < Math.min(to, rows.length); shown++) piece.appendChild(draw(rows[shown]));
      body.appendChild(piece);
      button.hidden = shown >= rows.length;
      button.textContent = "再显示 " + Math.min(PIECE, rows.length - shown) + " " + noun + "（共 " + rows.length + " " + noun + "）";
    }
    more(PIECE);
    D.onPaper.push(function () { more(MOST_ON_PAPER); });
    return el("div", {}, table, el("p", { class: "more" }, button));
  }

  D.progress = function (item) {
    if (item.done_percent === undefined) return el("span", { class: "quiet" }, item.reported === undefined ? "未报送" : "有进展");
    if (item.what === "target" && item.pace_percent === undefined) return item.done_percent < 100 ? "未能保持" : "保持"; // held or not
    var bar = el("span", { class: "progress", "aria-hidden": "true" }, el("span", { class: "progress-done" }));
    bar.firstChild.style.width = Math.min(100, item.done_percent) + "%";
    if (item.pace_percent !== undefined) {
      var tick = el("span", { class: "progress-pace" });
      tick.style.left = item.pace_percent + "%";
      bar.appendChild(tick);
    }
    return [el("span", { class: "progress-text" }, item.done_percent + "%",
      item.pace_percent === undefined ? "" : el("span", { class: "quiet" }, " / " + item.pace_percent + "%")), bar];
  };

  D.itemTable = function (items, options) {
    var without = (options || {}).without || [], brief = (options || {}).brief; // on paper the first reason alone
    var titles = ["状态", "事项", "牵头单位", "完成 / 序时", "理由", "时限"];
    var body = el("tbody", { role: "rowgroup" });
    var table = el("table", { class: "rows items", role: "table" }, head(titles), body);
    return paged(table, body, items, function (item) {
      var task = D.taskOf.get(item.task);
      return el("tr", { role: "row" },
        cell("c-state", null, D.chip(item.light, item.label), item.at_risk && item.light === "绿" && el("span", { class: "risk" }, "有风险")),
        cell("c-title", null, D.itemLink(item), " ", el("span", { class: "id" }, item.id),
          (item.what === "target" || item.mark) && el("span", { class: "goal" }, item.what === "target" && item.goal, item.mark),
          item.what !== "task" && without.indexOf("task") < 0 && el("span", { class: "of" }, "任务 ", D.link({ task: item.task }, item.task + " " + task.title))),
        cell("c-unit", "牵头", D.unitLinks(task.lead, 2)),
        cell("c-done", "完成", D.progress(item)),
        cell("c-why", "理由", brief ? [item.reasons[0], el("span", { class: "on-screen" }, item.reasons.slice(1).map(function (why) { return "；" + why; }))] : item.reasons.join("；")),
        cell("c-due", "时限", item.due, item.original_due && item.original_due !== item.due && el("span", { class: "quiet" }, "（原 " + item.original_due + "）")));
    }, "项");
  };

  /** The lights of the months as small squares, each with its mark and its month in words. */
  D.strip = function (line, most) {
    var months = D.data.months, from = most ? Math.max(0, months.length - most) : 0;
    return el("ol", { class: "months" }, months.slice(from).map(function (month, at) {
      var light = line[from + at], made = light === D.MADE_UP;
      if (made) light = "黄";
      var words = D.month(month) + (light === " " || !light ? "没有" : light + (made ? "（红后补上）" : ""));
      return el("li", { class: light === " " || !light ? "none" : "l-" + light, title: month.slice(0, 4) + "年" + words },
        el("span", { "aria-hidden": "true" }, light === " " || !light ? "" : made ? "◇" : D.MARKS[light]), el("span", { class: "unseen" }, words));
    }));
  };

  /** Groups as heat: the deeper, the larger the part of its items. */
  D.heat = function (kind, groups, limit) {
    var lights = D.data.lights, noun = { unit: "单位", section: "章节", document: "登记册", person: "领导" }[kind];
    var titles = [noun, kind === "unit" ? "牵头" : "事项"].concat(lights, ["风险"], kind === "unit" ? ["参与"] : [], [ "完成 / 序时", "近 " + Math.min(STRIP, D.data.months.length) + " 个月"]);
    var body = el("tbody", {});
    var table = el("table", { class: "heat" },
      el("thead", {}, el("tr", {}, titles.map(function (title, at) {
        return el("th", { scope: "col", class: at ? "" : "left" }, lights.indexOf(title) < 0 ? title : [D.mark(title), title]);
      }))), body);
    function draw(group) {
      var wanted = {};
      wanted[kind] = group.key;
      var led = kind === "unit" ? Object.assign({ role: "lead" }, wanted) : wanted;
      return el("tr", {},
        el("th", { scope: "row", class: "left" }, kind === "document" ? group.title : D.link(wanted, kind === "section" ? group.key + "、" + group.title : kind === "person" ? group.title : group.key),
          group.post && el("span", { class: "of" }, group.post)),
        el("td", {}, group.total),
        lights.map(function (light) {
          var count = group.lights[light], share = group.total ? count / group.total : 0;
          var depth = count ? Math.min(4, 1 + Math.floor(share * 4)) : 0;
          if (kind === "document" || !count) return el("td", { class: "h" + depth + " l-" + light }, count || el("span", { class: "quiet" }, "·"));
          return el("td", { class: "h" + depth + " l-" + light }, D.link(Object.assign({ view: "list", light: light }, led), count));
        }),
        el("td", {}, group.at_risk),
        kind === "unit" && el("td", {}, group.participates || el("span", { class: "quiet" }, "·")),
        el("td", { class: "c-done" }, group.done === null ? el("span", { class: "quiet" }, "—")
          : D.progress({ done_percent: group.done, pace_percent: group.pace })),
        el("td", {}, D.strip(group.history, STRIP)));
    }
    var rows = limit ? groups.slice(0, limit) : groups;
    var box = function (inner) { return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": noun + "的灯色" }, inner); };
    if (!limit) return paged(box(table), body, rows, draw, "行");
    rows.forEach(function (row) { body.appendChild(draw(row)); });
    return el("div", {}, box(table), groups.length > limit && el("p", { class: "more" },
      D.link({ view: kind + "s" }, "全部 " + groups.length + " 个" + noun)));
  };

  /** What is due of items in this quarter; nothing where nothing is. */
  D.nodeList = function (items) {
    var nodes = [];
    items.forEach(function (item) {
      (item.nodes || []).forEach(function (each) { if (each.now) nodes.push([each, item]); });
    });
    if (!nodes.length) return null;
    nodes.sort(function (one, other) { return one[0].date < other[0].date ? -1 : one[0].date > other[0].date ? 1 : 0; });
    return el("ol", { class: "dates" }, nodes.map(function (pair) {
      return el("li", {}, el("time", { datetime: pair[0].date }, pair[0].date), " ", pair[0].wanted, " ",
        pair[0].met ? el("span", { class: "quiet" }, "已完成 ") : pair[0].late ? el("span", { class: "t-红" }, pair[0].label + " ") : null,
        el("span", { class: "first" }, D.itemLink(pair[1])));
    }));
  };

  D.reportTable = function (items) {
    var rows = [];
    items.forEach(function (item) { item.reports.forEach(function (each) { rows.push([item, each]); }); });
    if (!rows.length) return el("p", { class: "quiet" }, "还没有报送。");
    rows.sort(function (one, other) { return one[1].date < other[1].date ? 1 : one[1].date > other[1].date ? -1 : 0; });
    var many = items.length > 1, body = el("tbody", { role: "rowgroup" });
    var table = el("table", { class: "rows reports", role: "table" },
      head(["日期"].concat(many ? ["事项"] : [], ["报送"], D.data.public ? [] : ["报送单位", "说明", "佐证"])), body);
    return paged(table, body, rows, function (pair) {
      var item = pair[0], each = pair[1];
      return el("tr", { role: "row" }, cell("c-date", null, each.date), many && cell("c-title", null, D.itemLink(item), " ", el("span", { class: "id" }, item.id)),
        cell("c-amount", "报送", each.value !== undefined ? D.amount(each.value, item.unit_measure) : each.percent + "%", each.correction && "（更正）"),
        !D.data.public && [cell("", "单位", each.by || ""), cell("", "说明", each.note || "", each.difficulty && "存在问题：" + each.difficulty, each.next_step && "下一步：" + each.next_step), cell("c-evidence", "佐证", each.evidence ? D.evidence(each.evidence) : "")]);
    }, "条");
  };

  D.noticeList = function (notices) {
    return el("ul", { class: "problems" }, notices.map(function (each) {
      var late = each.open && each.days_over > 0, item = each.item && D.itemOf.get(each.item);
      return el("li", {}, el("p", {}, D.chip(!each.open ? "绿" : each.level, each.label + (late ? " · 超期 " + each.days_over + " 天" : "")), " ",
        el("b", {}, each.unit), " ", el("span", { class: "id" }, each.number), "（", each.level, "）",
        item ? [" ", D.itemLink(item)] : [" 任务 ", D.link({ task: each.task }, each.task)]),
      el("p", { class: "note" }, each.issued, " 签发，限 ", each.reply_by, " 前回复", each.replied && "，" + each.replied + " 回复", "：", each.reason));
    }));
  };

  D.problemList = function (problems) {
    return el("ul", { class: "problems" }, problems.map(function (each) {
      var late = each.days_over > 0, light = !each.open ? "绿" : late ? "红" : "蓝";
      return el("li", {}, el("p", {}, D.chip(light, each.label + (late ? " · 超期 " + each.days_over + " 天" : "")), " ", el("b", {}, each.title), " ", el("span", { class: "id" }, each.id),
        " 任务 ", D.link({ task: each.task }, each.task), each.deadline && each.open ? "，办结期限 " + each.deadline : ""),
      el("ol", { class: each.open ? "steps" : "steps on-screen" }, each.steps.map(function (step) {
        return el("li", {}, el("time", {}, step.date), " ", step.action, "：", step.by, step.to && " → " + step.to,
          step.deadline && "，限 " + step.deadline, step.note && "，" + step.note, step.evidence && ["，佐证 ", D.evidence(step.evidence)]);
      })));
    }));
  };
})();
