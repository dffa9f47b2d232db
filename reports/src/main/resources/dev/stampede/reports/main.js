function copyButtons() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const source = byId(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch (refused) { // a page from a file may have no clipboard access: select the text and use execCommand
        getSelection().selectAllChildren(source);
        document.execCommand('copy');
      }
      button.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; }, 1500);
    });
  }
}

function option(select, value, text) {
  const o = document.createElement('option');
  o.value = value;
  o.textContent = text;
  select.append(o);
}

function legend(c) {
  const words = [['ok', 'OK'], ['failed', 'definitely failed'], ['unsure', 'indeterminate, suspended, doubted or no leader'], ['bad', 'violation or expired'],
    ['held', 'held'], ['leading', 'leading'], ['following', 'following'], ['connected', 'connected'], ['down', 'down or lost'], ['looking', 'looking or paused'], ['fault', 'fault (the hatch shows the family)']];
  byId('legend').replaceChildren(...words.map(([name, text]) => {
    const item = document.createElement('li'), box = document.createElement('span');
    box.style.background = 'var(--' + name + ')';
    item.append(box, text);
    return item;
  }));
}

// Paper cannot unfold anything. Browsers without ::details-content, which the style sheet uses, need this.
function unfoldOnPaper() {
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details:not([open])')];
    for (const details of folded) details.open = true;
  });
  addEventListener('afterprint', () => { for (const details of folded) details.open = false; });
}

