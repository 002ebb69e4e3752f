"use strict";
// A closer look at a chart: uPlot draws the same marks, bands and gaps on a canvas that can be zoomed. The drawing of
// the page stays for print, for readers without script and for those who do not ask; shapes and colours are taken
// from it, so that both look alike.
for (const figure of document.querySelectorAll(".figure")) {
  const plot = figure.querySelector(".plot");
  const bar = figure.querySelector(".zoom");
  const drawing = plot.querySelector(".wide");
  if (!bar || !plot.dataset.zoom) continue;
  const { start, end, zone, scale, gaps, bands, marks } = JSON.parse(plot.dataset.zoom);
  const [lowest, highest, isLog] = scale;
  const looks = marks.map(([row]) => {
    const path = drawing.querySelector(`[data-row="${row}"]`);
    const style = [...path.classList].find((name) => /^c\d$/.test(name));
    return { style, shape: new Path2D(path.getAttribute("d")), isHollow: style === "c7" || path.classList.contains("vague") };
  });
  let chart = null;

  const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const x = (time) => chart.valToPos(Math.min(Math.max(time, start), end), "x", true);
  const y = (value) => chart.valToPos(Math.min(Math.max(value, lowest), highest), "y", true);
  const written = (form) => {
    const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...form });
    return (time) => format.format(new Date(time * 1000));
  };
  const day = written({ weekday: "short", day: "numeric", month: "short" });
  const hour = written({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const inside = (u, draw) => {
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    u.ctx.clip();
    draw(u.ctx, u.bbox);
    u.ctx.restore();
  };

  const drawBelow = (u) => inside(u, (ctx, box) => {
    ctx.fillStyle = ink("--faint");
    for (const [opened, closed] of gaps) ctx.fillRect(x(opened), box.top, x(closed) - x(opened), box.height);
    ctx.globalAlpha = 0.13;
    for (const [style, low, high, from, until] of bands) {
      ctx.fillStyle = ink("--c" + style);
      ctx.fillRect(x(from), y(high), x(until) - x(from), Math.max(y(low) - y(high), 2));
    }
  });
  const whisker = (ctx, at, middle, low, high, unit) => {
    const head = high === null ? middle - 24 * unit : y(high);
    const foot = low === null ? middle + 24 * unit : y(low);
    ctx.beginPath();
    ctx.moveTo(at, head);
    ctx.lineTo(at, foot);
    for (const [place, tip] of [[head, high === null ? 4 : 0], [foot, low === null ? -4 : 0]]) {
      ctx.moveTo(at - 3 * unit, place + tip * unit);
      ctx.lineTo(at, place);
      ctx.lineTo(at + 3 * unit, place + tip * unit);
    }
    ctx.stroke();
  };
  const drawMarks = (u) => inside(u, (ctx) => {
    const unit = u.ctx.canvas.width / u.width;
    marks.forEach(([row, time, value, low, high], at) => {
      const { style, shape, isHollow } = looks[at];
      const color = ink("--" + style);
      const [left, top] = [x(time), y(value)];
      ctx.strokeStyle = color;
      ctx.lineWidth = 1.5 * unit;
      if (low !== high) whisker(ctx, left, top, low, high, unit);
      ctx.save();
      ctx.translate(left, top);
      ctx.scale(unit, unit);
      ctx.fillStyle = isHollow ? ink("--paper") : color;
      ctx.strokeStyle = row === plot.dataset.current ? ink("--ink") : isHollow ? color : ink("--paper");
      ctx.lineWidth = row === plot.dataset.current ? 2.5 : isHollow ? 2 : 1;
      ctx.fill(shape);
      ctx.stroke(shape);
      ctx.restore();
    });
  });
  const tellNearest = (u) => {
    const { left, top } = u.cursor;
    if (left < 0) return;
    let [best, nearest] = [null, 30 * 30];
    for (const [row, time, value] of marks) {
      const far = (u.valToPos(time, "x") - left) ** 2 + (u.valToPos(value, "y") - top) ** 2;
      if (far < nearest) [best, nearest] = [row, far];
    }
    if (best) plot.dispatchEvent(new CustomEvent("near", { detail: best }));
  };

  const options = () => ({
    width: plot.clientWidth,
    height: 320,
    legend: { show: false },
    tzDate: (time) => uPlot.tzDate(new Date(time * 1000), zone),
    cursor: { points: { show: false }, drag: { x: true, y: false }, y: false },
    scales: {
      x: { time: true, range: (u, low, high) => (low === null || low === high ? [start, end] : [Math.max(low, start), Math.min(high, end)]) },
      y: { distr: isLog ? 3 : 1, range: () => [lowest, highest] },
    },
    axes: [
      {
        stroke: () => ink("--soft"),
        grid: { stroke: () => ink("--faint") },
        ticks: { stroke: () => ink("--faint") },
        space: 80,
        values: (u, splits) => splits.map((time) => (hour(time) === "00:00" ? day(time) : hour(time))),
      },
      {
        stroke: () => ink("--soft"),
        grid: { stroke: () => ink("--rule") },
        ticks: { show: false },
        size: 64,
        values: (u, splits) => splits.map((value) => (value === null ? "" : value.toLocaleString("en"))),
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: { drawAxes: [drawBelow], draw: [drawMarks], setCursor: [tellNearest] },
  });

  const whole = () => chart.setScale("x", { min: start, max: end });
  const zoomBy = (factor) => {
    const { min, max } = chart.scales.x;
    const held = marks.find(([row]) => row === plot.dataset.current);
    const centre = held && held[1] >= min && held[1] <= max ? held[1] : (min + max) / 2;
    const low = Math.max(centre - (centre - min) * factor, start);
    const high = Math.min(centre + (max - centre) * factor, end);
    if (high - low > 600) chart.setScale("x", { min: low, max: high });
  };
  const open = () => {
    const canvas = document.createElement("div");
    canvas.className = "zoomed";
    canvas.setAttribute("aria-hidden", "true");
    plot.append(canvas);
    plot.classList.add("zooming");
    const order = [...marks].sort((one, other) => one[1] - other[1]);
    chart = new uPlot(options(), [order.map((mark) => mark[1]), order.map((mark) => mark[2])], canvas);
    whole();
    chart.over.addEventListener("dblclick", whole);
  };
  const close = () => {
    chart.destroy();
    chart = null;
    plot.querySelector(".zoomed").remove();
    plot.classList.remove("zooming");
  };

  const [toggle, closer, wider, all] = bar.children;
  bar.hidden = false;
  toggle.addEventListener("click", () => {
    if (chart) close();
    else open();
    toggle.setAttribute("aria-pressed", String(chart !== null));
    for (const button of [closer, wider, all]) button.hidden = chart === null;
  });
  closer.addEventListener("click", () => zoomBy(0.5));
  wider.addEventListener("click", () => zoomBy(2));
  all.addEventListener("click", whole);
  plot.addEventListener("shown", () => chart && chart.redraw());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chart && chart.redraw());
  addEventListener("resize", () => chart && chart.setSize({ width: plot.clientWidth, height: 320 }));
}
