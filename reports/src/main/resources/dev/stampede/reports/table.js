// A table that creates elements only for the visible rows. Texts are set as text, never as markup.
function makeRows(host, head, cells, onChoose) {
  const ROW = 24, MOST = 8_000_000; // browsers clip elements that are much higher
  const header = document.createElement('div');
  header.className = 'head';
  header.setAttribute('role', 'row');
  for (const name of head) {
    const cell = document.createElement('span');
    cell.textContent = name;
    cell.setAttribute('role', 'columnheader');
    header.append(cell);
  }
  const body = document.createElement('div');
  host.append(header, body);
  let list = [], chosen = -1, most = 0;
  const fits = () => Math.ceil(host.clientHeight / ROW) + 2;
  const first = () => {
    const height = Math.min(MOST, list.length * ROW), room = Math.max(1, height - host.clientHeight + ROW);
    return height < MOST ? Math.floor(host.scrollTop / ROW) : Math.floor(host.scrollTop / room * (list.length - fits() + 3));
  };
  function render() {
    const from = Math.max(0, first()), elements = [];
    const height = Math.min(MOST, list.length * ROW);
    body.style.cssText = 'position:relative;height:' + height + 'px';
    const top = height < MOST ? from * ROW : host.scrollTop;
    for (let k = from; k < Math.min(list.length, from + fits()); k++) {
      const row = document.createElement('div');
      row.className = 'row' + (list[k] === chosen ? ' chosen' : '');
      row.style.top = top + (k - from) * ROW + 'px';
      row.setAttribute('role', 'row');
      for (const [text, type] of cells(list[k])) {
        const cell = document.createElement('span');
        cell.textContent = text;
        cell.title = text;
        if (type) cell.className = type;
        cell.setAttribute('role', 'cell');
        row.append(cell);
      }
      if (onChoose) row.addEventListener('click', () => onChoose(list[k]));
      elements.push(row);
    }
    body.replaceChildren(...elements);
  }
  host.addEventListener('scroll', () => requestAnimationFrame(render));
  const reveal = item => {
    chosen = item;
    const k = list.indexOf(item);
    if (k >= 0) {
      const height = Math.min(MOST, list.length * ROW);
      host.scrollTop = height < MOST ? Math.max(0, k * ROW - host.clientHeight / 2) : k / list.length * height;
    }
    render();
    return k >= 0;
  };
  if (onChoose) host.addEventListener('keydown', e => {
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
    const k = list.indexOf(chosen) + (e.key === 'ArrowDown' ? 1 : -1);
    if (k >= 0 && k < list.length) { e.preventDefault(); onChoose(list[k]); }
  });
  const set = items => {
    list = items;
    most = Math.max(most, list.length);
    host.style.height = Math.min(432, (most + 1) * ROW + 18) + 'px'; // 18: the borders and a horizontal scroll bar
    render();
  };
  return {set, reveal, render};
}