async function main() {
  copyButtons();
  unfoldOnPaper();
  if (!byId('document')) return; // the page of a harness failure
  if (!('DecompressionStream' in window)) return; // the static picture stays
  const started = performance.now(), data = await load(), decoded = performance.now();
  byId('live').hidden = false;
  byId('tools').hidden = false;
  byId('table').hidden = false;
  byId('still').hidden = true;
  const view = makeView(data), chosen = {number: -1}, canvas = byId('canvas'), overview = byId('overview');
  const drawing = makeDrawing(data, view, canvas, chosen);
  legend();
  view.axes.forEach((a, i) => option(byId('axis'), i, a.name));
  byId('axis').addEventListener('change', e => view.choose(+e.target.value));

  let asked = false;
  const redraw = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; drawing.draw(); brush(); });
  };

  function brush() {
    const c = overview.getContext('2d'), ratio = devicePixelRatio || 1, w = overview.clientWidth, k = colours();
    overview.width = w * ratio;
    overview.height = 38 * ratio;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    const X = t => LEFT + t / data.end * (w - LEFT - 6), load = data.load[0], [ok, failed, unsure] = load.counts;
    let most = 1;
    for (let b = 0; b < ok.length; b++) most = Math.max(most, ok[b] + failed[b] + unsure[b]);
    for (let b = 0; b < ok.length; b++) {
      const h = (ok[b] + failed[b] + unsure[b]) / most * 28;
      c.fillStyle = k.quiet;
      c.fillRect(X(b * load.width), 34 - h, Math.max(1, X(load.width) - LEFT), h);
    }
    for (let i = 0; i < data.faults.count; i++) {
      c.fillStyle = k.fault;
      c.fillRect(X(data.faults.from[i]), 2, Math.max(2, X(data.faults.from[i] + data.faults.lasted[i]) - X(data.faults.from[i])), 4);
    }
    for (const a of data.anomalies) {
      c.fillStyle = a.caveat ? k.unsure : k.bad;
      c.fillRect(X(a.from), 7, Math.max(3, X(a.to) - X(a.from)), 4);
    }
    const [from, to] = view.times();
    c.strokeStyle = k.link;
    c.lineWidth = 2;
    c.strokeRect(X(from), 1, Math.max(3, X(to) - X(from)), 36);
    c.fillStyle = k.soft;
    c.font = '12px system-ui,sans-serif';
    c.fillText('whole run', 14, 22);
    byId('window').textContent = seconds(from, to - from) + ' to ' + seconds(to, to - from) + ' s';
  }

  const operations = operationTable(data, view, choose), lines = logTable(data, view);
  let later = 0;
  view.listeners.push(redraw, () => {
    clearTimeout(later);
    later = setTimeout(() => { operations.follow(); lines.follow(); }, 120);
  });

  let anomaly = 0;
  const violation = next => {
    if (data.anomalies.length === 0) return view.showTimes(0, data.end);
    anomaly = next ? (anomaly + 1) % data.anomalies.length : 0;
    const a = data.anomalies[anomaly];
    byId('tip').textContent = (a.caveat ? 'Caveat: ' : 'Violation: ') + a.what;
    view.showTimes(a.window[0], a.window[1]);
  };

  function choose(row) {
    chosen.number = data.ops.number[row];
    byId('detail').textContent = describe(data, row);
    byId('tip').textContent = describe(data, row);
    history.replaceState(null, '', '#op-' + chosen.number);
    operations.reveal(row);
    const [from, to] = view.times(), at = data.ops.at[row], end = at + Math.max(0, data.ops.lasted[row]);
    if (end < from || at > to) view.showTimes(at - (to - from) / 2, at + (to - from) / 2);
    redraw();
  }

  function link() {
    const match = /^#op-(\d+)$/.exec(location.hash);
    if (!match) return;
    const row = data.rowOf(+match[1]);
    if (row < 0) { byId('detail').textContent = 'Operation #' + match[1] + ' is not embedded in this page; see the history.'; return; }
    operations.clear();
    choose(row);
    byId('operations').scrollIntoView({behavior: 'instant'});
  }
  addEventListener('hashchange', link);

  for (const button of document.querySelectorAll('[data-do]')) button.addEventListener('click', () => ({
    violation: () => violation(false), all: () => view.showTimes(0, data.end), in: () => view.zoom(.5), out: () => view.zoom(2)
  })[button.dataset.do]());
  const jump = document.querySelector('[data-do=violation]');
  jump.hidden = data.anomalies.length === 0;
  if (data.anomalies.length && data.anomalies[0].caveat) jump.textContent = 'Caveat';
  pointer(canvas, drawing, view, data, choose);
  overview.addEventListener('pointerdown', e => {
    overview.setPointerCapture(e.pointerId);
    const T = x => (x - LEFT) / (overview.clientWidth - LEFT - 6) * data.end, start = T(e.offsetX), [from, to] = view.times();
    const move = m => { const t = T(m.offsetX); if (Math.abs(t - start) > data.end / 200) view.showTimes(Math.max(0, Math.min(start, t)), Math.max(start, t)); };
    view.showTimes(start - (to - from) / 2, start + (to - from) / 2);
    overview.addEventListener('pointermove', move);
    overview.addEventListener('pointerup', () => overview.removeEventListener('pointermove', move), {once: true});
  });
  canvas.addEventListener('keydown', e => {
    const act = {ArrowLeft: () => view.pan(-.2), ArrowRight: () => view.pan(.2), '+': () => view.zoom(.6), '=': () => view.zoom(.6), '-': () => view.zoom(1 / .6),
      Home: () => view.showTimes(0, data.end), v: () => violation(false), V: () => violation(false), n: () => violation(true), N: () => violation(true)}[e.key];
    if (act && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); act(); }
  });
  const resize = () => { drawing.size(); redraw(); };
  addEventListener('resize', resize);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', resize);
  drawing.size();
  if (data.anomalies.length && !data.anomalies[0].caveat) byId('tip').textContent = 'Violation: ' + data.anomalies[0].what;
  view.showTimes(data.focus[0], data.focus[1]);
  const before = performance.now();
  drawing.draw();
  const drawn = performance.now();
  document.documentElement.dataset.timing = 'decode ' + Math.round(decoded - started) + ' ms, draw ' + Math.round(drawn - before) + ' ms';
  link();
}

function pointer(canvas, drawing, view, data, choose) {
  canvas.addEventListener('wheel', e => {
    if (e.offsetX < LEFT || !e.ctrlKey && document.activeElement !== canvas) return; // otherwise the wheel scrolls the page
    e.preventDefault();
    if (Math.abs(e.deltaX) > Math.abs(e.deltaY)) view.pan(e.deltaX / 600);
    else view.zoom(Math.exp(Math.max(-1, Math.min(1, e.deltaY / 300))), drawing.place(e.offsetX));
  }, {passive: false});
  let grip = null;
  canvas.addEventListener('pointerdown', e => {
    if (e.offsetX < LEFT) return;
    canvas.setPointerCapture(e.pointerId);
    grip = {x: e.offsetX, from: view.from, to: view.to, brush: e.shiftKey, place: drawing.place(e.offsetX), moved: false};
  });
  canvas.addEventListener('pointermove', e => {
    if (!grip) {
      const found = drawing.at(e.offsetX, e.offsetY);
      if (found) byId('tip').textContent = found.text;
      return;
    }
    if (Math.abs(e.offsetX - grip.x) > 3) grip.moved = true;
    if (!grip.brush && grip.moved) {
      const d = (grip.x - e.offsetX) / (drawing.width() - LEFT) * (grip.to - grip.from);
      view.show(grip.from + d, grip.to + d);
    }
  });
  canvas.addEventListener('pointerup', e => {
    const held = grip;
    grip = null;
    if (!held) return;
    if (held.moved && held.brush) {
      const place = drawing.place(e.offsetX);
      view.show(Math.min(place, held.place), Math.max(place, held.place));
    } else if (!held.moved) {
      const found = drawing.at(e.offsetX, e.offsetY), row = found && found.operation >= 0 ? data.rowOf(found.operation) : -1;
      if (row >= 0) choose(row);
    }
  });
  canvas.addEventListener('pointercancel', () => { grip = null; });
}

