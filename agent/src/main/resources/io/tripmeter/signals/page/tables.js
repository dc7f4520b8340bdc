// Tables that can be sorted and filtered.

import {el} from './document.js';
import {state} from './state.js';

/**
 * A column is {name, label, cell, value, numeric, head, hidden}: `cell` gives a row's content; with `value` the column can be sorted;
 * `head` marks the row's header. The roles keep it a table where the style sheet makes cards of its rows.
 */
export function table(id, caption, columns, rows, keyFor, className = 'stack') {
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

export function sorted(id, columns, rows, keyFor) {
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

export function filterField(id, label, placeholder) {
  return el('label', null, el('span', {class: 'unseen'}, label),
    el('input', {type: 'search', 'data-filter': id, placeholder, autocomplete: 'off', spellcheck: 'false'}));
}

export function filtered(id, rows, textOf) {
  const words = (state.filter[id] ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return words.length ? rows.filter((row) => words.every((word) => textOf(row).toLowerCase().includes(word))) : rows;
}
