// What is wrong, and what to do about it.

import {copyable, el, empty, fold, identifier, pair, show} from './document.js';
import {known, seconds} from './words.js';

export function showProblems(data) {
  const problems = data.problems ?? [];
  if (!problems.length) {
    show('problems-body', empty('Nothing is wrong that Tripmeter can see. What it looks for: statements repeated in one request, statements that are slow '
      + 'in the database, round trips that nobody needs, a pool that is too small or too large, missing timeouts, connections without TLS to another host, and SQL that a pooler breaks.'));
    return;
  }
  show('problems-body', problems.length > 1 ? el('p', {class: 'lead'}, 'First what costs most time in all. Where time is lost the severity is what one request loses, so a medium problem that many requests have can come before a high one.') : null,
    el('ol', {class: 'problems'}, problems.map((one) => problem(one, perHour(data)))));
}

/** In the first hour of counting nothing is extrapolated. */
export const perHour = (data) => ((data.observed_s ?? 0) < 3600 ? ' so far' : ' each hour');

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
  const named = [['Code', one.where], ['Route', one.route], ['Pool', one.pool], ['In the docs', heading(one.more)]];
  const some = named.filter(([, text]) => text);
  const callers = Array.isArray(one.callers) ? one.callers.filter((line) => line !== one.where) : [];
  return some.length || callers.length ? el('dl', {class: 'places'}, some.map(([label, text]) => pair(label, identifier(text))),
    callers.length ? el('div', {class: 'lines'}, el('dt', null, 'Called from'), callers.map((line) => el('dd', null, identifier(line)))) : null) : null;
}

/** troubleshooting#slow-statements as: troubleshooting.md, "Slow statements". */
function heading(more) {
  const [file, anchor] = (more ?? '').split('#');
  const words = anchor?.replaceAll('-', ' ');
  return file ? `${file}.md${words ? `, "${words[0].toUpperCase()}${words.slice(1)}"` : ''}` : null;
}
