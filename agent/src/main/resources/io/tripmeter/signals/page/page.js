// The live page. It asks for /overview while somebody looks, builds each section anew, and changes only what differs in the document, so
// that focus, scroll position, selection and what is unfolded stay. All text becomes a text node: nothing here is parsed as HTML.

const POLL_MILLIS = 2000;
const PATIENCE_MILLIS = 10000;
const UNKNOWN = '–';

const state = {
  data: null, paused: false, timer: 0, asking: false, lost: '', lastAnswer: 0, copied: '',
  sort: {}, filter: {}, order: {}, open: new Set(),
};

// ---- Building ----------------------------------------------------------------------------------------------------------------------

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child.nodeType ? child : String(child));
  }
  return node;
}

const el = (name, attributes, ...children) => build(document.createElement(name), attributes, children);
const svg = (name, attributes, ...children) => build(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
const code = (text) => el('code', {class: 'sql'}, text);
/** A name that may be broken where people would break it, and not in the middle of a word. */
const breakable = (text) => String(text).split(/(?<=[./(=_:?&,-])(?=\w)/).flatMap((part, at) => (at ? [el('wbr'), part] : [part]));
const identifier = (text) => el('code', {class: 'name'}, breakable(text));
const empty = (sentence) => el('p', {class: 'empty'}, sentence);
const pair = (name, ...values) => el('div', null, el('dt', null, name), values.map((value) => el('dd', null, value)));

/** A picture stretched to its box, with its content in words. */
function picture(className, width, height, title, description, ...shapes) {
  return svg('svg', {class: className, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img'},
    svg('title', null, title), description ? svg('desc', null, description) : null, shapes);
}

const rect = (className, x, y, width, height) => svg('rect', {class: className, x: round(x), y: round(y), width: round(width), height: round(height)});

/** Its content is built only while it is open. */
function fold(key, title, content, className) {
  const open = state.open.has(key);
  return el('details', {'data-key': key, class: className, open}, el('summary', null, title), open ? content() : null);
}

/** The text as code, with a button that copies it. */
function copyable(key, text, what) {
  return el('div', {class: 'copyable'}, identifier(text), copyButton(key, text, what));
}

function copyButton(key, text, what) {
  return el('button', {type: 'button', class: 'copy', 'data-action': 'copy', 'data-id': key, 'data-text': text, 'aria-label': `Copy ${what}`},
    state.copied === key ? 'Copied' : 'Copy');
}

// ---- Words and numbers ---------------------------------------------------------------------------------------------------------------

const known = (value) => value !== null && value !== undefined;
const round = (value) => Math.round(value * 100) / 100;
const formats = new Map();

function number(value, digits = 0) {
  if (!known(value)) return UNKNOWN;
  if (!formats.has(digits)) formats.set(digits, new Intl.NumberFormat('en-US', {maximumFractionDigits: digits, minimumFractionDigits: digits}));
  return formats.get(digits).format(value);
}

/** Not broken between the number and its unit. */
const unit = (value, of) => `${value}\u00a0${of}`;
const count = (value, one, many = `${one}s`) => unit(number(value), value === 1 ? one : many);
const trips = (value) => (known(value) ? number(value, value < 10 && !Number.isInteger(value) ? 1 : 0) : UNKNOWN);

function millis(value) {
  if (!known(value)) return UNKNOWN;
  if (value >= 60000) return seconds(value / 1000);
  if (value >= 10000) return unit(number(value / 1000, 1), 's');
  return unit(number(value, value === 0 || value >= 100 ? 0 : value < 1 ? 2 : 1), 'ms');
}

/** The two largest units. */
function seconds(value) {
  if (!known(value)) return UNKNOWN;
  if (value < 60) return unit(number(value, value < 10 && !Number.isInteger(value) ? 1 : 0), 's');
  const minutes = Math.floor(value / 60);
  if (minutes < 60) return two(minutes, 'min', Math.floor(value % 60), 's');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? two(hours, 'h', minutes % 60, 'min') : two(Math.floor(hours / 24), 'days', hours % 24, 'h');
}

const two = (first, larger, second, smaller) => unit(number(first), larger) + (second ? ` ${unit(second, smaller)}` : '');

/** A setting's value as people say it: 1800000 ms is 30 min. */
function withUnit(value, of) {
  if (!known(value) || value === '') return 'unset';
  const text = String(value);
  if (!of || !/^\d+$/.test(text)) return text;
  const scale = {ms: 1 / 1000, s: 1, min: 60}[of];
  const amount = Number(text);
  if (!scale || amount === 0) return unit(number(amount), of);
  return amount * scale < 1 ? unit(number(amount), 'ms') : seconds(amount * scale);
}

function clock(text) {
  const time = new Date(text);
  if (!text || Number.isNaN(time.getTime())) return UNKNOWN;
  return `${time.toISOString().slice(11, 19)} UTC`;
}

function day(text) {
  const time = new Date(text);
  return !text || Number.isNaN(time.getTime()) ? UNKNOWN : `${time.toISOString().slice(0, 10)} ${clock(text)}`;
}

// ---- Changing the document -------------------------------------------------------------------------------------------------------------

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('data-key') : null);
const alike = (old, fresh) => old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && keyOf(old) === keyOf(fresh);

function syncAttributes(old, fresh) {
  // Whoever reads has folded and unfolded.
  const kept = (name) => name === 'open' && old.nodeName === 'DETAILS';
  for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name) && !kept(name)) old.removeAttribute(name);
  for (const {name, value} of fresh.attributes) if (old.getAttribute(name) !== value && !kept(name)) old.setAttribute(name, value);
}

function firstAlike(from, child) {
  let node = from;
  while (node && !alike(node, child)) node = node.nextSibling;
  return node;
}

