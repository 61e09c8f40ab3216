// Sizes, lengths and times as people write them.
import { language, text } from './texts.js';

const units = ['kB', 'MB', 'GB', 'TB'];

export function size(bytes) {
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 9.95 && unit > 0 ? 1 : 0;
  return `${Math.max(value, bytes > 0 ? 10 ** -digits : 0).toLocaleString(language, { maximumFractionDigits: digits })} ${units[unit]}`;
}

// 1:02:03, or 2:03 below an hour.
export function length(seconds) {
  const whole = Math.round(seconds);
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export function timeLeft(seconds) {
  if (seconds < 60) return text('secondsLeft', { n: Math.max(5, Math.ceil(seconds / 5) * 5) });
  if (seconds < 3570) return text('minutesLeft', { n: Math.round(seconds / 60) });
  return text('hoursLeft', { h: Math.floor(seconds / 3600), m: Math.round((seconds % 3600) / 60) });
}

const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const steps = [['day', 86400], ['hour', 3600], ['minute', 60]];

export function ago(date, now = Date.now()) {
  const seconds = (date.getTime() - now) / 1000;
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return relative.format(0, 'second');
}

export function exact(date) {
  return date.toLocaleString(language, { dateStyle: 'full', timeStyle: 'medium' });
}

// A day of the coming week by its name, others by their date.
export function day(date, now = Date.now()) {
  const soon = date.getTime() - now <= 6 * 86_400_000;
  return date.toLocaleDateString(language, soon ? { weekday: 'long' } : { day: 'numeric', month: 'long' });
}

// Estimates the time that is left. Says nothing until the estimate has settled to about 20 %.
export class TimeLeft {
  #samples = [];

  // The seconds left, or null while they are not known.
  add(fraction, now = performance.now()) {
    const last = this.#samples.at(-1);
    if (last && fraction < last.fraction) this.#samples = [];
    this.#samples.push({ fraction, now });
    while (this.#samples.length > 2 && now - this.#samples[1].now > 10_000) this.#samples.shift();
    const long = this.#estimate(0);
    const short = this.#estimate(Math.floor(this.#samples.length / 2));
    const settled = now - this.#samples[0].now > 2_500 && Math.abs(long - short) <= 0.2 * long;
    return settled ? long : null;
  }

  #estimate(from) {
    const first = this.#samples[from];
    const last = this.#samples.at(-1);
    const rate = (last.fraction - first.fraction) / (last.now - first.now);
    return (1 - last.fraction) / rate / 1000;
  }
}

// The bytes per second of the last seconds, or null while they are not known.
export class Speed {
  #samples = [];

  add(bytes, now = performance.now()) {
    this.#samples.push({ bytes, now });
    while (this.#samples.length > 2 && now - this.#samples[1].now > 5_000) this.#samples.shift();
    const first = this.#samples[0];
    const elapsed = now - first.now;
    return elapsed > 1_000 && bytes > first.bytes ? ((bytes - first.bytes) / elapsed) * 1000 : null;
  }
}

export function date(day) {
  return day.toLocaleDateString(language, { dateStyle: 'medium' });
}

const tenths = (value) => value.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).replace('-', '−');

export const loudness = (lufs) => `${tenths(lufs)} LUFS`;

export const decibels = (value, unit) => (value == null ? '–' : `${tenths(value)} ${unit}`);
