// The visible window and the axis: real time, rank or zxid. A place is a position on the axis.
function makeView(data) {
  const real = {name: 'real time', at: [0, data.end], place: [0, data.end], labels: []};
  const axes = [real, ...data.axes];
  const view = {axes, axis: real, from: 0, to: data.end, listeners: []};
  const map = (x, xs, ys) => {
    const n = xs.length;
    let i = firstFrom(xs, x);
    if (i <= 0) return ys[0];
    if (i >= n) return ys[n - 1];
    const run = xs[i] - xs[i - 1];
    return run <= 0 ? ys[i] : ys[i - 1] + (x - xs[i - 1]) / run * (ys[i] - ys[i - 1]);
  };
  view.place = t => view.axis === real ? t : map(t, view.axis.at, view.axis.place);
  view.time = p => view.axis === real ? p : map(p, view.axis.place, view.axis.at);
  view.last = () => view.axis.place[view.axis.place.length - 1];
  // `from` and `to` are places on the axis.
  view.show = (from, to) => {
    const end = view.last(), least = view.axis === real ? 20 : Math.min(4, end);
    let width = Math.min(end, Math.max(least, to - from));
    from = Math.max(0, Math.min(from, end - width));
    view.from = from;
    view.to = from + width;
    view.listeners.forEach(f => f());
  };
  view.showTimes = (from, to) => view.show(view.place(from), Math.max(view.place(to), view.place(from) + 1));
  view.zoom = (factor, around) => {
    const at = around === undefined ? (view.from + view.to) / 2 : around;
    view.show(at - (at - view.from) * factor, at + (view.to - at) * factor);
  };
  view.pan = share => { const d = (view.to - view.from) * share; view.show(view.from + d, view.to + d); };
  view.times = () => [view.time(view.from), view.time(view.to)];
  view.choose = index => {
    const [from, to] = view.times();
    view.axis = axes[index];
    view.showTimes(from, to);
  };
  return view;
}