/** Makes the children of `old` those of `fresh`; a child with a key is found again wherever it was. */
function patchChildren(old, fresh) {
  const keyed = new Map();
  for (const child of old.childNodes) if (keyOf(child) !== null) keyed.set(keyOf(child), child);
  let next = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = keyOf(child);
    const match = key === null ? firstAlike(next, child) : keyed.get(key);
    if (match && alike(match, child)) {
      // Another one with the same key is another place.
      if (key !== null) keyed.delete(key);
      if (match === next) next = next.nextSibling;
      else old.insertBefore(match, next);
      patch(match, child);
    } else {
      old.insertBefore(child, next);
    }
  }
  while (next) {
    const following = next.nextSibling;
    next.remove();
    next = following;
  }
}

function patch(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  syncAttributes(old, fresh);
  patchChildren(old, fresh);
}

function holdsSelection(node) {
  const selection = document.getSelection();
  return selection && !selection.isCollapsed && node.contains(selection.anchorNode) && document.activeElement?.nodeName !== 'INPUT';
}

/** Leaves a part alone in which somebody has selected text. A field that moved keeps the focus. */
function show(id, ...content) {
  const place = document.getElementById(id);
  if (holdsSelection(place)) return;
  const focused = document.activeElement;
  const fresh = place.cloneNode(false);
  build(fresh, null, content);
  patchChildren(place, fresh);
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({preventScroll: true});
}

function setText(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) place.textContent = text;
}

// ---- Tables ----------------------------------------------------------------------------------------------------------------------------

/**
 * A column is {name, label, cell, value, numeric, head, hidden}: `cell` gives a row's content; with `value` the column can be sorted;
 * `head` marks the row's header. The roles keep it a table where the style sheet makes cards of its rows.
 */
function table(id, caption, columns, rows, keyFor, className = 'stack') {
  return el('div', {class: 'scroll'}, el('table', {id, class: className, role: 'table'},
    el('caption', {class: 'unseen'}, caption),
    el('thead', {role: 'rowgroup'}, el('tr', {role: 'row'}, columns.map((column) => headCell(id, column)))),
    el('tbody', {role: 'rowgroup'}, rows.map((row, index) => el('tr', {role: 'row', 'data-key': keyFor ? keyFor(row) : index},
      columns.map((column) => bodyCell(column, row)))))));
}

function headCell(id, column) {
  const sort = state.sort[id];
  const attributes = {scope: 'col', role: 'columnheader', class: [column.numeric ? 'n' : '', column.className ?? ''].join(' ').trim() || null};
  if (!column.value) return el('th', attributes, column.name);
  const sorted = sort?.column === column.name;
  const direction = sorted ? (sort.down ? 'descending' : 'ascending') : 'none';
  return el('th', {...attributes, 'data-sortable': true, 'aria-sort': direction},
    el('button', {type: 'button', 'data-action': 'sort', 'data-table': id, 'data-column': column.name, 'data-numeric': column.numeric}, column.name));
}

function bodyCell(column, row) {
  const className = [column.numeric ? 'n' : '', column.className ?? ''].join(' ').trim() || null;
  if (column.head) return el('th', {scope: 'row', role: 'rowheader', class: className}, column.cell(row));
  return el('td', {role: 'cell', class: className, 'data-label': column.label === undefined ? column.name : column.label || null}, column.cell(row));
}

function sorted(id, columns, rows, keyFor) {
  const sort = state.sort[id];
  const column = columns.find((one) => one.name === sort?.column);
  const value = (row) => column.value(row) ?? (column.numeric ? -1 : '');
  const compare = (a, b) => (column.numeric ? value(a) - value(b) : String(value(a)).localeCompare(String(value(b)), 'en'));
  const result = column ? [...rows].sort((a, b) => (sort.down ? compare(b, a) : compare(a, b))) : rows;
  return settled(id, result, keyFor);
}

/** While the pointer or the focus is in a table, its rows stay where they are. */
function settled(id, rows, keyFor) {
  const place = document.getElementById(id)?.tBodies[0];
  const busy = place && (place.matches(':hover') || place.contains(document.activeElement));
  const before = state.order[id];
  if (busy && before) {
    const at = new Map(before.map((key, index) => [key, index]));
    const index = (row) => at.get(keyFor(row)) ?? Infinity;
    rows = [...rows].sort((a, b) => (index(a) === index(b) ? 0 : index(a) - index(b)));
  }
  state.order[id] = rows.map(keyFor);
  return rows;
}

function filterField(id, label, placeholder) {
  return el('label', null, el('span', {class: 'unseen'}, label),
    el('input', {type: 'search', 'data-filter': id, placeholder, autocomplete: 'off', spellcheck: 'false'}));
}

