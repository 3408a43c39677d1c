/* Charts, drawn by D3 as SVG that the style sheet colours: so they follow light, dark and paper by themselves. Lights
   have a pattern beside their colour, lines a dash and a mark, and behind every chart stands its table. */
(function () {
  "use strict";
  var D = window.Dcgd, d3 = window.d3, el = D.el;
  // On a phone a narrower canvas keeps its words legible.
  var WIDTH = document.documentElement.clientWidth < 600 ? 360 : 560, HEIGHT = 260;
  var EDGE = { top: 14, right: 14, bottom: 28, left: 40 };
  D.charts = {};

  function canvas(label, height) {
    var svg = d3.create("svg").attr("viewBox", [0, 0, WIDTH, height].join(" ")).attr("class", "chart")
      .attr("role", "img").attr("aria-label", label);
    svg.append("title").text(label);
    return svg;
  }
  function figure(title, svg, legend, note, head, rows) {
    return el("figure", { class: "figure" },
      el("figcaption", {}, el("h3", {}, title), note && el("p", { class: "note" }, note)),
      legend && el("p", { class: "legend" }, legend), svg.node(),
      el("details", { class: "behind" }, el("summary", {}, "图中的数字"), D.plainTable(head, rows, title)));
  }
  function swatch(fill, text) {
    var svg = d3.create("svg").attr("class", "swatch").attr("aria-hidden", "true").attr("width", 14).attr("height", 12);
    svg.append("rect").attr("width", 14).attr("height", 12).attr("fill", fill);
    return el("span", { class: "key" }, svg.node(), text);
  }
  function stroke(name, text) {
    var svg = d3.create("svg").attr("class", "swatch").attr("aria-hidden", "true").attr("width", 26).attr("height", 12);
    svg.append("path").attr("class", "line " + name).attr("d", "M0 6H26");
    if (name === "done" || name === "reported") svg.append("circle").attr("class", "dot").attr("cx", 13).attr("cy", 6).attr("r", 3);
    return el("span", { class: "key" }, svg.node(), text);
  }
  function axes(svg, x, y, height, format, ticks) {
    svg.append("g").attr("class", "axis y").attr("transform", "translate(" + EDGE.left + ",0)")
      .call(d3.axisLeft(y).ticks(ticks || 5).tickSize(-(WIDTH - EDGE.left - EDGE.right)).tickFormat(format));
    return svg.append("g").attr("class", "axis x").attr("transform", "translate(0," + (height - EDGE.bottom) + ")").call(x);
  }
  function sparse(months) {
    var step = Math.ceil(months.length / (WIDTH < 500 ? 6 : 12));
    return months.filter(function (_month, at) { return (months.length - 1 - at) % step === 0; });
  }
  /** The last days of the months between two days, where reports and pace stand; of many months some, the last among them. */
  function monthEnds(days) {
    var ends = d3.timeMonth.range(d3.timeMonth.floor(days[0]), d3.timeDay.offset(days[1], 2)).map(function (first) {
      return d3.timeDay.offset(d3.timeMonth.offset(first, 1), -1);
    }).filter(function (end) { return end >= days[0] && end <= days[1]; });
    var step = Math.ceil(ends.length / (WIDTH < 500 ? 6 : 12));
    return ends.filter(function (_end, at) { return (ends.length - 1 - at) % step === 0; });
  }
  function monthTick(name, at) { return (at === 0 || /-01$/.test(name) ? name.slice(2, 4) + "年" : "") + D.month(name); }

  /** Lights month by month: stacked columns of counts. */
  D.charts.trend = function () {
    var rows = D.data.trend, months = D.data.months, lights = D.data.lights.slice().reverse();
    var svg = canvas("逐月各灯色的项数", HEIGHT);
    var x = d3.scaleBand().domain(months).range([EDGE.left, WIDTH - EDGE.right]).padding(0.28);
    var most = d3.max(rows, function (row) { return d3.sum(lights, function (light) { return row.lights[light]; }); }) || 1;
    var y = d3.scaleLinear().domain([0, most]).range([HEIGHT - EDGE.bottom, EDGE.top]);
    axes(svg, d3.axisBottom(x).tickValues(sparse(months)).tickFormat(monthTick).tickSize(0).tickPadding(8), y, HEIGHT, d3.format("d"));
    // Red stands on the ground, where heights are compared best.
    d3.stack().keys(lights.slice().reverse()).value(function (row, light) { return row.lights[light]; })(rows).forEach(function (layer) {
      svg.append("g").selectAll("rect").data(layer).join("rect")
        .attr("x", function (each) { return x(each.data.month); }).attr("width", x.bandwidth())
        .attr("y", function (each) { return y(each[1]); }).attr("height", function (each) { return y(each[0]) - y(each[1]); })
        .attr("class", "stack").attr("fill", "url(#fill-" + layer.key + ")")
        .append("title").text(function (each) { return each.data.month + " " + layer.key + " " + (each[1] - each[0]) + " 项"; });
    });
    var order = D.data.lights, made = d3.sum(rows, function (row) { return row.made_up; });
    return figure("各灯色的项数", svg,
      order.map(function (light) { return swatch("url(#fill-" + light + ")", light); }),
      made ? "红过又补上的显示黄，不显示绿。" : null,
      ["月份"].concat(order, ["其中红后补上"]),
      rows.map(function (row) { return [row.month].concat(order.map(function (light) { return row.lights[light]; }), [row.made_up]); }));
  };

  /** Mean progress against mean pace, month by month. */
  D.charts.course = function () {
    var rows = D.data.trend.filter(function (row) { return row.pace !== null; });
    var svg = canvas("逐月的平均完成比例和序时进度", HEIGHT);
    var x = d3.scalePoint().domain(D.data.months).range([EDGE.left, WIDTH - EDGE.right]).padding(0.5);
    var y = d3.scaleLinear().domain([0, 100]).range([HEIGHT - EDGE.bottom, EDGE.top]);
    axes(svg, d3.axisBottom(x).tickValues(sparse(D.data.months)).tickFormat(monthTick).tickSize(0).tickPadding(8), y, HEIGHT, function (value) { return value + "%"; });
    var at = function (row) { return x(row.month); };
    ["pace", "done"].forEach(function (name) {
      svg.append("path").datum(rows).attr("class", "line " + name)
        .attr("d", d3.line().x(at).y(function (row) { return y(row[name]); }));
    });
    svg.append("g").selectAll("circle").data(rows).join("circle").attr("class", "dot").attr("r", 4).attr("cx", at)
      .attr("cy", function (row) { return y(row.done); })
      .append("title").text(function (row) { return row.month + " 平均完成 " + row.done + "%，序时进度 " + row.pace + "%"; });
    var last = rows[rows.length - 1], apart = last && Math.abs(y(last.done) - y(last.pace)) > 16;
    (apart ? ["pace", "done"] : ["done"]).forEach(function (name) {
      if (last) svg.append("text").attr("class", "last").attr("x", at(last)).attr("y", y(last[name]) + (name === "done" && last.done < last.pace ? 20 : -10)).attr("text-anchor", "middle").text(last[name] + "%");
    });
    return figure("完成与序时进度", svg, [stroke("done", "平均完成"), stroke("pace", "序时进度")],
      "各项完成比例按权重的平均数：未报送的按 0 计，超额的按 100% 计；始终保持的目标不计入。",
      ["月份", "平均完成%", "序时进度%", "差（百分点）"],
      rows.map(function (row) { return [row.month, row.done, row.pace, (row.done - row.pace).toFixed(1)]; }));
  };

  /** An item's curve: reports, pace, goal, and where the trend leads. */
  D.charts.curve = function (item, title) {
    var curve = item.curve, measure = curve.in_shares ? "%" : item.unit_measure;
    var height = 300, svg = canvas(item.title + "：报送、序时进度、预测与目标", height);
    var day = d3.timeParse("%Y-%m-%d");
    var reports = item.reports.filter(function (each) { return each.height !== undefined; })
      .map(function (each) { return { day: day(each.date), height: each.height, date: each.date }; });
    var pace = curve.pace === undefined ? [] : D.data.paces[curve.pace].map(function (point) {
      return { day: day(point[0]), height: curve.from + (curve.goal - curve.from) * point[1] / 100, date: point[0], share: point[1] };
    });
    var forecast = curve.forecast && reports.length
      ? [reports[reports.length - 1], { day: day(curve.forecast.due), height: curve.forecast.expected }] : [];
    var days = d3.extent([day(curve.start), day(item.due), day(D.data.as_of)].concat(reports.map(function (each) { return each.day; })));
    var tall = [curve.goal].concat(reports.concat(pace, forecast).map(function (each) { return each.height; }));
    var low = Math.min(0, d3.min(tall)), high = d3.max(tall);
    if (curve.from > 0 && d3.min(tall) >= curve.from * 0.5) low = d3.min(tall) - (high - d3.min(tall)) * 0.1;
    var x = d3.scaleTime().domain(days).range([EDGE.left + 14, WIDTH - EDGE.right]);
    var y = d3.scaleLinear().domain([low, low === high ? low + 1 : high + (high - low) * 0.08]).nice().range([height - EDGE.bottom, EDGE.top]);
    axes(svg, d3.axisBottom(x).tickValues(monthEnds(days)).tickFormat(function (value) {
      return (value.getMonth() === 0 ? String(value.getFullYear()).slice(2) + "年" : "") + (value.getMonth() + 1) + "月";
    }).tickSize(4), y, height, function (value) { return d3.format("~g")(value) + (measure === "%" ? "%" : ""); });
    var line = d3.line().x(function (each) { return x(each.day); }).y(function (each) { return y(each.height); });
    var now = day(D.data.as_of);
    svg.append("path").attr("class", "line now").attr("d", "M" + x(now) + " " + EDGE.top + "V" + (height - EDGE.bottom));
    svg.append("path").attr("class", "line goal").attr("d", "M" + x(days[0]) + " " + y(curve.goal) + "H" + x(days[1]));
    svg.append("path").datum(pace).attr("class", "line pace").attr("d", line);
    svg.append("path").datum(forecast).attr("class", "line forecast").attr("d", line);
    svg.append("path").datum(reports).attr("class", "line reported").attr("d", line);
    svg.append("g").selectAll("circle").data(reports).join("circle").attr("class", "dot").attr("r", 4)
      .attr("cx", function (each) { return x(each.day); }).attr("cy", function (each) { return y(each.height); })
      .append("title").text(function (each) { return each.date + " " + D.amount(each.height, measure); });
    if (forecast.length) svg.append("path").attr("class", "diamond").attr("d", d3.symbol(d3.symbolDiamond, 90))
      .attr("transform", "translate(" + x(forecast[1].day) + "," + y(forecast[1].height) + ")");
    var rows = {};
    function put(date, column, value) { (rows[date] = rows[date] || {})[column] = D.amount(value, measure); }
    reports.forEach(function (each) { put(each.date, "reported", each.height); });
    pace.forEach(function (each) { put(each.date, "pace", Math.round(each.height * 100) / 100); });
    if (forecast.length) put(curve.forecast.due, "forecast", curve.forecast.expected);
    return figure((title || "报送与序时进度") + (measure ? "（" + measure + "）" : ""), svg,
      [reports.length ? stroke("reported", "报送") : null, pace.length ? stroke("pace", "序时进度") : null,
        forecast.length ? stroke("forecast", "按趋势预测") : null, stroke("goal", "目标"), stroke("now", D.data.as_of)],
      reports.length ? null : "还没有报送。", ["日期", "报送", "序时进度", "预测"],
      Object.keys(rows).sort().map(function (date) { var row = rows[date]; return [date, row.reported || "", row.pace || "", row.forecast || ""]; }));
  };
})();