function operationTable(data, view, choose) {
  const o = data.ops, text = i => data.texts[i];
  const rows = makeRows(byId('rows'), ['Number', 'Client', 'Operation', 'Path', 'Argument → answer', 'Outcome', 'Invoked', 'Lasted', 'Token'], i => [
    ['#' + o.number[i]], [data.clients[o.client[i]] || String(o.client[i])], [text(o.fn[i])], [text(o.key[i])],
    [[text(o.argument[i]), text(o.answer[i])].filter(Boolean).join(' → ')], [OUTCOMES[o.outcome[i]], 'o' + o.outcome[i]], [moment(o.at[i]), 'r'],
    [o.lasted[i] < 0 ? 'open' : duration(o.lasted[i]), 'r'], [hex(o.token[i])]], choose);
  for (const client of [...data.byClient.keys()].sort((a, b) => a - b)) option(byId('f-client'), client, data.clients[client] || client);
  function filter() {
    const client = byId('f-client').value, outcome = byId('f-outcome').value, words = byId('f-text').value.toLowerCase();
    const inside = byId('f-window').checked, [from, to] = view.times(), list = [];
    const matching = words && new Set(data.texts.map((t, k) => t.toLowerCase().includes(words) ? k : -1));
    for (let i = 0; i < o.count; i++) {
      if (client !== '' && o.client[i] !== +client || outcome !== '' && o.outcome[i] !== +outcome) continue;
      if (inside && (o.at[i] > to || (o.lasted[i] >= 0 && o.at[i] + o.lasted[i] < from))) continue;
      if (words && !(matching.has(o.key[i]) || matching.has(o.fn[i]) || matching.has(o.argument[i]) || matching.has(o.answer[i]))) continue;
      list.push(i);
    }
    byId('f-count').textContent = list.length.toLocaleString('en') + ' of ' + o.count.toLocaleString('en');
    rows.set(list);
  }
  for (const id of ['f-client', 'f-outcome', 'f-text', 'f-window']) byId(id).addEventListener('input', filter);
  filter();
  return {reveal: rows.reveal, follow: () => { if (byId('f-window').checked) filter(); },
    clear: () => { byId('f-client').value = byId('f-outcome').value = byId('f-text').value = ''; byId('f-window').checked = false; filter(); }};
}

function logTable(data, view) {
  const {at, who, text} = data.logs;
  if (at.length === 0) return {follow() {}};
  byId('loglive').hidden = false;
  byId('excerpt').hidden = true;
  const rows = makeRows(byId('lines'), ['Time', 'Member', 'Line'], i => [[moment(at[i])], [who[i]], [text[i]]]);
  for (const name of [...new Set(who)].sort()) option(byId('l-who'), name, name);
  function filter() {
    const name = byId('l-who').value, words = byId('l-text').value.toLowerCase(), inside = byId('l-window').checked, [from, to] = view.times(), list = [];
    for (let i = 0; i < at.length; i++)
      if ((!name || who[i] === name) && (!inside || (at[i] >= from && at[i] <= to)) && (!words || text[i].toLowerCase().includes(words))) list.push(i);
    byId('l-count').textContent = list.length.toLocaleString('en') + ' of ' + at.length.toLocaleString('en') + ' lines';
    rows.set(list);
  }
  for (const id of ['l-who', 'l-text', 'l-window']) byId(id).addEventListener('input', filter);
  const [from, to] = view.times();
  if (!at.some(t => t >= from && t <= to)) byId('l-window').checked = false; // no log line is in the window
  return {follow: filter};
}

main().catch(error => { // the static picture and the other sections need no script
  byId('tip').textContent = 'The timeline could not be drawn: ' + error;
  byId('live').hidden = false;
  byId('still').hidden = false;
  console.error(error);
});
