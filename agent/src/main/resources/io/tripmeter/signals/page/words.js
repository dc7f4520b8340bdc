// Numbers, times and units as people say them.

export const UNKNOWN = '–';
export const known = (value) => value !== null && value !== undefined;
export const round = (value) => Math.round(value * 100) / 100;
const formats = new Map();

/** With this many decimals at most: 3 and not 3.0. */
export function number(value, digits = 0) {
  if (!known(value)) return UNKNOWN;
  if (!formats.has(digits)) formats.set(digits, new Intl.NumberFormat('en-US', {maximumFractionDigits: digits}));
  return formats.get(digits).format(value);
}

/** Not broken between the number and its unit. */
export const unit = (value, of) => `${value}\u00a0${of}`;
export const count = (value, one, many = `${one}s`) => unit(number(value), value === 1 ? one : many);
export const few = (value) => number(value, value < 10 ? 1 : 0);

export function millis(value) {
  if (!known(value)) return UNKNOWN;
  if (value >= 60000) return seconds(value / 1000);
  if (value >= 10000) return unit(number(value / 1000, 1), 's');
  if (value > 0 && value < 0.1) return unit(number(1000 * value), 'µs');
  return unit(number(value, value >= 100 ? 0 : value < 1 ? 2 : 1), 'ms');
}

/** The two largest units. */
export function seconds(value) {
  if (!known(value)) return UNKNOWN;
  if (value < 60) return unit(few(value), 's');
  const minutes = Math.floor(value / 60);
  if (minutes < 60) return two(minutes, 'min', Math.floor(value % 60), 's');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? two(hours, 'h', minutes % 60, 'min') : two(Math.floor(hours / 24), 'days', hours % 24, 'h');
}

const two = (first, larger, second, smaller) => unit(number(first), larger) + (second ? ` ${unit(second, smaller)}` : '');

/** A setting's value as people say it: 1800000 ms is 30 min. */
export function withUnit(value, of) {
  if (!known(value) || value === '') return 'unset';
  const text = String(value);
  if (!of || !/^\d+$/.test(text)) return text;
  const scale = {ms: 1 / 1000, s: 1, min: 60}[of];
  const amount = Number(text);
  if (!scale || amount === 0) return unit(number(amount), of);
  return amount * scale < 1 ? unit(number(amount), 'ms') : seconds(amount * scale);
}

export function clock(text) {
  const time = new Date(text);
  if (!text || Number.isNaN(time.getTime())) return UNKNOWN;
  return `${time.toISOString().slice(11, 19)} UTC`;
}

export function day(text) {
  const time = new Date(text);
  return !text || Number.isNaN(time.getTime()) ? UNKNOWN : `${time.toISOString().slice(0, 10)} ${clock(text)}`;
}
