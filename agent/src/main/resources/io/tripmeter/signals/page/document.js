// Builds parts of the document, and changes only what differs in it, so that focus, scroll position, selection and what is unfolded stay. All
// text becomes a text node: nothing here is parsed as HTML.

import {state} from './state.js';

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child.nodeType ? child : String(child));
  }
  return node;
}

export const el = (name, attributes, ...children) => build(document.createElement(name), attributes, children);
export const svg = (name, attributes, ...children) => build(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
export const code = (text) => el('code', {class: 'sql'}, text);
/** A name that may be broken where people would break it, and not in the middle of a word. */
export const breakable = (text) => String(text).replace(/[./(=_:?&,-](?=\w)/g, '$&\0').split('\0').flatMap((part, at) => (at ? [el('wbr'), part] : [part]));
export const identifier = (text) => el('code', {class: 'name'}, breakable(text));
export const empty = (sentence) => el('p', {class: 'empty'}, sentence);
export const pair = (name, ...values) => el('div', null, el('dt', null, name), values.map((value) => el('dd', null, value)));

/** Its content is built only while it is open. */
export function fold(key, title, content, className) {
  const open = state.open.has(key);
  return el('details', {'data-key': key, class: className, open}, el('summary', null, title), open ? content() : null);
}

/** The text as code, with a button that copies it. */
export function copyable(key, text, what) {
  return el('div', {class: 'copyable'}, identifier(text), copyButton(key, text, what));
}

export function copyButton(key, text, what) {
  return el('button', {type: 'button', class: 'copy', 'data-action': 'copy', 'data-id': key, 'data-text': text, 'aria-label': `Copy ${what}`},
    state.copied === key ? 'Copied' : 'Copy');
}

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.getAttribute('data-key') : null);
const alike = (old, fresh) => old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && keyOf(old) === keyOf(fresh);

function syncAttributes(old, fresh) {
  // Whoever reads has folded and unfolded.
  const kept = (name) => name === 'open' && old.nodeName === 'DETAILS';
  for (const {name} of [...old.attributes]) if (!fresh.hasAttribute(name) && !kept(name)) old.removeAttribute(name);
  for (const {name, value} of fresh.attributes) if (old.getAttribute(name) !== value && !kept(name)) old.setAttribute(name, value);
}

function firstAlike(from, child) {
  let node = from;
  while (node && !alike(node, child)) node = node.nextSibling;
  return node;
}

/** Makes the children of `old` those of `fresh`; a child with a key is found again wherever it was. */
function patchChildren(old, fresh) {
  const keyed = new Map();
  for (const child of old.childNodes) if (keyOf(child) !== null) keyed.set(keyOf(child), child);
  let next = old.firstChild;
  for (const child of [...fresh.childNodes]) {
    const key = keyOf(child);
    const match = key === null ? firstAlike(next, child) : keyed.get(key);
    if (match && alike(match, child)) {
      // Another one with the same key is another place.
      if (key !== null) keyed.delete(key);
      if (match === next) next = next.nextSibling;
      else old.insertBefore(match, next);
      patch(match, child);
    } else {
      old.insertBefore(child, next);
    }
  }
  while (next) {
    const following = next.nextSibling;
    next.remove();
    next = following;
  }
}

function patch(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  syncAttributes(old, fresh);
  patchChildren(old, fresh);
}

function holdsSelection(node) {
  const selection = document.getSelection();
  return selection && !selection.isCollapsed && node.contains(selection.anchorNode) && document.activeElement?.nodeName !== 'INPUT';
}

/** Where somebody has selected text, only what was asked for changes it. A field that moved keeps the focus. */
export function show(id, ...content) {
  const place = document.getElementById(id);
  if (state.unasked && holdsSelection(place)) return;
  const focused = document.activeElement;
  const fresh = place.cloneNode(false);
  build(fresh, null, content);
  patchChildren(place, fresh);
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({preventScroll: true});
}

export function setText(id, text) {
  const place = document.getElementById(id);
  if (place.textContent !== text) place.textContent = text;
}
