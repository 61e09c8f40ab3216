// The overview of administrators: figures, plots, failures, and who stores what.
import { byId, element } from './dom.js';
import * as format from './format.js';
import { plot } from './plot.js';
import { send } from './session.js';
import { fillTable } from './table.js';
import { language, text } from './texts.js';

const count = (n) => n.toLocaleString(language);
const retention = (seconds) => (seconds < 86_400
  ? text('hours', { n: Math.round(seconds / 3_600) }) : text('days', { n: Math.round(seconds / 86_400) }));
const sum = (parts, key) => parts.reduce((total, part) => total + part[key], 0);

function tile(title, value, bad = false) {
  return element('div', bad ? { class: 'bad' } : {}, element('dt', {}, title), element('dd', {}, value));
}

export async function show() {
  const { queue, last_hour: hour, last_day: day, failures, storage } = await send('GET', 'admin/overview');
  const oldest = queue.oldest_waiting_since;
  const letters = Object.values(queue.dead_letters);
  const dead = letters.includes(null) ? null : letters.reduce((total, n) => total + n, 0);
  byId('tiles').replaceChildren(
    tile(text('tile.waiting'), count(queue.waiting)),
    tile(text('tile.oldest'), oldest ? format.ago(new Date(oldest)) : '–'),
    tile(text('tile.processing'), count(queue.processing)),
    tile(text('tile.hour'), count(sum(hour.ended, 'completed'))),
    tile(text('tile.day'), count(sum(day.ended, 'completed'))),
    tile(text('tile.audio'), format.length(sum(day.ended, 'audio_seconds'))),
    tile(text('tile.failed'), count(sum(day.ended, 'failed')), sum(day.ended, 'failed') > 0),
    tile(text('tile.dead'), dead === null ? text('unknown') : count(dead), dead !== 0));
  plot(byId('hour'), hour);
  plot(byId('day'), day);
  fillTable(byId('failures'), [{ title: text('column.code') }, { title: text('column.jobs'), number: true }],
    failures.map(({ code, jobs }) => [element('a', { href: `admin#jobs?status=failed&error=${code}` }, code), count(jobs)]), text('noFailures'));
  const stored = storage.video_bytes + storage.result_bytes + storage.arriving_bytes;
  byId('stored').textContent = text('storedInAll', { size: format.size(stored), time: retention(storage.retention_seconds) });
  fillTable(byId('owners'),
    [{ title: text('column.owner'), wide: true }, { title: text('column.jobs'), number: true }, { title: text('column.videos'), number: true },
      { title: text('column.results'), number: true }, { title: text('column.arriving'), number: true }],
    storage.owners.map((owner) => [owner.owner, count(owner.jobs), format.size(owner.video_bytes), format.size(owner.result_bytes),
      format.size(owner.arriving_bytes)]), text('nothingStored'));
}
