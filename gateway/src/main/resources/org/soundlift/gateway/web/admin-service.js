// Dead letters, converters, the announcement and the audit log, for administrators.
import { byId, element } from './dom.js';
import * as format from './format.js';
import { send } from './session.js';
import { fillTable, rowButton } from './table.js';
import { text } from './texts.js';

const ago = (time) => element('time', { datetime: time, title: format.exact(new Date(time)) }, format.ago(new Date(time)));

function letter(each, act) {
  const path = `admin/dead-letters/${each.queue}/${encodeURIComponent(each.id)}`;
  const name = `${each.queue} ${each.id}`;
  const button = (word, action) => rowButton(word, text('of', { action: word, name }), action);
  return element('li', {},
    element('h3', {}, each.queue),
    element('p', {}, each.reason),
    element('p', { class: 'hint' }, ...(each.rejected_at ? [ago(each.rejected_at), ' · '] : []), text('deliveries', { n: each.deliveries })),
    element('pre', { tabindex: 0, 'aria-label': text('itsMessage') }, each.message),
    element('div', { class: 'actions' },
      button(text('requeue'), () => act(() => send('POST', `${path}/requeue`), text('requeued'))),
      button(text('drop'), async () => {
        if (confirm(text('dropQuestion'))) await act(() => send('DELETE', path), text('dropped'));
      })));
}

export async function showLetters(act) {
  const { dead_letters: letters } = await send('GET', 'admin/dead-letters');
  byId('letter-list').replaceChildren(...letters.map((each) => letter(each, act)));
  if (letters.length === 0) byId('letter-list').append(element('li', { class: 'hint' }, text('noLetters')));
}

function converter(each, act) {
  const path = `admin/converters/${each.id}`;
  const name = each.host;
  const facts = [text('convertersVersion', { version: each.version, ffmpeg: each.ffmpeg }),
    text('sinceStart', { ago: format.ago(new Date(each.started_at)) }),
    text('slotsTaken', { n: each.jobs.length, slots: each.slots })];
  const denied = each.ffmpeg_denied.map((what) => text(`denied.${what}`)).join(', ');
  return element('li', {},
    element('h3', {}, name, ...(each.draining ? [' · ', text('draining')] : [])),
    element('p', {}, facts.join(' · ')),
    denied ? element('p', { class: 'hint' }, text('denied', { what: denied })) : element('p', { class: 'bad' }, text('unconfined')),
    element('ul', { class: 'working' }, ...each.jobs.map((job) => element('li', {},
      text('worksOn', { name: job.source.filename, owner: job.owner, percent: Math.round(job.progress * 100) })))),
    element('div', { class: 'actions' }, each.draining
      ? rowButton(text('takeWork'), text('of', { action: text('takeWork'), name }), () => act(() => send('POST', `${path}/resume`), text('resumed', { name })))
      : rowButton(text('drain'), text('of', { action: text('drain'), name }), () => act(() => send('POST', `${path}/drain`), text('drained', { name })))));
}

export async function showConverters(act) {
  const { converters } = await send('GET', 'admin/converters');
  byId('converter-list').replaceChildren(...converters.map((each) => converter(each, act)));
  if (converters.length === 0) byId('converter-list').append(element('li', { class: 'bad' }, text('noConverters')));
}

export async function showAnnouncement() {
  const { text: words } = await send('GET', 'announcement');
  byId('announcement-text').value = words ?? '';
  byId('announcement-remove').hidden = !words;
}

export function beginAnnouncement(act) {
  byId('announcement-form').addEventListener('submit', (event) => {
    event.preventDefault();
    act(() => send('PUT', 'admin/announcement', { text: byId('announcement-text').value }), text('announced'));
  });
  byId('announcement-remove').addEventListener('click', () =>
    act(() => send('DELETE', 'admin/announcement'), text('announcementRemoved')));
}

let entries = [];

async function audit(from) {
  const { entries: found, next_cursor: next } = await send('GET', `admin/audit?${new URLSearchParams(from ? { cursor: from } : {})}`);
  entries = from ? [...entries, ...found] : found;
  fillTable(byId('audit-list'),
    [{ title: text('column.when') }, { title: text('column.actor') }, { title: text('column.action') }, { title: text('column.subject'), wide: true }],
    entries.map((entry) => [ago(entry.at), entry.actor, entry.action, entry.subject]), text('nothingDone'));
  byId('more-audit').hidden = !next;
  byId('more-audit').onclick = () => audit(next);
}

export const showAudit = () => audit();
