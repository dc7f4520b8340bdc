// The live page. It asks for /overview while somebody looks, and has each section shown anew.

import {showConfiguration} from './configuration.js';
import {el, setText} from './document.js';
import {showHead, showSections, showState, showSummary} from './head.js';
import {showPools} from './pools.js';
import {showProblems} from './problems.js';
import {showRoutes} from './routes.js';
import {showSlow} from './slow.js';
import {state} from './state.js';
import {showHazards, showStatements} from './statements.js';

document.getElementById('late').remove();

const POLL_MILLIS = 2000;
const PATIENCE_MILLIS = 10000;

const PARTS_OF_PAGE = [showHead, showSummary, showSections, showProblems, showPools, showRoutes, showSlow, showStatements, showHazards, showConfiguration];

/** A part that cannot be shown does not keep the others from being shown. */
function render() {
  state.broken = false;
  for (const part of state.data ? PARTS_OF_PAGE : []) {
    try {
      part(state.data);
    } catch (failure) {
      console.error(failure);
      state.broken = true;
    }
  }
  showState();
}

function renderUnasked() {
  state.unasked = true;
  render();
  state.unasked = false;
}

/** Before it the page was short: there was nothing to scroll to. */
function afterFirstAnswer() {
  if (scrollY === 0 && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({behavior: 'instant'});
}

function reason(failure) {
  if (failure instanceof SyntaxError) return 'What answers here is not Tripmeter.';
  if (failure instanceof TypeError || failure.name === 'AbortError') return 'The application does not answer any more: it has ended, it hangs, or the way to it is cut.';
  return failure.message;
}

async function ask() {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), PATIENCE_MILLIS);
  try {
    const answer = await fetch('overview', {cache: 'no-store', signal: abort.signal});
    if (!answer.ok) throw new Error(`The application answers, but with status ${answer.status}. See Tripmeter's log.`);
    const data = await answer.json();
    if (!data?.tripmeter) throw new SyntaxError('no overview');
    if (state.paused) return;
    if (state.data && state.data.tripmeter.version !== data.tripmeter.version && reload()) return;
    state.data = data;
    state.lost = '';
    state.lastAnswer = Date.now();
  } catch (failure) {
    state.lost = reason(failure);
  } finally {
    clearTimeout(patience);
  }
}

/** These scripts are of the version that answered first. Once a minute: where two versions answer in turn the page stays what it is. */
function reload() {
  const last = Number(sessionStorage.getItem('reloaded') ?? 0);
  if (Date.now() - last < 60_000) return false;
  sessionStorage.setItem('reloaded', String(Date.now()));
  location.reload();
  return true;
}

/** One question at a time, and none while nobody looks. */
async function poll() {
  clearTimeout(state.timer);
  if (state.asking || state.paused || document.visibilityState !== 'visible') return;
  state.asking = true;
  const isFirst = !state.data;
  await ask();
  state.asking = false;
  renderUnasked();
  if (isFirst && state.data) afterFirstAnswer();
  state.timer = setTimeout(poll, POLL_MILLIS);
}

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
    renderUnasked();
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
