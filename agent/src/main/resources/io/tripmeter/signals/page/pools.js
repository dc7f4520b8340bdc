// The pools: what they lead to, what was changed in them, what is measured.

import {copyable, el, empty, fold, identifier, pair, show} from './document.js';
import {connectionChart, historyTable, waitChart} from './history.js';
import {configured, state} from './state.js';
import {table} from './tables.js';
import {count, known, millis, number, unit, withUnit} from './words.js';

export function showPools(data) {
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
  return el('p', {class: 'soft'}, pool.pooler === 'direct' ? 'no pooler before it' : pool.pooler, evidence.length ? `: ${evidence.join('; ')}` : '');
}

function poolCard(pool) {
  return el('article', {class: 'card pool', 'data-key': pool.name, 'aria-label': `Pool ${pool.name}`},
    el('header', null, el('h4', null, pool.product ? pool.name : 'Connections without a pool'), el('span', {class: 'soft'}, pool.product,
      pool.of_replica ? ', of a replica' : '')),
    connectionChart(pool), waitChart(pool), measures(pool), suggested(pool), settingsFolds(pool));
}

function measures(pool) {
  const {link_ms: link, waits, warm_up: warmUp, round_trips: roundTrips} = pool;
  const managed = known(pool.connections?.used);
  return el('dl', {class: 'measures'},
    pair('Round trip on the link', link?.samples ? [el('strong', null, millis(link.fastest)), ' (the fastest)'] : 'not measured yet'),
    link?.samples ? pair('With the database\u2019s time', `${millis(link.median)} median, ${millis(link.p95)} at 95\u00a0%`) : null,
    managed && pair('Waits for a connection', waits?.count ? waitWords(waits) : waits ? 'none' : 'not known'),
    managed && pair('Warm-up', warmUp ? `${number(warmUp.warmed)} of ${number(warmUp.requested)} connections in ${millis(warmUp.millis)}` : noWarmUp()),
    pair('Round trips', Object.keys(roundTrips ?? {}).length ? tripWords(roundTrips) : 'none yet'),
    pool.connections?.invalid ? pair('Found invalid', count(pool.connections.invalid, 'connection')) : null,
    (pool.endpoints ?? []).some((one) => one.server !== pool.server) ? pair('Leads to', pool.endpoints.map(endpointWords).join('; ')) : null,
    pool.replica ? pair('Replica', replicaWords(pool.replica)) : null);
}

function noWarmUp() {
  if (state.data.tripmeter.mode === 'advise') return 'off (mode=advise)';
  return configured('warmup') === 'off' ? 'off (warmup=off)' : 'none so far';
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
    settings.length ? fold(`settings ${pool.name}`, settingsWords(settings), () => settingsTable(pool, settings)) : null,
    session.length ? fold(`session ${pool.name}`, `${count(session.length, 'session setting')}`, () => sessionTable(pool, session)) : null,
    pool.history ? fold(`history ${pool.name}`, 'The pictures as a table', () => historyTable(pool)) : null,
  ];
}

const isKept = (one) => one.old === one.new;
const isAdvised = (one) => !isKept(one) && one.made === false;

function settingsWords(settings) {
  const advised = settings.filter(isAdvised).length;
  const kept = settings.filter(isKept).length;
  const changed = settings.length - advised - kept;
  return [changed && `${count(changed, 'pool setting')} changed`, advised && `${count(advised, 'pool setting')} would be changed (mode=advise)`,
    kept && `${count(kept, 'pool setting')} left as the application has it`].filter(Boolean).join(', ');
}

function settingsTable(pool, settings) {
  return table(`settings-${pool.name}`, `Settings of pool ${pool.name}`, [
    {name: 'Setting', head: true, cell: (one) => identifier(one.name)},
    {name: 'Before', cell: (one) => withThousands(one.old, one.unit)},
    {name: 'Now', cell: (one) => (isKept(one) ? 'as before' : [isAdvised(one) ? 'as before, would be ' : '', withThousands(one.new, one.unit)])},
    {name: 'Why', cell: (one) => one.why},
  ], settings, (one) => one.name);
}

function withThousands(text, of) {
  const words = withUnit(text, of);
  return known(text) && of && Number(text) >= 1000 ? [words, el('span', {class: 'sub'}, unit(number(Number(text)), of))] : words;
}

function sessionTable(pool, session) {
  return table(`session-${pool.name}`, `Session settings of pool ${pool.name}`, [
    {name: 'Setting', head: true, cell: (one) => identifier(one.name)},
    {name: 'Asked for', cell: (one) => (known(one.asked) && one.asked !== one.value ? withThousands(one.asked, one.unit) : 'as in force')},
    {name: 'In force', cell: (one) => withThousands(one.value, one.unit)},
    {name: 'Known by', cell: (one) => (one.read_back ? 'read back from the server' : 'sent, not read back')},
    {name: 'Why', cell: (one) => one.why},
  ], session, (one) => one.name);
}