function filtered(id, rows, textOf) {
  const words = (state.filter[id] ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return words.length ? rows.filter((row) => words.every((word) => textOf(row).toLowerCase().includes(word))) : rows;
}

// ---- The head of the page ----------------------------------------------------------------------------------------------------------------

function showHead(data) {
  const {application, tripmeter} = data;
  const problems = data.problems?.length ?? 0;
  const name = application.name ?? 'unnamed application';
  document.title = `${problems ? `${count(problems, 'problem')}: ` : ''}${name} - Tripmeter`;
  setText('application', name);
  setText('brand', `Tripmeter ${tripmeter.version}`);
  show('facts',
    pair('Mode', tripmeter.mode === 'advise' ? 'advise (nothing is changed)' : tripmeter.mode),
    pair('PID', application.pid ?? UNKNOWN), pair('Java', application.java ?? UNKNOWN), pair('Host', application.host ?? UNKNOWN),
    pair('Started', day(application.started)), pair('Up', seconds(application.uptime_s)), pair('Time', clock(application.time)));
}

function tile(name, value, explanation, bad) {
  return el('div', null, el('dt', null, name), el('dd', {class: bad ? 'bad' : null}, value), explanation ? el('dd', null, explanation) : null);
}

function showSummary(data) {
  const problems = data.problems ?? [];
  const saving = problems.reduce((sum, one) => sum + (one.saves_s_per_hour ?? 0), 0);
  const severe = problems.filter((one) => one.severity === 'high').length;
  show('summary',
    tile('Problems', number(problems.length), severe ? `${number(severe)} of high severity` : problems.length ? 'none of high severity' : 'nothing to do', severe > 0),
    tile('Could be saved', saving ? `${seconds(Math.round(saving))}` : UNKNOWN, saving ? `of waiting${perHour(data)}` : 'nothing that is known'),
    requestTile(data), connectionTile(data), linkTile(data),
    tile('Slow queries', number(data.totals?.slow_queries), 'since the start'));
}

function requestTile(data) {
  const requests = (data.routes ?? []).filter((one) => one.kind === 'request');
  const total = requests.reduce((sum, one) => sum + one.count, 0);
  const sum = requests.reduce((all, one) => all + one.round_trips.sum, 0);
  return tile('Round trips a request', total ? number(sum / total, 1) : UNKNOWN, total ? `${count(total, 'request')} so far` : 'no requests yet');
}

function connectionTile(data) {
  const pools = (data.pools ?? []).map((pool) => pool.connections).filter((one) => one && known(one.used));
  const sum = (key) => pools.reduce((all, one) => all + (one[key] ?? 0), 0);
  const waiting = sum('pending');
  return tile('Connections in use', pools.length ? `${number(sum('used'))} of ${number(sum('max'))}` : UNKNOWN,
    pools.length ? (waiting ? `${count(waiting, 'thread')} waiting` : 'no thread waits') : 'no pool yet', waiting > 0);
}

function linkTile(data) {
  const links = (data.pools ?? []).map((pool) => pool.link_ms?.fastest).filter(known);
  const least = millis(Math.min(...links));
  const most = millis(Math.max(...links));
  return tile('Round trip on the link', links.length ? least : UNKNOWN,
    !links.length ? 'not measured yet' : least === most ? 'the fastest that was seen' : `the fastest; ${most} in another pool`);
}

function showSections(data) {
  const entries = [
    ['problems', 'Problems', data.problems], ['pools', 'Pools', data.pools], ['routes', 'Routes', data.routes],
    ['slow', 'Slow requests', data.slow_requests], ['statements', 'Statements', data.statements], ['hazards', 'Hazards', data.hazards],
    ['configuration', 'Configuration', null],
  ];
  show('sections', entries.map(([id, name, list]) => el('a', {href: `#${id}`, 'data-key': id}, name, list ? el('span', null, number(list.length)) : null)));
}

function showState() {
  const place = document.getElementById('state');
  const look = state.lost ? 'lost' : state.paused ? 'paused' : state.data ? 'live' : '';
  place.className = `state ${look}`.trim();
  const at = state.lastAnswer ? clock(state.lastAnswer) : '';
  setText('state', state.lost ? 'No answer' : state.paused ? `Paused${at ? ` at ${at}` : ''}` : state.data ? 'Live, every 2 s' : 'Waiting for the first answer.');
  const notice = document.getElementById('notice');
  notice.hidden = !state.lost;
  setText('notice', state.lost && `${state.lost} ${at ? `What you see is from ${at}.` : ''}${state.paused ? '' : ' This page goes on asking.'}`);
  const pause = document.getElementById('pause');
  setText('pause', state.paused ? 'Go on' : 'Pause');
  pause.setAttribute('aria-pressed', String(state.paused));
}

// ---- Problems ------------------------------------------------------------------------------------------------------------------------------

function showProblems(data) {
  const problems = data.problems ?? [];
  if (!problems.length) {
    show('problems-body', empty('Nothing is wrong that Tripmeter can see. What it looks for: statements repeated in one request, round trips that '
      + 'nobody needs, a pool that is too small or too large, missing timeouts, connections without TLS to another host, and SQL that a pooler breaks.'));
    return;
  }
  show('problems-body', el('ol', {class: 'problems'}, problems.map((one) => problem(one, perHour(data)))));
}

/** In the first hour of counting nothing is extrapolated. */
const perHour = (data) => ((data.observed_s ?? 0) < 3600 ? ' so far' : ' each hour');

function problem(one, when) {
  return el('li', {class: `card problem ${['high', 'medium'].includes(one.severity) ? one.severity : 'low'}`, 'data-key': one.id},
    el('h3', null, el('span', {class: `badge ${one.severity}`}, one.severity, el('span', {class: 'unseen'}, ' severity: ')), one.title),
    known(one.saves_s_per_hour) ? el('p', {class: 'saving'}, el('b', null, seconds(Math.round(one.saves_s_per_hour * 10) / 10)), ` could be saved${when}`) : null,
    el('div', null,
      one.number ? el('p', {class: 'number'}, one.number) : null,
      one.detail ? el('p', {class: 'soft'}, one.detail) : null,
      one.cure ? el('p', {class: 'cure'}, el('strong', null, 'Cure: '), one.cure) : null,
      one.setting ? copyable(`setting ${one.id}`, one.setting, `the setting ${one.setting}`) : null,
      places(one),
      one.sql ? fold(`sql ${one.id}`, 'Statement', () => copyable(`sql ${one.id}`, one.sql, 'the statement')) : null));
}

function places(one) {
  const named = [['Code', one.where], ['Route', one.route], ['Pool', one.pool], ['Read more', one.more && `docs/${one.more.replace(/^([\w-]+)(#|$)/, '$1.md$2')}`]];
  const some = named.filter(([, text]) => text);
  return some.length ? el('dl', {class: 'places'}, some.map(([label, text]) => pair(label, identifier(text)))) : null;
}

// ---- Pools -----------------------------------------------------------------------------------------------------------------------------------

function showPools(data) {
  const pools = data.pools ?? [];
  if (!pools.length) {
    show('pools-body', empty('No pool has been opened yet.'));
    return;
  }
  const servers = new Map();
  for (const pool of pools) {
    const server = pool.server ?? 'No connection yet';
    if (!servers.has(server)) servers.set(server, []);
    servers.get(server).push(pool);
  }
  show('pools-body', [...servers].map(([server, its]) => el('div', {class: 'server', 'data-key': server},
    el('h3', null, server), behind(its[0]), el('div', {class: 'pools'}, its.map(poolCard)))));
}

function behind(pool) {
  const evidence = pool.pooler_evidence ?? [];
  if (!pool.pooler) return null;
  return el('p', {class: 'soft'}, pool.pooler === 'direct' ? 'no pooler before it' : pool.pooler, evidence.length ? `, known by: ${evidence.join('; ')}` : '');
}

function poolCard(pool) {
  return el('article', {class: 'card pool', 'data-key': pool.name, 'aria-label': `Pool ${pool.name}`},
    el('header', null, el('h4', null, pool.product ? pool.name : 'Connections without a pool'), el('span', {class: 'soft'}, pool.product,
      pool.of_replica ? ', of a replica' : '')),
    connectionChart(pool), waitChart(pool), measures(pool), suggested(pool), settingsFolds(pool));
}

const swatch = (className) => svg('svg', {viewBox: '0 0 10 10', 'aria-hidden': 'true'},
  className === 'limit' ? svg('path', {class: className, d: 'M0 5H10'}) : rect(className, 0, 0, 10, 10));
const legend = (entries) => el('ul', {class: 'legend'}, entries.map(([className, text]) => el('li', null, swatch(className), text)));

/** The samples of a history at the right of as many places as the window has. */
function slots(history, key, size) {
  const values = history?.[key] ?? [];
  return Array(Math.max(0, size - values.length)).fill(null).concat(values.slice(-size));
}

const WINDOW = 90;
const STEP = 10;
const WIDTH = WINDOW * STEP;

function connectionChart(pool) {
  const {history, connections} = pool;
  if (!connections || !known(connections.used)) {
    return el('p', {class: 'empty'}, 'The state of these connections is not known: they belong to no pool that Tripmeter manages.');
  }
  const entries = [['used', `${number(connections.used)} used`], ['idle', `${number(connections.idle)} idle`],
    ['pending', `${count(connections.pending ?? 0, 'thread')} waiting`], ['limit', `${number(connections.max)} at most`]];
  return el('div', null, legend(entries), history ? connectionPlot(pool) : null);
}

function connectionPlot({name, history, connections}) {
  const layers = ['used', 'idle', 'pending'].map((key) => slots(history, key, WINDOW));
  const sums = layers[0].map((value, at) => layers.reduce((sum, layer) => sum + (layer[at] ?? 0), 0));
  const top = Math.max(connections.max ?? 0, ...sums, 1);
  const area = (className, from, to) => svg('path', {class: className, d: steps(layers, from, to, top)});
  const words = `At most ${number(connections.max)}, ${number(connections.min_idle)} kept idle. Now ${number(connections.used)} used, `
    + `${number(connections.idle)} idle, ${number(connections.pending)} waiting; most used ${number(Math.max(0, ...layers[0].filter(known)))}.`;
  const limit = known(connections.max) ? svg('path', {class: 'limit', d: `M0 ${round(100 - 100 * connections.max / top)}H${WIDTH}`}) : null;
  return framed('', plot(`Connections of pool ${name}`, words,
    area('used', 0, 1), area('idle', 1, 2), area('pending', 2, 3), svg('path', {class: 'edge', d: edge(layers, top)}), limit),
  [number(top), '0'], span(history));
}

/** 100 high, with room for the line of the maximum. */
function plot(title, description, ...shapes) {
  const result = picture('plot', WIDTH, 100, title, description, shapes);
  result.setAttribute('viewBox', `0 -4 ${WIDTH} 104`);
  return result;
}

/** Each sample as wide as its step, between the layers below it and its own top; nothing where none was taken. */
function steps(layers, from, to, top) {
  let path = '';
  for (let at = 0; at < WINDOW; at++) {
    if (!known(layers[0][at])) continue;
    const low = level(layers, at, from, top);
    const high = level(layers, at, to, top);
    if (low !== high) path += `M${at * STEP} ${low}V${high}h${STEP}V${low}z`;
  }
  return path;
}

const level = (layers, at, upTo, top) => round(100 - 100 * layers.slice(0, upTo).reduce((sum, layer) => sum + (layer[at] ?? 0), 0) / top);

function edge(layers, top) {
  let path = '';
  for (let at = 0; at < WINDOW; at++) {
    if (!known(layers[0][at])) continue;
    const y = level(layers, at, 2, top);
    path += `${at && known(layers[0][at - 1]) ? `V${y}` : `M${at * STEP} ${y}`}h${STEP}`;
  }
  return path;
}

const span = (history) => [`${seconds((history.step_s ?? 10) * WINDOW)} ago`, 'now'];

function framed(className, plot, scale, ends) {
  return el('div', {class: `chart ${className}`.trim()}, plot,
    el('div', {class: 'scale', 'aria-hidden': 'true'}, scale.map((text) => el('span', null, text))),
    ends ? el('div', {class: 'span', 'aria-hidden': 'true'}, ends.map((text) => el('span', null, text))) : null);
}

function waitChart(pool) {
  const waits = slots(pool.history, 'wait_ms', WINDOW);
  const most = Math.max(0, ...waits.filter(known));
  if (!most) return null;
  const bars = waits.map((value, at) => (value ? rect('wait', at * STEP + 1, 100 - 100 * value / most, STEP - 2, 100 * value / most) : null));
  return el('div', null, el('p', {class: 'small'}, 'Wait for a connection'),
    framed('low', plot(`Waits for a connection of pool ${pool.name}`, `The longest of the last ${span(pool.history)[0].replace(' ago', '')}: ${millis(most)}.`, bars),
      [millis(most), '0']));
}

function measures(pool) {
  const {link_ms: link, waits, warm_up: warmUp, round_trips: roundTrips} = pool;
  const managed = known(pool.connections?.used);
  return el('dl', {class: 'measures'},
    pair('Round trip on the link', link?.samples ? [el('strong', null, millis(link.fastest)), ` fastest, ${millis(link.median)} median, ${millis(link.p95)} at 95\u00a0%`] : 'not measured yet'),
    managed && pair('Waits for a connection', waits?.count ? waitWords(waits) : waits ? 'none' : 'not known'),
    managed && pair('Warm-up', warmUp ? `${number(warmUp.warmed)} of ${number(warmUp.requested)} connections in ${millis(warmUp.millis)}` : 'off'),
    pair('Round trips', Object.keys(roundTrips ?? {}).length ? tripWords(roundTrips) : 'none yet'),
    pool.connections?.invalid ? pair('Found invalid', count(pool.connections.invalid, 'connection')) : null,
    (pool.endpoints ?? []).some((one) => one.server !== pool.server) ? pair('Leads to', pool.endpoints.map(endpointWords).join('; ')) : null,
    pool.replica ? pair('Replica', replicaWords(pool.replica)) : null);
}

const waitWords = (waits) => `${number(waits.count)}: ${millis(waits.median_ms)} median, ${millis(waits.p95_ms)} at 95\u00a0%, ${millis(waits.max_ms)} at most`
  + (waits.timeouts ? `; ${count(waits.timeouts, 'timeout')}` : '');
const tripWords = (kinds) => Object.entries(kinds).sort((a, b) => b[1] - a[1]).map(([kind, value]) => unit(number(value), kind)).join(', ');
const replicaWords = (replica) => (typeof replica === 'object'
  ? Object.entries(replica).map(([name, value]) => `${name.replaceAll('_', ' ')} ${known(value) ? value : 'unknown'}`).join(', ') : String(replica));

const endpointWords = (one) => [one.server, one.product, one.pooler].filter(Boolean).join(', ');

function suggested({name, suggested_timeouts: timeouts}) {
  if (!timeouts) return null;
  return fold(`timeouts ${name}`, 'Timeouts that would have ended nothing so far', () => el('div', null,
    el('p', null, `The longest statement took ${millis(timeouts.longest_statement_ms)}, the longest pause in a transaction ${millis(timeouts.longest_idle_in_transaction_ms)}, without migrations.`),
    copyable(`timeouts ${name}`, timeouts.would_have_cut_nothing, 'the timeouts')));
}

function settingsFolds(pool) {
  const settings = pool.settings ?? [];
  const session = pool.session ?? [];
  return [
    settings.length ? fold(`settings ${pool.name}`, `${count(settings.length, 'pool setting')} changed`, () => settingsTable(pool, settings)) : null,
    session.length ? fold(`session ${pool.name}`, `${count(session.length, 'session setting')}`, () => sessionTable(pool, session)) : null,
    pool.history ? fold(`history ${pool.name}`, 'The pictures as a table', () => historyTable(pool)) : null,
  ];
}

function settingsTable(pool, settings) {
  return table(`settings-${pool.name}`, `Settings of pool ${pool.name}`, [
    {name: 'Setting', head: true, cell: (one) => identifier(one.name)},
    {name: 'Before', cell: (one) => value(one.old, one.unit)},
    {name: 'Now', cell: (one) => (one.old === one.new ? 'as before' : value(one.new, one.unit))},
    {name: 'Why', cell: (one) => one.why},
  ], settings, (one) => one.name);
}

function value(text, of) {
  const words = withUnit(text, of);
  return known(text) && of && Number(text) >= 1000 ? [words, el('span', {class: 'sub'}, unit(number(Number(text)), of))] : words;
}

function sessionTable(pool, session) {
  return table(`session-${pool.name}`, `Session settings of pool ${pool.name}`, [
    {name: 'Setting', head: true, cell: (one) => identifier(one.name)},
    {name: 'Asked for', cell: (one) => (known(one.asked) && one.asked !== one.value ? value(one.asked, one.unit) : 'as in force')},
    {name: 'In force', cell: (one) => value(one.value, one.unit)},
    {name: 'Known by', cell: (one) => (one.read_back ? 'read back from the server' : 'sent, not read back')},
    {name: 'Why', cell: (one) => one.why},
  ], session, (one) => one.name);
}

function historyTable({name, history}) {
  const columns = ['used', 'idle', 'pending', 'wait_ms'].map((key) => slots(history, key, WINDOW));
  const until = new Date(history.until).getTime();
  const rows = columns[0].map((used, at) => ({at: until - (WINDOW - 1 - at) * (history.step_s ?? 10) * 1000, values: columns.map((column) => column[at])}))
    .filter((row) => row.values.some(known)).reverse();
  const cell = (name, at) => ({name, numeric: true, cell: (row) => (at === 3 ? millis(row.values[at]) : number(row.values[at]))});
  return table(`history-${name}`, `Connections of pool ${name} over time, newest first`,
    [{name: 'Time', head: true, cell: (row) => clock(row.at)}, cell('Used', 0), cell('Idle', 1), cell('Waiting', 2), cell('Wait', 3)], rows, null, 'plain');
}

// ---- Routes ------------------------------------------------------------------------------------------------------------------------------------

const PARTS = ['link', 'database', 'waiting', 'rest'];
const PART_NAMES = {link: 'on the link', database: 'in the database', waiting: 'waiting for a connection', rest: 'elsewhere'};

function showRoutes(data) {
  const all = data.routes ?? [];
  const some = all.filter((one) => one.round_trips.sum > 0);
  if (!some.length) {
    show('routes-body', empty(all.length ? `${count(all.length, 'route')} without a round trip so far.`
      : 'No requests counted: there were none yet, or Tripmeter does not support this application\'s server (docs/supported.md). Round trips are still counted for each pool.'));
    return;
  }
  const shown = filtered('routes-table', some, (one) => `${one.kind} ${one.name}`);
  const longest = Math.max(...some.map(timeOf), 0.001);
  const columns = routeColumns(longest);
  const quiet = all.length - some.length;
  show('routes-body',
    el('p', {class: 'lead'}, 'Each blue block is a round trip on the link: a request is as slow as it has blocks.'),
    el('div', {class: 'tools'}, filterField('routes-table', 'Filter routes', 'Filter routes'),
      legend(PARTS.map((part) => [part, PART_NAMES[part]]))),
    shown.length ? table('routes-table', 'Routes, and what a request costs', columns, sorted('routes-table', columns, shown, routeKey), routeKey) : empty('No route has these words.'),
    quiet ? el('p', {class: 'soft small'}, `${count(quiet, 'further route')} made no round trip.`) : null,
    data.routes_left_out ? el('p', {class: 'soft small'}, `${count(data.routes_left_out, 'further route')} left out.`) : null,
    data.avoidable?.length ? fold('avoidable', 'Round trips that requests could avoid', () => avoidableTable(data.avoidable)) : null);
}

function avoidableTable(rows) {
  return table('avoidable-table', 'Round trips that requests could avoid', [
    {name: 'Route', head: true, className: 'name', cell: (one) => breakable(one.route)},
    {name: 'Reason', cell: (one) => one.reason.replaceAll('_', ' ')},
    {name: 'Trips in all', numeric: true, cell: (one) => number(one.round_trips)},
    {name: 'Trips each', numeric: true, cell: (one) => number(one.mean, 1)},
    {name: 'Code', className: 'name', cell: (one) => (one.where?.length ? one.where.map((where) => el('div', null, identifier(where))) : UNKNOWN)},
    {name: 'What to do', label: '', cell: (one) => one.advice},
  ], rows, (one) => `${one.route} ${one.reason}`);
}

const routeKey = (one) => `${one.kind} ${one.name}`;
const timeOf = (one) => one.time_ms?.total ?? PARTS.reduce((sum, part) => sum + (one.time_ms?.[part] ?? 0), 0);

function routeColumns(longest) {
  return [
    {name: 'Route', head: true, className: 'name route', value: (one) => one.name, cell: (one) => [breakable(one.name), one.kind === 'request' ? null : el('span', {class: 'sub'}, one.kind)]},
    {name: 'Requests', numeric: true, value: (one) => one.count, cell: (one) => number(one.count)},
    {name: 'Trips each', numeric: true, value: (one) => one.round_trips.mean, cell: (one) => [el('strong', null, number(one.round_trips.mean, 1)),
      known(one.statements_mean) ? el('span', {class: 'sub'}, unit(number(one.statements_mean, 1), 'statements')) : null]},
    {name: 'How many trips', cell: histogram},
    {name: 'Trips in all', numeric: true, value: (one) => one.round_trips.sum, cell: (one) => number(one.round_trips.sum)},
    {name: 'Time each', numeric: true, value: timeOf, cell: (one) => millis(timeOf(one))},
    {name: 'Where the time goes', className: 'time', cell: (one) => split(one, longest)},
  ];
}

/** The upper bounds of the agent's buckets, which leaves out those that are empty; null is more than all. */
const TRIP_BOUNDS = [0, 1, 2, 3, 5, 8, 13, 21, 50, 100, 200, 500, 1000, null];

/** The distribution of trips a request: a bar for each bucket, as high as its share. */
function histogram({name: route, round_trips: {buckets, median, p95, max}}) {
  if (!buckets?.length) return UNKNOWN;
  const most = Math.max(...buckets.map((one) => one.count));
  const width = 100 / TRIP_BOUNDS.length;
  const words = buckets.map((one) => `${number(one.count)} with ${bucketName(one.le)}`).join(', ');
  const bars = buckets.map(({le, count: amount}) => {
    const height = Math.max(2, 38 * amount / most);
    return rect('', TRIP_BOUNDS.indexOf(le) * width + .5, 39 - height, width - 1, height);
  });
  return [picture('histogram', 100, 40, `Round trips a request of ${route}`, words, rect('base', 0, 39, 100, 1), bars),
    el('span', {class: 'sub'}, `median\u00a0${trips(median)}, 95\u00a0%\u00a0${trips(p95)}, most\u00a0${trips(max)}`)];
}

const leastOf = (le) => (le === 0 ? 0 : TRIP_BOUNDS[TRIP_BOUNDS.indexOf(le) - 1] + 1);

function bucketName(le) {
  const least = leastOf(le);
  return le === null ? `${number(least)} or more` : least === le ? number(le) : `${number(least)} to ${number(le)}`;
}

function split(one, longest) {
  const time = one.time_ms ?? {};
  const scale = 1000 / longest;
  let x = 0;
  const shapes = PARTS.map((part) => {
    const width = (time[part] ?? 0) * scale;
    const shape = width > 0 ? rect(part, x, 0, width, 10) : null;
    x += width;
    return shape;
  });
  const words = PARTS.filter((part) => time[part] > 0).map((part) => `${millis(time[part])} ${PART_NAMES[part]}`);
  return [picture('split', 1000, 10, `Time of ${one.name}`, words.join(', '), shapes, notches((time.link ?? 0) * scale, one.round_trips.mean)),
    el('span', {class: 'sub'}, words.join(', ') || 'not known')];
}

/** Between the trips of the link's part, where they can still be told apart. */
function notches(width, howMany) {
  const amount = Math.round(howMany);
  if (amount < 2 || width / amount < 4) return null;
  let path = '';
  for (let at = 1; at < amount; at++) path += `M${round(at * width / amount)} 0V10`;
  return svg('path', {class: 'notch', d: path});
}

// ---- Slow requests -------------------------------------------------------------------------------------------------------------------------------

const SLOW_SHOWN = 8;
const slowRequest = (one) => fold(`slow ${slowKey(one)}`, slowSummary(one), () => waterfall(one), 'card slow');

function showSlow(data) {
  const slow = data.slow_requests ?? [];
  const queries = data.slow_queries?.length ? fold('slow-queries', `${count(data.slow_queries.length, 'slow query', 'slow queries')}`, () => slowQueries(data.slow_queries)) : null;
  if (!slow.length) {
    show('slow-body', empty('No slow request so far. The last fifty are kept here, ten a second at most, with up to a hundred of their round trips.'), queries);
    return;
  }
  if (!state.slowSeen) state.open.add(`slow ${slowKey(slow[0])}`);
  state.slowSeen = true;
  const earlier = slow.slice(SLOW_SHOWN);
  show('slow-body', slow.slice(0, SLOW_SHOWN).map(slowRequest),
    earlier.length ? fold('slow-earlier', count(earlier.length, 'earlier one'), () => el('div', null, earlier.map(slowRequest))) : null,
    data.slow_requests_left_out ? el('p', {class: 'soft'}, `${count(data.slow_requests_left_out, 'older one')} left out, so that the document stays small.`) : null,
    queries);
}

function slowQueries(rows) {
  return table('slow-queries-table', 'Slow queries, newest first', [
    {name: 'Time', head: true, cell: (one) => day(one.time)},
    {name: 'Took', numeric: true, cell: (one) => millis(one.millis)},
    {name: 'Round trips', numeric: true, cell: (one) => number(one.round_trips)},
    {name: 'Rows', numeric: true, cell: (one) => number(one.rows)},
    {name: 'Statement', label: '', className: 'statement', cell: (one) => [code(one.sql), one.error ? el('span', {class: 'sub'}, one.error) : null]},
    {name: 'Route', className: 'name', cell: (one) => (one.route ? breakable(one.route) : UNKNOWN)},
    {name: 'Code', className: 'name', cell: (one) => (one.where ? identifier(one.where) : UNKNOWN)},
  ], rows);
}

const slowKey = (one) => `${one.time} ${one.name} ${one.millis}`;

function slowSummary(one) {
  return [el('span', {class: 'soft'}, day(one.time)), el('b', null, breakable(one.name)), el('span', null, millis(one.millis)),
    el('span', null, count(one.round_trips, 'round trip')), one.trace_id ? el('span', {class: 'soft small'}, 'trace ', el('code', null, one.trace_id)) : null];
}

function waterfall(one) {
  const spans = one.spans ?? [];
  if (!spans.length) return empty('Its round trips were not kept.');
  const columns = [
    {name: 'At', numeric: true, className: 'at', cell: (it) => millis(it.at_ms)},
    {name: 'What', className: 'kind', label: '', head: true, cell: (it) => it.kind},
    {name: 'Statement', className: 'what', label: '', cell: (it) => (it.sql ? el('code', {title: it.sql}, it.sql) : '')},
    {name: 'When', label: '', className: 'bars', cell: (it) => spanBar(one, it)},
    {name: 'Took', numeric: true, className: 'took', cell: (it) => millis(it.millis)},
  ];
  return [table(`waterfall-${slowKey(one)}`, `Round trips of ${one.name} at ${clock(one.time)}`, columns, spans, null, 'stack waterfall'),
    one.left_out ? el('p', {class: 'soft small'}, `${count(one.left_out, 'further round trip')} left out.`) : null];
}

function spanBar(one, it) {
  const whole = Math.max(one.millis, it.at_ms + it.millis, 0.001);
  const kind = /^[a-z]+$/.test(it.kind) ? it.kind : 'other';
  return svg('svg', {class: 'bar-svg', viewBox: '0 0 1000 10', preserveAspectRatio: 'none', 'aria-hidden': 'true'},
    rect(`trip-other trip-${kind}`, 1000 * it.at_ms / whole, 0, Math.max(3, 1000 * it.millis / whole), 10));
}

// ---- Statements, hazards, configuration -------------------------------------------------------------------------------------------------------------

function showStatements(data) {
  const all = data.statements ?? [];
  if (!all.length) {
    show('statements-body', empty('No statement has been executed yet.'));
    return;
  }
  const shown = filtered('statements-table', all, (one) => `${one.sql} ${one.statement_id}`);
  const whole = Math.max(all.reduce((sum, one) => sum + one.total_ms, data.statements_other?.total_ms ?? 0), 0.001);
  const columns = statementColumns(whole);
  state.sort['statements-table'] ??= {column: 'Total', down: true};
  show('statements-body',
    el('div', {class: 'tools'}, filterField('statements-table', 'Filter statements', 'Filter by words or id'),
      el('span', {class: 'soft', role: 'status'}, shown.length === all.length ? `${count(all.length, 'statement')}, without their values` : `${number(shown.length)} of ${count(all.length, 'statement')}`)),
    shown.length ? table('statements-table', 'Statements and their cost', columns, sorted('statements-table', columns, shown, statementKey), statementKey) : empty('No statement has these words.'),
    data.statements_other?.calls ? el('p', {class: 'soft small'}, `All others: ${count(data.statements_other.calls, 'call')}, ${millis(data.statements_other.total_ms)}, ${count(data.statements_other.round_trips, 'round trip')}.`) : null,
    data.repeats?.length ? fold('repeats', 'Repeated in one request from one place', () => repeatsTable(data.repeats)) : null);
}

function repeatsTable(rows) {
  return table('repeats-table', 'Statements repeated in one request from one place', [
    {name: 'Statement', head: true, label: '', className: 'statement', cell: (one) => code(one.sql)},
    {name: 'Requests', numeric: true, cell: (one) => number(one.requests)},
    {name: 'Route', className: 'name', cell: (one) => (one.route ? breakable(one.route) : UNKNOWN)},
    {name: 'Code', className: 'name', cell: (one) => [one.where ? identifier(one.where) : UNKNOWN, one.reason ? el('span', {class: 'sub'}, one.reason) : null]},
  ], rows);
}

const statementKey = (one) => one.statement_id ?? one.sql;

function statementColumns(whole) {
  return [
    {name: 'Statement', head: true, className: 'statement', value: (one) => one.sql, cell: statementCell},
    {name: 'Calls', numeric: true, value: (one) => one.calls, cell: (one) => number(one.calls)},
    {name: 'Total', numeric: true, value: (one) => one.total_ms, cell: (one) => [millis(one.total_ms), picture('share', 100, 10, `${number(100 * one.total_ms / whole)} % of all`, null, rect('', 0, 0, 100 * one.total_ms / whole, 10))]},
    {name: 'Mean', numeric: true, value: (one) => one.mean_ms, cell: (one) => millis(one.mean_ms)},
    {name: '95 %', numeric: true, value: (one) => one.p95_ms, cell: (one) => millis(one.p95_ms)},
    {name: 'Round trips', numeric: true, value: (one) => one.round_trips, cell: (one) => number(one.round_trips)},
    {name: 'Rows', numeric: true, value: (one) => one.rows, cell: (one) => number(one.rows)},
  ];
}

function statementCell(one) {
  const key = statementKey(one);
  const long = one.sql.length > 280;
  return [el('code', {class: long && !state.open.has(`whole ${key}`) ? 'clamp' : null}, one.sql),
    el('div', {class: 'copyable'}, el('span', {class: 'soft small'}, 'id ', el('code', null, one.statement_id)), copyButton(`statement ${key}`, one.sql, `statement ${one.statement_id}`),
      long ? el('button', {type: 'button', class: 'copy', 'data-action': 'whole', 'data-id': `whole ${key}`, 'aria-expanded': String(state.open.has(`whole ${key}`))},
        state.open.has(`whole ${key}`) ? 'Shorten' : 'Whole statement') : null)];
}

function showHazards(data) {
  const hazards = data.hazards ?? [];
  show('hazards-body', hazards.length ? table('hazards-table', 'SQL that a pooler breaks', [
    {name: 'Feature', head: true, cell: (one) => el('strong', null, one.feature)},
    {name: 'Times', numeric: true, cell: (one) => number(one.count)},
    {name: 'Pool', cell: (one) => one.pool ?? UNKNOWN},
    {name: 'Statement', label: '', className: 'name', cell: (one) => (one.sql ? code(one.sql) : UNKNOWN)},
    {name: 'Code', className: 'name', cell: (one) => (one.where ? identifier(one.where) : UNKNOWN)},
    {name: 'What to do', label: '', cell: (one) => [one.problem ? `${one.problem} ` : '', one.advice ?? '']},
  ], hazards, (one) => `${one.feature} ${one.pool} ${one.sql}`) : empty('No statement was seen that a pooler in transaction mode breaks.'));
}

function showConfiguration(data) {
  const all = data.configuration ?? [];
  const given = all.filter((one) => !one.default);
  const rest = all.filter((one) => one.default);
  show('configuration-body',
    given.length ? configurationTable('given', given) : empty('Nothing is configured: all values are defaults.'),
    rest.length ? fold('defaults', `${count(rest.length, 'default')}`, () => configurationTable('defaults', rest)) : null);
}

function configurationTable(id, rows) {
  return table(`configuration-${id}`, 'Configuration', [
    {name: 'Key', head: true, cell: (one) => identifier(one.key)},
    {name: 'Value', className: 'name', cell: (one) => identifier(one.value ?? '')},
    {name: 'Source', className: 'name', cell: (one) => breakable(one.source ?? '')},
  ], rows, (one) => one.key);
}

// ---- Asking ------------------------------------------------------------------------------------------------------------------------------------------

const PARTS_OF_PAGE = [showHead, showSummary, showSections, showProblems, showPools, showRoutes, showSlow, showStatements, showHazards, showConfiguration];

/** A part that cannot be shown does not keep the others from being shown. */
function render() {
  showState();
  for (const part of state.data ? PARTS_OF_PAGE : []) {
    try {
      part(state.data);
    } catch (failure) {
      console.error(failure);
    }
  }
}

async function ask() {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE_MILLIS);
  try {
    const answer = await fetch('overview', {cache: 'no-store', signal: abort.signal});
    if (!answer.ok) throw new Error(`The application answers, but with status ${answer.status}. See Tripmeter's log.`);
    const data = await answer.json();
    if (state.paused) return;
    state.data = data;
    state.lost = '';
    state.lastAnswer = Date.now();
  } catch (failure) {
    state.lost = failure instanceof TypeError || failure.name === 'AbortError'
      ? 'The application does not answer any more: it has ended, it hangs, or the way to it is cut.' : failure.message;
  } finally {
    clearTimeout(patience);
  }
}

