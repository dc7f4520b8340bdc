// The head of the page: whose it is, whether it is live, six figures, the sections.

import {el, pair, setText, show} from './document.js';
import {perHour} from './problems.js';
import {state} from './state.js';
import {UNKNOWN, clock, count, day, known, millis, number, seconds} from './words.js';

export function showHead(data) {
  const {application, tripmeter} = data;
  const problems = data.problems?.length ?? 0;
  const name = application.name ?? 'unnamed application';
  document.title = `${problems ? `${count(problems, 'problem')}: ` : ''}${name} - Tripmeter`;
  setText('application', name);
  setText('brand', `Tripmeter ${tripmeter.version}`);
  setText('documentation', `"In the docs" names a file and a heading in the folder docs/ of the project, ${tripmeter.project}.`);
  show('facts',
    pair('Mode', tripmeter.mode === 'advise' ? 'advise (nothing is changed)' : tripmeter.mode),
    pair('PID', application.pid ?? UNKNOWN), pair('Java', application.java ?? UNKNOWN), pair('Host', application.host ?? UNKNOWN),
    pair('Started', day(application.started)), pair('Up', seconds(application.uptime_s)), pair('Time', clock(application.time)));
}

function tile(name, value, explanation, bad) {
  return el('div', null, el('dt', null, name), el('dd', {class: bad ? 'bad' : null}, value), explanation ? el('dd', null, explanation) : null);
}

export function showSummary(data) {
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
  const most = pools.every((one) => known(one.max)) ? ` of ${number(sum('max'))}` : '';
  return tile('Connections in use', pools.length ? `${number(sum('used'))}${most}` : UNKNOWN,
    pools.length ? (waiting ? `${count(waiting, 'thread')} waiting` : 'no thread waits') : 'no pool yet', waiting > 0);
}

/** Within one data centre. */
const NEAR_MILLIS = 1;

function linkTile(data) {
  const links = (data.pools ?? []).map((pool) => pool.link_ms?.fastest).filter(known);
  const least = millis(Math.min(...links));
  const most = millis(Math.max(...links));
  return tile('Round trip on the link', links.length ? least : UNKNOWN,
    !links.length ? 'not measured yet' : least === most ? `the fastest${Math.max(...links) < NEAR_MILLIS ? ': the database is near' : ' that was seen'}` : `the fastest; ${most} in another pool`);
}

export function showSections(data) {
  const entries = [
    ['problems', 'Problems', data.problems], ['pools', 'Pools', data.pools], ['routes', 'Routes', data.routes],
    ['slow', 'Slow requests', data.slow_requests], ['statements', 'Statements', data.statements], ['hazards', 'Hazards', data.hazards],
    ['configuration', 'Configuration', null],
  ];
  show('sections', entries.map(([id, name, list]) => el('a', {href: `#${id}`, 'data-key': id}, name, list ? el('span', null, number(list.length)) : null)));
}

export function showState() {
  const place = document.getElementById('state');
  const look = state.lost ? 'lost' : state.paused ? 'paused' : state.data ? 'live' : '';
  place.className = `state ${look}`.trim();
  const at = state.lastAnswer ? clock(state.lastAnswer) : '';
  setText('state', state.lost ? 'No answer' : state.paused ? `Paused${at ? ` at ${at}` : ''}` : state.data ? 'Live, every 2 s' : 'Waiting for the first answer.');
  const notice = document.getElementById('notice');
  notice.hidden = !state.lost && !state.broken;
  setText('notice', state.lost ? `${state.lost} ${at ? `What you see is from ${at}.` : ''}${state.paused ? '' : ' This page goes on asking.'}`
    : state.broken ? 'A part of this page could not be shown. Reload it.' : '');
  const pause = document.getElementById('pause');
  setText('pause', state.paused ? 'Go on' : 'Pause');
  pause.classList.toggle('on', state.paused);
}
