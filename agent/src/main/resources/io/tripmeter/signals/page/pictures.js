// Drawings, their legends, and where time goes.

import {el, svg} from './document.js';
import {millis, round} from './words.js';

/** A picture stretched to its box, with its content in words. */
export function picture(className, width, height, title, description, ...shapes) {
  return svg('svg', {class: className, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', role: 'img'},
    svg('title', null, title), description ? svg('desc', null, description) : null, shapes);
}

export const rect = (className, x, y, width, height) => svg('rect', {class: className, x: round(x), y: round(y), width: round(width), height: round(height)});
const swatch = (className) => svg('svg', {viewBox: '0 0 10 10', 'aria-hidden': 'true'},
  className === 'limit' ? svg('path', {class: className, d: 'M0 5H10'}) : rect(className, 0, 0, 10, 10));
export const legend = (entries) => el('ul', {class: 'legend'}, entries.map(([className, text]) => el('li', null, swatch(className), text)));

// The parts of time, by the names of their classes.
export const LINK = 'on the link';
export const DATABASE = 'in the database';
export const BOTH = 'link and database together';
export const OPENING = 'opening a connection';
export const WAITING = 'waiting for a connection';

/** Of [class, milliseconds, name], one after the other: `scale` makes 1000 of the longest, and no part is narrower than `least`. */
export function timeBar(title, parts, scale, {from = 0, least = 0, further = null}) {
  let x = from * scale;
  const shapes = parts.filter(([, time]) => time > 0).map(([className, time]) => {
    const width = Math.max(least, time * scale);
    const shape = rect(className, x, 0, width, 10);
    x += width;
    return shape;
  });
  return picture('split', 1000, 10, `${title}: ${timeWords(parts)}`, null, shapes, further);
}

export const timeWords = (parts) => parts.filter(([, time]) => time > 0).map(([, time, name]) => `${millis(time)} ${name}`).join(', ');
