'use strict';
// Unpacks the embedded data, which was computed in Java.
const byId = id => document.getElementById(id);

async function unpack(id) {
  const text = byId(id).textContent;
  const packed = Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// One column of ColumnEncoder. Numbers have up to 53 bits, so shifts (32 bits) are not used.
function column(bytes, state, count, Type) {
  const values = new Type(count);
  let last = 0, at = state.at;
  for (let i = 0; i < count; i++) {
    let b = bytes[at++], value = b & 127, scale = 128;
    while (b & 128) { b = bytes[at++]; value += (b & 127) * scale; scale *= 128; }
    last += value % 2 ? -(value + 1) / 2 : value / 2;
    values[i] = last;
  }
  state.at = at;
  return values;
}

async function load() {
  const [documentBytes, bytes] = await Promise.all([unpack('document'), unpack('columns')]);
  const data = JSON.parse(new TextDecoder().decode(documentBytes));
  const state = {at: 0}, n = data.operations;
  const next = Type => column(bytes, state, n, Type);
  const ops = {count: n, number: next(Int32Array), client: next(Int32Array), fn: next(Int32Array),
    key: next(Int32Array), argument: next(Int32Array), answer: next(Int32Array), outcome: next(Uint8Array),
    at: next(Float64Array), lasted: next(Float64Array), token: next(Float64Array), zxid: next(Float64Array)};
  data.ops = ops;
  data.faults = spans(data.faults);
  for (const lane of data.lanes) lane.spans = spans(lane.spans);
  data.byClient = new Map();
  for (let i = 0; i < n; i++) {
    let list = data.byClient.get(ops.client[i]);
    if (!list) data.byClient.set(ops.client[i], list = []);
    list.push(i);
  }
  data.row = new Map();
  data.rowOf = number => { // numbers ascend: binary search
    let low = 0, high = n - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (ops.number[middle] === number) return middle;
      if (ops.number[middle] < number) low = middle + 1; else high = middle - 1;
    }
    return -1;
  };
  return data;
}

function spans(s) {
  let at = 0;
  s.from = s.from.map(d => at += d);
  s.count = s.from.length;
  return s;
}

// The first index whose value is at least the wanted one.
function firstFrom(values, wanted) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1; else high = middle;
  }
  return low;
}

// A time with as many decimals as are useful in a window of this width.
function seconds(micros, width) { return String(+(micros / 1e6).toFixed(width > 2e7 ? 1 : width > 2e6 ? 2 : width > 2e5 ? 3 : 6)); }
function moment(micros) { return (micros / 1e6).toFixed(3) + ' s'; }
function duration(micros) {
  if (micros < 1000) return Math.round(micros) + ' µs';
  if (micros < 1e6) return +(micros / 1000).toPrecision(3) + ' ms';
  return +(micros / 1e6).toPrecision(3) + ' s';
}
function hex(value) { return value > 0 ? '0x' + value.toString(16) : ''; }
const OUTCOMES = ['OK', 'FAILED', 'INDETERMINATE'];
