// The configuration with the source of each value.

import {breakable, empty, fold, identifier, show} from './document.js';
import {table} from './tables.js';
import {count} from './words.js';

export function showConfiguration(data) {
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
