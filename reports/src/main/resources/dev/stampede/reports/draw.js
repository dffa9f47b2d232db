// Draws the lanes: at most one box per pixel column, lane and style.
let LEFT = 150; // the width of the column of names in pixels; smaller on a phone
const LANE = 20, CLIENT = 16, TALL = 92, HEAD = 24, GAP = 20;
const STYLES = ['quiet', 'unsure', 'bad', 'ok', 'failed', 'unsure', 'leading', 'following', 'looking', 'down', 'looking',
  'connected', 'unsure', 'down', 'bad', 'held', 'unsure', 'unsure', 'fault', 'phase'];
// Black or white, whichever has more contrast with a colour (#rrggbb).
const INK_ON = new Map();
function inkOn(colour) {
  if (!INK_ON.has(colour)) {
    const [r, g, b] = [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16) / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    INK_ON.set(colour, .2126 * r + .7152 * g + .0722 * b > .18 ? '#111' : '#fff');
  }
  return INK_ON.get(colour);
}

function colours() {
  const style = getComputedStyle(document.documentElement), c = {};
  for (const name of ['paper', 'ink', 'soft', 'line', 'panel', 'shade', 'link', ...new Set(STYLES)])
    c[name] = style.getPropertyValue('--' + name).trim();
  return c;
}

// The hatch of a family of faults: one of seven that are distinguishable without colour. Its lines are thin, so that labels are readable.
function hatches(context, paper, colour) {
  const strokes = [[[0, 6, 6, 0]], [[0, 0, 6, 6]], [[3, 0, 3, 6]], [[0, 3, 6, 3]], [[0, 6, 6, 0], [0, 0, 6, 6]],
    [[3, 0, 3, 6], [0, 3, 6, 3]], [[0, 1, 6, 1], [0, 4, 6, 4]]];
  return strokes.map(lines => {
    const tile = document.createElement('canvas');
    tile.width = tile.height = 6;
    const t = tile.getContext('2d');
    t.fillStyle = paper;
    t.fillRect(0, 0, 6, 6);
    t.strokeStyle = colour;
    for (const [a, b, c, d] of lines) { t.beginPath(); t.moveTo(a, b); t.lineTo(c, d); t.stroke(); }
    return context.createPattern(tile, 'repeat');
  });
}

function layout(data) {
  const rows = [];
  let y = HEAD, group = '';
  const add = (row, height, name) => {
    if (name !== group) { group = name; rows.push({kind: 'group', name, y, height: GAP}); y += GAP; }
    rows.push({...row, y, height});
    y += height;
  };
  const lanes = some => some.forEach(lane => {
    const series = lane.marks.some(m => m.length > 3);
    add({kind: 'lane', lane, series, name: lane.name}, series ? 56 : LANE, lane.group);
  });
  lanes(data.lanes.slice(0, data.lanesAbove));
  for (const [client, list] of [...data.byClient].sort((a, b) => a[0] - b[0]).slice(0, 60))
    add({kind: 'client', list, name: data.clients[client] || 'client ' + client}, CLIENT, 'Operations by client');
  add({kind: 'latency', name: 'log scale'}, TALL, 'Latency');
  add({kind: 'throughput', name: 'by outcome'}, TALL - 20, 'Throughput');
  lanes(data.lanes.slice(data.lanesAbove));
  return {rows, height: y + 8};
}

