// The last slow requests as waterfalls of their round trips, and slow queries.

import {breakable, code, el, empty, fold, identifier, show} from './document.js';
import {BOTH, DATABASE, LINK, WAITING, legend, timeBar} from './pictures.js';
import {configured, state} from './state.js';
import {table} from './tables.js';
import {UNKNOWN, clock, count, day, known, millis, number} from './words.js';

const SLOW_SHOWN = 8;
const slowRequest = (one) => fold(`slow ${slowKey(one)}`, slowSummary(one), () => waterfall(one), 'card slow');

export function showSlow(data) {
  const slow = data.slow_requests ?? [];
  const queries = data.slow_queries?.length ? fold('slow-queries', `${count(data.slow_queries.length, 'slow query', 'slow queries')}`, () => slowQueries(data.slow_queries)) : null;
  if (!slow.length) {
    const threshold = configured('slow-query.threshold');
    show('slow-body', empty(threshold === '0' ? 'None is kept: slow-query.threshold=0.'
      : 'No slow request so far. The last fifty are kept here, ten a second at most, with up to a hundred of their round trips.'), queries);
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
    {name: 'When', label: '', className: 'bars', cell: (it) => timeBar(it.kind, spanParts(it), 1000 / lengthOf(one), {from: it.at_ms, least: 2})},
    {name: 'Took', numeric: true, className: 'took', cell: (it) => millis(it.millis)},
  ];
  const shown = new Map(spans.flatMap(spanParts).filter(([, time]) => time > 0).map(([className, , name]) => [className, name]));
  return el('div', null, legend([...shown]),
    table(`waterfall-${slowKey(one)}`, `Round trips of ${one.name} at ${clock(one.time)}`, columns, spans, null, 'stack waterfall'),
    one.left_out ? el('p', {class: 'soft small'}, `${count(one.left_out, 'further round trip')} left out.`) : null);
}

/** As Routes has them: the pool's fastest round trip is the link, the rest of this one the database. */
function spanParts(it) {
  if (it.kind === 'wait') return [['waiting', it.millis, WAITING]];
  if (!known(it.link_ms)) return [['both', it.millis, BOTH]];
  return [['link', it.link_ms, LINK], ['database', it.millis - it.link_ms, DATABASE]];
}

const lengthOf = (one) => Math.max(one.millis, ...one.spans.map((it) => it.at_ms + it.millis), 0.001);
