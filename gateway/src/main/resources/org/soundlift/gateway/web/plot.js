// A plot of the jobs that ended in each part of a while: bars, failed ones on top.
import { element } from './dom.js';
import { language, text } from './texts.js';

const NS = 'http://www.w3.org/2000/svg';
const HEIGHT = 100;

function shape(name, attributes, ...children) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const clock = (date) => date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' });

// Draws { since, interval_seconds, ended } of an overview.
export function plot(place, { since, interval_seconds: width, ended }) {
  const begin = new Date(since).getTime() / 1000;
  const first = Math.floor(begin / width);
  const last = Math.floor(Date.now() / 1000 / width);
  const count = last - first + 1;
  const highest = Math.max(1, ...ended.map((part) => part.completed + part.failed));
  const bars = ended.flatMap((part) => {
    const at = new Date(part.start);
    const x = Math.floor(at.getTime() / 1000 / width) - first;
    const done = (part.completed / highest) * HEIGHT;
    const failed = (part.failed / highest) * HEIGHT;
    const title = `${clock(at)}: ${text('endedPart', { done: part.completed, failed: part.failed })}`;
    const bar = (kind, y, height) => shape('rect', { class: kind, x: x + 0.1, y, width: 0.8, height }, shape('title', {}, title));
    return [bar('done', HEIGHT - done, done), bar('failed', HEIGHT - done - failed, failed)];
  });
  const sum = (key) => ended.reduce((total, part) => total + part[key], 0);
  const summary = text('endedPart', { done: sum('completed'), failed: sum('failed') });
  place.replaceChildren(
    shape('svg', { viewBox: `0 0 ${count} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': summary },
      ...bars, shape('line', { class: 'axis', x1: 0, x2: count, y1: HEIGHT, y2: HEIGHT, 'vector-effect': 'non-scaling-stroke' })),
    element('p', { class: 'ends hint' }, element('span', {}, clock(new Date(since))), element('span', {}, `${summary} · ${text('highest', { n: highest })}`), element('span', {}, text('now'))));
}