function makeDrawing(data, view, canvas, chosen) {
  const plan = layout(data), context = canvas.getContext('2d');
  let c = colours(), width = 0, patterns = [];
  const X = t => LEFT + (view.place(t) - view.from) / (view.to - view.from) * (width - LEFT - 6);

  function size() {
    const ratio = devicePixelRatio || 1;
    width = canvas.clientWidth;
    LEFT = width < 600 ? 84 : 150;
    canvas.style.height = plan.height + 'px';
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(plan.height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    c = colours();
    patterns = hatches(context, c.paper, c.fault);
  }

  function draw() {
    const [from, to] = view.times();
    context.fillStyle = c.paper;
    context.fillRect(0, 0, width, plan.height);
    context.save();
    context.beginPath();
    context.rect(LEFT, 0, width - LEFT, plan.height);
    context.clip();
    ticks();
    shade(from, to);
    for (const row of plan.rows) if (drawers[row.kind]) drawers[row.kind](row, from, to);
    context.restore();
    names();
  }

  function ticks() {
    context.font = '12px ui-sans-serif,system-ui,sans-serif';
    context.textAlign = 'center';
    const span = view.to - view.from, n = Math.max(3, Math.floor((width - LEFT) / 90));
    const least = 10 ** Math.floor(Math.log10(span / n));
    let step = least * ([1, 2, 5, 10].find(f => span / (least * f) <= n) || 10);
    const unit = view.axis === view.axes[0];
    if (!unit) step = Math.max(1, Math.round(step));
    for (let p = Math.ceil(view.from / step) * step; p <= view.to; p += step) {
      const x = LEFT + (p - view.from) / span * (width - LEFT - 6);
      context.fillStyle = c.line;
      context.fillRect(Math.round(x), 18, 1, plan.height);
      context.fillStyle = c.soft;
      const first = x < LEFT + 30, last = x > width - 30; // centred labels would be cut off here
      context.textAlign = first ? 'left' : last ? 'right' : 'center';
      context.fillText(unit ? tickSeconds(p, step) : tick(p), first ? x + 3 : last ? width - 6 : x, 13);
    }
  }

  const tickSeconds = (p, step) => (p / 1e6).toFixed(Math.max(0, Math.min(6, Math.ceil(-Math.log10(step / 1e6))))) + ' s';

  function tick(p) {
    const {labels, place} = view.axis;
    const i = Math.min(place.length - 1, firstFrom(place, p));
    return labels[i] || '#' + Math.round(p);
  }

  function shade(from, to) {
    const f = data.faults;
    for (let i = 0; i < f.count && f.from[i] <= to; i++) {
      if (f.from[i] + f.lasted[i] < from) continue;
      const x = X(f.from[i]), w = Math.max(1, X(f.from[i] + f.lasted[i]) - x);
      context.fillStyle = c.shade;
      context.fillRect(x, 18, w, plan.height);
    }
  }

  function names() {
    context.textAlign = 'left';
    for (const row of plan.rows) {
      if (row.kind === 'group') {
        context.fillStyle = c.ink;
        context.font = '600 12px ui-sans-serif,system-ui,sans-serif';
        context.fillText(row.name, 6, row.y + 15);
      } else {
        context.fillStyle = c.soft;
        context.font = '12px ui-sans-serif,system-ui,sans-serif';
        context.fillText(fitted(row.name, LEFT - 18), 14, row.y + Math.min(row.height, LANE) - 5);
      }
    }
  }

  // The text, or the part of its beginning that fits; empty if this part is too short to be useful.
  function fitted(text, room) {
    if (context.measureText(text).width <= room) return text;
    let low = 0, high = Math.min(text.length, Math.ceil(room / 2));
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(text.slice(0, middle) + '…').width <= room) low = middle; else high = middle - 1;
    }
    return low < 3 ? '' : text.slice(0, low) + '…';
  }

  function box(x, y, w, h, style, hatch, open, label, heavy) {
    context.fillStyle = c[STYLES[style]];
    context.fillRect(x, y, w, h);
    if (hatch >= 0) {
      context.fillStyle = patterns[hatch % 7];
      context.fillRect(x, y, w, h);
      context.strokeStyle = c.fault;
      context.strokeRect(x + .5, y + .5, Math.max(1, w - 1), h - 1);
    }
    if (open && w > 6) { // an open right edge is drawn jagged
      context.fillStyle = c.paper;
      for (let i = 0; i < h; i += 4) context.fillRect(x + w - 3, y + i, 3, 2);
    }
    if (style === 17 || heavy) { context.strokeStyle = c.ink; context.strokeRect(x + .5, y + .5, Math.max(1, w - 1), h - 1); }
    const left = Math.max(LEFT, x) + 4;
    if (!label || x + w - left < 20) return;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.font = '11px ui-sans-serif,system-ui,sans-serif';
    const text = fitted(label, Math.min(x + w, width) - left - 4);
    if (hatch >= 0) { // a rim in the page's colour, because text on a hatch is hard to read
      context.strokeStyle = c.paper;
      context.lineWidth = 4;
      context.lineJoin = 'round';
      context.strokeText(text, left, y + h / 2 + .5);
      context.lineWidth = 1;
    }
    context.fillStyle = hatch < 0 ? inkOn(c[STYLES[style]]) : c.ink;
    context.fillText(text, left, y + h / 2 + .5);
    context.textBaseline = 'alphabetic';
  }

  const drawers = {
    lane(row, from, to) {
      const s = row.lane.spans, reach = new Map();
      for (let i = 0; i < s.count && s.from[i] <= to; i++) {
        if (s.from[i] + s.lasted[i] < from) continue;
        const x = X(s.from[i]), end = X(s.from[i] + s.lasted[i]), key = s.style[i];
        if (Math.floor(end) <= (reach.get(key) ?? -1)) continue;
        reach.set(key, Math.floor(end));
        box(x, row.y + 2, Math.max(1, end - x), (row.series ? row.height : LANE) - 4, key, s.hatch[i], s.open[i], s.label[i],
          s.operation[i] >= 0 && s.operation[i] === chosen.number);
        if (end - x > 4 && s.hatch[i] < 0 && !s.open[i]) { context.fillStyle = c.paper; context.fillRect(end - 1, row.y + 2, 1, LANE - 4); } // separates this span from the next one
      }
      if (row.series) return series(row, from, to);
      let last = -9;
      for (const m of row.lane.marks) {
        if (m[0] < from || m[0] > to) continue;
        const x = Math.round(X(m[0]));
        if (x - last < 11 && m[1] !== 2) { // too close to the previous mark: a tick
          context.fillStyle = c.ink;
          context.fillRect(x, row.y + 15, 1, 3);
          continue;
        }
        last = x;
        context.fillStyle = c[STYLES[m[1]]];
        context.beginPath();
        context.moveTo(x, row.y + 3); context.lineTo(x + 5, row.y + 10); context.lineTo(x, row.y + 17); context.lineTo(x - 5, row.y + 10); context.closePath();
        context.fill();
        context.strokeStyle = c.ink;
        context.stroke();
      }
    },
    client(row, from, to) {
      const {at, lasted, outcome, number} = data.ops, list = row.list, reach = [-1, -1, -1];
      let low = 0, high = list.length;
      while (low < high) { const m = (low + high) >> 1; if (at[list[m]] < from) low = m + 1; else high = m; }
      for (let k = Math.max(0, low - 1); k < list.length && at[list[k]] <= to; k++) {
        const i = list[k], open = lasted[i] < 0, end = X(open ? data.end : at[i] + lasted[i]), o = outcome[i];
        const heavy = number[i] === chosen.number;
        if (Math.floor(end) <= reach[o] && !heavy) continue;
        reach[o] = Math.floor(end);
        const x = X(at[i]), w = Math.max(1, end - x);
        box(x, row.y + 2, w, CLIENT - 4, 3 + o, -1, o === 2, w > 60 ? data.texts[data.ops.fn[i]] : '', heavy);
      }
    },
    latency(row, from, to) {
      const {at, lasted, outcome, count} = data.ops, base = row.y + row.height - 4, high = row.height - 14;
      const top = Math.log10(Math.max(1e4, Math.max(...data.load[0].max) || 1)), Y = v => base - Math.log10(Math.max(10, v) / 10) / (top - 1) * high;
      context.textAlign = 'left';
      const seen = new Uint8Array(Math.ceil(width) * Math.ceil(row.height)), load = level(from, to), size = few(load, from, to) ? 4 : 2;
      for (let i = 0; i < count; i++) {
        if (lasted[i] < 0 || at[i] + lasted[i] < from || at[i] > to) continue;
        const x = Math.round(X(at[i] + lasted[i])), y = Math.round(Y(lasted[i]));
        const cell = (y - row.y) * Math.ceil(width) + x;
        if (x < LEFT || x >= width || seen[cell]) continue;
        seen[cell] = 1;
        context.globalAlpha = outcome[i] === 0 && size === 2 ? .45 : 1;
        context.fillStyle = c[STYLES[3 + outcome[i]]];
        context.fillRect(x - size / 2, y - size / 2, size, size);
      }
      context.globalAlpha = 1;
      if (size === 2) for (const [values, dash, colour] of [[load.max, [1, 3], c.soft], [load.p99, [5, 3], c.ink], [load.p50, [], c.ink]]) {
        context.setLineDash(dash);
        context.strokeStyle = colour;
        context.beginPath();
        let pen = false;
        for (let b = Math.max(0, Math.floor(from / load.width) - 1); b < values.length && b * load.width <= to; b++) {
          if (values[b] < 0) { pen = false; continue; }
          const x = X((b + .5) * load.width), y = Y(values[b]);
          pen ? context.lineTo(x, y) : context.moveTo(x, y);
          pen = true;
        }
        context.stroke();
      }
      context.setLineDash([]);
      context.fillStyle = c.soft;
      for (let p = 2; p <= top; p++) {
        const y = Y(10 ** p);
        context.fillStyle = c.line; context.fillRect(LEFT, y, width, 1);
        context.fillStyle = c.soft; context.font = '10px system-ui,sans-serif'; context.fillText(duration(10 ** p), LEFT + 3, y - 2);
      }
    },
    throughput(row, from, to) {
      const load = level(from, to), [ok, failed, unsure] = load.counts, base = row.y + row.height - 4, high = row.height - 16;
      const first = Math.max(0, Math.floor(from / load.width));
      let most = 1;
      for (let b = first; b < ok.length && b * load.width <= to; b++) most = Math.max(most, ok[b] + failed[b] + unsure[b]);
      for (let b = first; b < ok.length && b * load.width <= to; b++) {
        const x = X(b * load.width), w = Math.max(1, X((b + 1) * load.width) - x - .5);
        let y = base;
        [ok[b], failed[b], unsure[b]].forEach((n, o) => {
          const h = n / most * high;
          y -= h;
          context.fillStyle = c[STYLES[3 + o]];
          context.fillRect(x, y, w, h);
        });
      }
      context.textAlign = 'left';
      context.font = '10px system-ui,sans-serif';
      context.fillStyle = c.soft;
      context.fillText('highest bar: ' + most.toLocaleString('en') + ' in ' + duration(load.width), LEFT + 3, row.y + 10);
    }
  };

  // Whether the window contains so few completions that single points show more than quantiles.
  function few(load, from, to) {
    let n = 0;
    for (let b = Math.max(0, Math.floor(from / load.width)); b < load.p50.length && b * load.width <= to; b++)
      n += load.counts[0][b] + load.counts[1][b] + load.counts[2][b];
    return n < 300;
  }

  // The finest load whose buckets are at least three pixels wide.
  function level(from, to) {
    const fine = data.load[data.load.length - 1];
    return (to - from) / fine.width * 3 > width ? data.load[0] : fine;
  }

  function series(row, from, to) {
    const marks = row.lane.marks.filter(m => m.length > 3);
    let low = Infinity, high = -Infinity;
    for (const m of marks) { low = Math.min(low, m[3]); high = Math.max(high, m[3]); }
    const Y = v => row.y + row.height - 6 - (v - low) / (high - low || 1) * (row.height - 18);
    context.strokeStyle = c.leading;
    context.lineWidth = 1.5;
    context.beginPath();
    marks.forEach((m, i) => { // steps: a value is valid until the next one
      if (i) context.lineTo(X(m[0]), Y(marks[i - 1][3])); else context.moveTo(X(m[0]), Y(m[3]));
      context.lineTo(X(m[0]), Y(m[3]));
    });
    context.stroke();
    context.lineWidth = 1;
    for (const m of marks) if (m[1] === 2) { context.fillStyle = c.bad; context.fillRect(X(m[0]) - 3, Y(m[3]) - 3, 6, 6); }
    context.textAlign = 'left';
    context.font = '10px system-ui,sans-serif';
    context.fillStyle = c.soft;
    context.fillText(+low.toPrecision(3) + ' to ' + +high.toPrecision(3), LEFT + 3, row.y + 11);
  }

  // Describes the element at a point of the canvas.
  function at(x, y) {
    const row = plan.rows.find(r => y >= r.y && y < r.y + r.height);
    if (!row || x < LEFT) return null;
    const place = view.from + (x - LEFT) / (width - LEFT - 6) * (view.to - view.from), t = view.time(place);
    const slack = Math.max(0, view.time(place + (view.to - view.from) * 3 / width) - t);
    if (row.kind === 'client') {
      const {at, lasted} = data.ops;
      for (const i of row.list) {
        if (at[i] > t + slack) break;
        if (lasted[i] < 0 || at[i] + lasted[i] >= t - slack) return {text: describe(data, i), operation: data.ops.number[i], t};
      }
    } else if (row.lane) {
      const mark = row.lane.marks.find(m => Math.abs(m[0] - t) <= slack * 2);
      if (mark) return {text: row.name + ': ' + mark[2] + (mark.length > 3 ? ' = ' + mark[3] : '') + ' at ' + moment(mark[0]), t};
      const s = row.lane.spans;
      for (let i = 0; i < s.count && s.from[i] <= t + slack; i++)
        if (s.from[i] + s.lasted[i] >= t - slack)
          return {text: row.name + ': ' + s.label[i] + ' (' + data.styles[s.style[i]] + '), ' + moment(s.from[i]) + ' to ' +
            (s.open[i] ? 'the end' : moment(s.from[i] + s.lasted[i])) + ', ' + duration(s.lasted[i]), operation: s.operation[i], t};
    }
    return {text: moment(t), t};
  }

  return {size, draw, at, width: () => width, place: x => view.from + (x - LEFT) / (width - LEFT - 6) * (view.to - view.from)};
}

function describe(data, i) {
  const o = data.ops, text = k => data.texts[k];
  return '#' + o.number[i] + ' ' + (data.clients[o.client[i]] || o.client[i]) + ' ' + text(o.fn[i]) + ' ' + text(o.key[i]) + ' ' + text(o.argument[i]) +
    ' → ' + OUTCOMES[o.outcome[i]] + ' ' + text(o.answer[i]) + (o.token[i] ? ', token ' + hex(o.token[i]) : '') + (o.zxid[i] ? ', zxid ' + hex(o.zxid[i]) : '') +
    ', ' + moment(o.at[i]) + (o.lasted[i] < 0 ? ', never completed' : ' to ' + moment(o.at[i] + o.lasted[i]) + ', ' + duration(o.lasted[i]));
}