/** One question at a time, and none while nobody looks. */
async function poll() {
  clearTimeout(state.timer);
  if (state.asking || state.paused || document.visibilityState !== 'visible') return;
  state.asking = true;
  await ask();
  state.asking = false;
  render();
  state.timer = setTimeout(poll, POLL_MILLIS);
}

// ---- What people do ------------------------------------------------------------------------------------------------------------------------------------

const actions = {
  pause() {
    state.paused = !state.paused;
    render();
    poll();
  },
  sort({dataset}) {
    const sort = state.sort[dataset.table];
    const down = sort?.column === dataset.column ? !sort.down : 'numeric' in dataset;
    state.sort[dataset.table] = {column: dataset.column, down};
    delete state.order[dataset.table];
    render();
  },
  whole({dataset}) {
    if (!state.open.delete(dataset.id)) state.open.add(dataset.id);
    render();
  },
  async copy({dataset}) {
    const copied = await copyText(dataset.text);
    state.copied = copied ? dataset.id : '';
    say(copied ? 'Copied.' : 'This browser does not allow copying here.');
    render();
  },
};

/** Without TLS and not on localhost a browser has no clipboard for pages; there an invisible field is copied. */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const focused = document.activeElement;
    const field = el('textarea', {class: 'unseen', readonly: true});
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    focused?.focus({preventScroll: true});
    return copied;
  }
}

function say(text) {
  setText('said', text);
  setTimeout(() => {
    state.copied = '';
    setText('said', '');
    render();
  }, POLL_MILLIS);
}

document.addEventListener('click', (event) => {
  const source = event.target.closest?.('[data-action]');
  if (source) actions[source.dataset.action](source);
});
document.addEventListener('input', (event) => {
  const id = event.target.dataset?.filter;
  if (!id) return;
  state.filter[id] = event.target.value;
  delete state.order[id];
  render();
});
// The event of <details> does not bubble.
document.addEventListener('toggle', (event) => {
  const key = event.target.getAttribute?.('data-key');
  if (!key || event.target.open === state.open.has(key)) return;
  if (event.target.open) state.open.add(key);
  else state.open.delete(key);
  render();
}, true);
document.addEventListener('visibilitychange', poll);
poll();
