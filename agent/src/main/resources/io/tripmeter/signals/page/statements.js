// Statements and their cost, and those that a pooler breaks.

import {breakable, code, copyButton, el, empty, fold, identifier, show} from './document.js';
import {picture, rect} from './pictures.js';
import {state} from './state.js';
import {filterField, filtered, sorted, table} from './tables.js';
import {UNKNOWN, count, millis, number} from './words.js';

export function showStatements(data) {
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

export function showHazards(data) {
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
