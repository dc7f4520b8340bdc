// Routes: round trips a request, and where its time goes.

import {breakable, el, empty, fold, identifier, show, svg} from './document.js';
import {BOTH, DATABASE, LINK, OPENING, WAITING, legend, picture, rect, timeBar, timeWords} from './pictures.js';
import {filterField, filtered, sorted, table} from './tables.js';
import {UNKNOWN, count, few, known, millis, number, round, unit} from './words.js';

const PARTS = [['link', LINK], ['database', DATABASE], ['both', BOTH], ['opening', OPENING], ['waiting', WAITING], ['rest', 'elsewhere']];

/** In the legend where a route has them. */
const RARE = ['both', 'opening'];

export function showRoutes(data) {
  const all = data.routes ?? [];
  const some = all.filter((one) => one.round_trips.sum > 0);
  if (!some.length) {
    show('routes-body', empty(all.length ? `${count(all.length, 'route')} without a round trip so far.`
      : 'No requests counted: there were none yet, or Tripmeter does not support this application\'s server (docs/supported.md). Round trips are still counted for each pool.'));
    return;
  }
  const shown = filtered('routes-table', some, (one) => `${one.kind} ${one.name}`);
  const longest = Math.max(...some.map(lengthOf), 0.001);
  const columns = routeColumns(longest);
  const quiet = all.length - some.length;
  show('routes-body',
    lead(some),
    el('div', {class: 'tools'}, filterField('routes-table', 'Filter routes', 'Filter routes'),
      legend(PARTS.filter(([part]) => !RARE.includes(part) || some.some((one) => one.time_ms?.[part] > 0)))),
    shown.length ? table('routes-table', 'Routes, and what a request costs', columns, sorted('routes-table', columns, shown, routeKey), routeKey) : empty('No route has these words.'),
    quiet ? el('p', {class: 'soft small'}, `${count(quiet, 'further route')} made no round trip.`) : null,
    data.routes_left_out ? el('p', {class: 'soft small'}, `${count(data.routes_left_out, 'further route')} left out.`) : null,
    data.avoidable?.length ? fold('avoidable', 'Round trips that requests could avoid', () => avoidableTable(data.avoidable)) : null);
}

function lead(routes) {
  return el('p', {class: 'lead'}, 'A ', el('dfn', null, 'round trip'), ' is a message to the database and the wait for its answer. In the bars it is a blue block on the link, '
    + 'as long as the pool\u2019s fastest one; what the driver\u2019s calls take beyond that counts as time in the database, opening connections apart. ', whereToLook(routes));
}

/** Fewer round trips do not help where the link is next to nothing. */
function whereToLook(routes) {
  const sum = (part) => routes.reduce((all, one) => all + one.count * (one.time_ms?.[part] ?? 0), 0);
  const divided = sum('link') + sum('database');
  if (sum('both') > 0.1 * divided || !divided) return null;
  const share = `${number(100 * sum('link') / divided)}\u00a0%`;
  if (sum('link') < 0.3 * divided) return `Here the link is a small part of both together (${share}): look at the time in the database, statement by statement.`;
  if (sum('link') < 0.7 * divided) return `Here the link is ${share} of both together: fewer round trips help, and so do faster statements.`;
  return `Here the link is most of both together (${share}): fewer round trips help.`;
}

function avoidableTable(rows) {
  return table('avoidable-table', 'Round trips that requests could avoid', [
    {name: 'Route', head: true, className: 'name', cell: (one) => breakable(one.route)},
    {name: 'Reason', cell: (one) => one.reason.replaceAll('_', ' ')},
    {name: 'Round trips in all', numeric: true, cell: (one) => number(one.round_trips)},
    {name: 'Round trips each', numeric: true, cell: (one) => number(one.mean, 1)},
    {name: 'Code', className: 'name', cell: (one) => (one.where?.length ? one.where.map((where) => el('div', null, identifier(where))) : UNKNOWN)},
    {name: 'What to do', label: '', cell: (one) => one.advice},
  ], rows, (one) => `${one.route} ${one.reason}`);
}

const routeKey = (one) => `${one.kind} ${one.name}`;
const sumOf = (one) => PARTS.reduce((sum, [part]) => sum + (one.time_ms?.[part] ?? 0), 0);
const timeOf = (one) => one.time_ms?.total ?? sumOf(one);
/** Threads that work for one unit at once have more time together than it lasts. */
const lengthOf = (one) => Math.max(timeOf(one), sumOf(one));

function routeColumns(longest) {
  return [
    {name: 'Route', head: true, className: 'name route', value: (one) => one.name, cell: (one) => [breakable(one.name), one.kind === 'request' ? null : el('span', {class: 'sub'}, one.kind)]},
    {name: 'Requests', numeric: true, value: (one) => one.count, cell: (one) => number(one.count)},
    {name: 'Round trips each', numeric: true, value: (one) => one.round_trips.mean, cell: (one) => [el('strong', null, number(one.round_trips.mean, 1)),
      known(one.statements_mean) ? el('span', {class: 'sub'}, unit(number(one.statements_mean, 1), one.statements_mean === 1 ? 'statement' : 'statements')) : null]},
    {name: 'Distribution', cell: histogram},
    {name: 'Round trips in all', numeric: true, value: (one) => one.round_trips.sum, cell: (one) => number(one.round_trips.sum)},
    {name: 'Time each', numeric: true, value: timeOf, cell: (one) => millis(timeOf(one))},
    {name: 'Where the time goes', className: 'time', cell: (one) => split(one, longest)},
  ];
}

/** The upper bounds of the agent's buckets, which leaves out those that are empty; null is more than all. */
const TRIP_BOUNDS = [0, 1, 2, 3, 5, 8, 13, 21, 50, 100, 200, 500, 1000, null];

/** The distribution of round trips a request: a bar for each bucket, as high as its share. */
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
    el('span', {class: 'sub'}, `median\u00a0${few(median)}, 95\u00a0%\u00a0${few(p95)}, most\u00a0${few(max)}`)];
}

const leastOf = (le) => (le === 0 ? 0 : TRIP_BOUNDS[TRIP_BOUNDS.indexOf(le) - 1] + 1);

function bucketName(le) {
  const least = leastOf(le);
  return le === null ? `${number(least)} or more` : least === le ? number(le) : `${number(least)} to ${number(le)}`;
}

function split(one, longest) {
  const parts = PARTS.map(([part, name]) => [part, one.time_ms?.[part] ?? 0, name]);
  const scale = 1000 / longest;
  return [timeBar(`Time of ${one.name}`, parts, scale, {further: one.time_ms?.both ? null : notches(parts[0][1] * scale, one.round_trips.mean)}), el('span', {class: 'sub'}, timeWords(parts) || 'not known')];
}

/** Between the round trips of the link's part, where they can still be told apart. */
function notches(width, howMany) {
  const amount = Math.round(howMany);
  if (amount < 2 || width / amount < 4) return null;
  let path = '';
  for (let at = 1; at < amount; at++) path += `M${round(at * width / amount)} 0V10`;
  return svg('path', {class: 'notch', d: path});
}
