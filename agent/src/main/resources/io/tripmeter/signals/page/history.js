// A pool's last quarter of an hour: connections and waits, as pictures and as a table.

import {el, svg} from './document.js';
import {legend, picture, rect} from './pictures.js';
import {table} from './tables.js';
import {clock, count, known, millis, number, round, seconds} from './words.js';

/** The samples of a history at the right of as many places as the window has. */
function slots(history, key, size) {
  const values = history?.[key] ?? [];
  return Array(Math.max(0, size - values.length)).fill(null).concat(values.slice(-size));
}

const WINDOW = 90;
const STEP = 10;
const WIDTH = WINDOW * STEP;

export function connectionChart(pool) {
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

export function waitChart(pool) {
  const waits = slots(pool.history, 'wait_ms', WINDOW);
  const most = Math.max(0, ...waits.filter(known));
  if (!most) return null;
  const bars = waits.map((value, at) => (value ? rect('wait', at * STEP + 1, 100 - 100 * value / most, STEP - 2, 100 * value / most) : null));
  return el('div', null, el('p', {class: 'small'}, 'Wait for a connection'),
    framed('low', plot(`Waits for a connection of pool ${pool.name}`, `The longest of the last ${span(pool.history)[0].replace(' ago', '')}: ${millis(most)}.`, bars),
      [millis(most), '0']));
}

export function historyTable({name, history}) {
  const columns = ['used', 'idle', 'pending', 'wait_ms'].map((key) => slots(history, key, WINDOW));
  const until = new Date(history.until).getTime();
  const rows = columns[0].map((used, at) => ({at: until - (WINDOW - 1 - at) * (history.step_s ?? 10) * 1000, values: columns.map((column) => column[at])}))
    .filter((row) => row.values.some(known)).reverse();
  const cell = (name, at) => ({name, numeric: true, cell: (row) => (at === 3 ? millis(row.values[at]) : number(row.values[at]))});
  return table(`history-${name}`, `Connections of pool ${name} over time, newest first`,
    [{name: 'Time', head: true, cell: (row) => clock(row.at)}, cell('Used', 0), cell('Idle', 1), cell('Waiting', 2), cell('Wait', 3)], rows, null, 'plain');
}
