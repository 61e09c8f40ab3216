// What concerns all videos: how far they are together, search, selection, and what can be done with many at a time.
import { byId, element, icon, setText } from './dom.js';
import * as format from './format.js';
import { address } from './jobs.js';
import { text } from './texts.js';

const SEARCH_ABOVE = 20;
const BETWEEN_DOWNLOADS_MS = 400;
const ENDED = ['completed', 'expired', 'failed', 'canceled', 'deleted'];
const ACTIVE_FILTER = (row) => !ENDED.includes(row.phase);
const FILTERS = {
  all: () => true,
  active: ACTIVE_FILTER,
  completed: (row) => row.phase === 'completed',
  failed: (row) => row.phase === 'failed',
};

export class Toolbar {
  #rows;
  #changed;
  #remove;
  #batch = new Set(); // What was under way since nothing was.
  #timeLeft = new format.TimeLeft();
  #speed = new format.Speed();
  #isSelecting = false;
  #tools = '';

  // `rows` returns all rows; `changed` is called when others have to be shown; `remove` deletes one.
  constructor({ rows, changed, remove }) {
    this.#rows = rows;
    this.#changed = changed;
    this.#remove = remove;
    for (const [input, event] of [[byId('search'), 'input'], [byId('filter'), 'change']]) {
      input.addEventListener(event, changed);
    }
    byId('jobs').addEventListener('change', (event) => { if (event.target.classList.contains('box')) this.update(); });
    byId('notify').addEventListener('click', () => Notification.requestPermission().then(() => this.update()));
    document.addEventListener('visibilitychange', () => { if (!document.hidden && !this.#isBusy) document.title = 'Soundlift'; });
  }

  // A row that is under way. The first one after a rest begins a new count.
  track(row) {
    if (this.#batch.has(row)) return;
    if (!this.#isBusy) {
      this.#batch.clear();
      this.#timeLeft = new format.TimeLeft();
      this.#speed = new format.Speed();
    }
    this.#batch.add(row);
  }

  forget(row) {
    this.#batch.delete(row);
  }

  get #isBusy() {
    return [...this.#batch].some(ACTIVE_FILTER);
  }

  // ---- Search

  get isSearching() {
    return !byId('search-row').hidden && (byId('search').value !== '' || byId('filter').value !== 'all');
  }

  shows(row) {
    if (!this.isSearching) return true;
    const words = byId('search').value.toLocaleLowerCase().split(/\s+/);
    const name = row.name.toLocaleLowerCase();
    return FILTERS[byId('filter').value](row) && words.every((word) => name.includes(word));
  }

  update() {
    const rows = this.#rows();
    byId('toolbar').hidden = rows.length < 2;
    byId('search-row').hidden = rows.length <= SEARCH_ABOVE;
    byId('nothing-found').hidden = !this.isSearching || rows.some((row) => this.shows(row));
    this.#showStatus();
    this.#showTools(rows);
  }

  // ---- Status of all

  #showStatus() {
    const batch = [...this.#batch];
    const ended = batch.filter((row) => !ACTIVE_FILTER(row)).length;
    const busy = ended < batch.length;
    byId('status').hidden = batch.length < 2;
    byId('status-bar').hidden = !busy;
    byId('notify').hidden = !busy || !('Notification' in window) || Notification.permission !== 'default';
    if (busy) this.#showProgress(batch, ended);
    else if (batch.length > 0) this.#showEnd(batch);
  }

  #showProgress(batch, ended) {
    const bytes = batch.reduce((sum, row) => sum + row.bytes, 0) || 1;
    const fraction = batch.reduce((sum, row) => sum + row.bytes * row.overall, 0) / bytes;
    const parts = [text('batch', { done: ended, all: batch.length }), `${Math.floor(fraction * 100)} %`];
    const seconds = fraction > 0 && fraction < 1 ? this.#timeLeft.add(fraction) : null;
    if (seconds !== null) parts.push(text('left', { time: format.timeLeft(seconds) }));
    setText(byId('status-text'), parts.join(' · '));
    byId('status-bar').value = fraction;
    document.title = batch.length > 1 ? `(${ended}/${batch.length}) Soundlift` : `${Math.floor(fraction * 100)} % Soundlift`;
    this.wasBusy = true;
  }

  #showEnd(batch) {
    const ready = batch.filter((row) => row.phase === 'completed').length;
    const failed = batch.filter((row) => row.phase === 'failed').length;
    const parts = [ready > 0 || failed === 0 ? text('allDone', { n: ready }) : '', failed > 0 ? text('someFailed', { n: failed }) : ''];
    const sentence = parts.filter(Boolean).join(', ');
    setText(byId('status-text'), sentence);
    if (!this.wasBusy) return;
    this.wasBusy = false;
    document.title = document.hidden ? `${sentence} · Soundlift` : 'Soundlift';
    if (document.hidden && 'Notification' in window && Notification.permission === 'granted') {
      try {
        new Notification('Soundlift', { body: sentence, icon: 'icon-192.png' });
      } catch {
        // Some phones have notifications for service workers alone.
      }
    }
  }

  // ---- Many at a time

  #showTools(rows) {
    const ready = rows.filter((row) => row.phase === 'completed');
    const selectable = rows.filter((row) => row.job && !row.element.hidden && row.phase !== 'deleted');
    for (const row of rows) row.box.hidden = !this.#isSelecting || !row.job;
    byId('jobs').classList.toggle('selecting', this.#isSelecting);
    if (this.#isSelecting) this.#showSelection(selectable.filter((row) => row.box.checked));
    else {
      this.#setTools([
        ready.length > 1 && ['downloadAll', 'download', () => download(this.#rows().filter((row) => row.phase === 'completed'))],
        ended(rows).length > 1 && ['clearFinished', 'remove', () => this.#removeAll(ended(this.#rows()))],
        rows.length > 1 && ['select', 'ready', () => this.#select(true)],
      ]);
    }
  }

  #showSelection(selected) {
    const some = selected.length > 0;
    this.#setTools([
      some && selected.some((row) => row.phase === 'completed')
        && ['downloadSelected', 'download', () => download(this.#selected().filter((row) => row.phase === 'completed'))],
      some && ['deleteSelected', 'remove', () => this.#removeAll(this.#selected())],
      ['selectDone', 'cancel', () => this.#select(false)],
    ], text('selected', { n: selected.length }));
  }

  #selected() {
    return this.#rows().filter((row) => row.job && row.box.checked && !row.element.hidden && row.phase !== 'deleted');
  }

  #select(yes) {
    this.#isSelecting = yes;
    for (const row of this.#rows()) row.box.checked = false;
    this.#changed();
  }

  #removeAll(rows) {
    if (!confirm(text('clearQuestion', { n: rows.length }))) return;
    this.#isSelecting = false;
    rows.forEach((row) => this.#remove(row));
  }

  // Buttons stay the same elements while there are the same ones.
  #setTools(tools, note = '') {
    const wanted = tools.filter(Boolean);
    const names = `${note} ${wanted.map(([name]) => name).join()}`;
    if (names === this.#tools) return;
    const focused = byId('tools').contains(document.activeElement);
    this.#tools = names;
    byId('tools').replaceChildren(...(note ? [element('span', { role: 'status' }, note)] : []), ...wanted.map(([name, sign, run]) => {
      const button = element('button', { type: 'button', class: 'small' }, icon(sign), text(name));
      button.addEventListener('click', run);
      return button;
    }));
    if (focused) byId('tools').querySelector('button')?.focus();
  }
}

// The rows that "Clear finished" is about: of those that are shown.
function ended(rows) {
  return rows.filter((row) => row.job && !row.element.hidden && ['completed', 'expired', 'failed', 'canceled'].includes(row.phase));
}

// One after the other: browsers drop downloads that begin at the same moment.
async function download(rows) {
  for (const row of rows) {
    const link = element('a', { href: address(row.job), download: '' });
    link.click();
    await new Promise((resolve) => { setTimeout(resolve, BETWEEN_DOWNLOADS_MS); });
  }
}
