// The board: brings uploads, jobs and rows together.
import { Deletions } from './deletions.js';
import { byId, element, setText } from './dom.js';
import { facts, notes } from './facts.js';
import * as format from './format.js';
import { watch } from './intake.js';
import * as jobs from './jobs.js';
import { arrange, compare, rank } from './order.js';
import { unfinished } from './pieces.js';
import { Row } from './row.js';
import { Sending } from './sending.js';
import { failureText, text } from './texts.js';
import { Toolbar } from './toolbar.js';

const WAITING_SHOWN = 2;
const list = byId('jobs');
const rows = new Map(); // By job id.
const deletions = new Deletions({ forget, show, update, changed, failed: failedAction, refresh: () => refresh() });
const fold = element('button', { type: 'button', class: 'link' });
const foldItem = element('li', { class: 'fold', hidden: '' }, fold);
let limits = {};
let cursor; // Of the older jobs that are not shown yet; null if there are none.
let sequence = 0;
let showsAllWaiting = false;
let isOrdering = false;

function announce(sentence) {
  byId('announcer').textContent = sentence;
}

function newRow(name, created) {
  const row = new Row(name, announce);
  row.sequence = sequence += 1;
  row.created = created;
  return row;
}

const allRows = () => [...new Set([...sending.rows, ...rows.values()])];

function changed() {
  if (isOrdering) return;
  isOrdering = true;
  requestAnimationFrame(() => {
    isOrdering = false;
    order();
    toolbar.update();
  });
}

function order() {
  const sorted = allRows().sort(compare);
  const waiting = sorted.filter((row) => rank(row) === 1);
  const folded = showsAllWaiting || toolbar.isSearching ? [] : waiting.slice(WAITING_SHOWN);
  for (const row of sorted) row.element.hidden = folded.includes(row) || !toolbar.shows(row);
  foldItem.hidden = folded.length === 0;
  setText(fold, text('waitingRows', { n: folded.length }));
  const wanted = sorted.map((row) => row.element);
  wanted.splice(sorted.filter((row) => rank(row) < 2).length, 0, foldItem);
  arrange(list, wanted, sorted.find((row) => row.playing || row.phase === 'choosing')?.element ?? document.activeElement?.closest('.card'));
}

fold.addEventListener('click', () => {
  showsAllWaiting = true;
  changed();
});

// ---- Uploads

const sending = new Sending({ list, newRow, leave, announce, changed, toolbar: () => toolbar, accepted });

function accepted(row, id) {
  if (rows.get(id) && rows.get(id) !== row) {
    row.job = rows.get(id).job;
    leave(rows.get(id));
  }
  rows.set(id, row);
  if (row.job) show(row, row.job);
  jobs.status(id).then(update, () => {});
}

export const add = (files) => sending.add(files);

// ---- Jobs

function update(job) {
  if (deletions.hides(job.job_id)) return;
  let row = rows.get(job.job_id);
  if (!row) {
    row = sending.rowOf(job) ?? newRow(job.source.filename, job.created_at);
    rows.set(job.job_id, row);
  }
  if (job.revision < row.job?.revision) return; // Lists and events overtake each other.
  show(row, job);
}

// Drops rows of jobs that are no longer in the list; not of those that are newer than the list.
function forgetMissing(page, more) {
  const newest = page[0]?.created_at ?? '';
  const ids = new Set(page.map((job) => job.job_id));
  const oldest = more ? page.at(-1).created_at : '';
  for (const [id, row] of rows) {
    const created = row.job?.created_at;
    if (!ids.has(id) && !deletions.isPending(id) && created >= oldest && created <= newest) {
      rows.delete(id);
      leave(row);
    }
  }
  changed();
}

// Drops the row of a job that was deleted.
function forget(id) {
  deletions.note(id);
  const row = rows.get(id);
  rows.delete(id);
  if (row) leave(row);
  changed();
}

// Takes a row from the page. The focus goes to its neighbor, not to the beginning of the page.
function leave(row) {
  const hadFocus = row.element.contains(document.activeElement);
  const next = row.element.nextElementSibling ?? row.element.previousElementSibling;
  row.closePlayer();
  row.element.remove();
  toolbar.forget(row);
  if (hadFocus) (next?.querySelector('.actions > *') ?? byId('files')).focus();
}

function show(row, job) {
  row.job = job;
  row.created = job.created_at;
  row.bytes = job.source.bytes;
  if (!row.element.isConnected) list.append(row.element);
  const { status } = job;
  row.setFacts(facts(job, limits.retention_seconds), format.exact(new Date(job.created_at)));
  row.setNotes(status === 'completed' ? notes(row, job.result) : []);
  if (status !== 'completed') row.closePlayer();
  const { fetched_bytes: fetched, bytes } = job.source;
  if (status === 'queued' && fetched !== undefined) row.fetching(fetched, bytes);
  else if (status === 'queued') row.queued(job.queue_position);
  if (status === 'processing') row.converting(job.progress, job.seconds_left);
  if (status === 'completed' && job.download_url) row.completed();
  if (status === 'completed' && !job.download_url) row.expired();
  if (status === 'failed') row.failed(failureText(job.error));
  if (status === 'canceled') row.canceled();
  row.setActions(actions(row, job));
  row.panel.refresh();
  if (status === 'queued' || status === 'processing') toolbar.track(row);
  changed();
}

function actions(row, job) {
  const attempt = (action) => async () => {
    try {
      update(await action(job.job_id));
    } catch {
      failedAction();
    }
  };
  const cancel = { name: 'cancel', run: attempt(jobs.cancel) };
  const retry = { name: 'retry', run: attempt(jobs.retry), primary: true };
  const remove = { name: 'remove', run: () => deletions.later(row) };
  const details = { name: 'details', expanded: row.panel.isOpen, run: (button) => {
    row.panel.toggle();
    button.setAttribute('aria-expanded', String(row.panel.isOpen));
  } };
  switch (job.status) {
    case 'queued':
    case 'processing':
      return [cancel];
    case 'completed':
      return job.download_url ? [playAction(row), { name: 'download', href: jobs.address(job), primary: true }, remove, details]
        : [remove, details];
    case 'failed':
      return job.error.retryable ? [retry, remove, details] : [remove, details];
    default:
      return [retry, remove, details];
  }
}

function failedAction() {
  announce(text('actionFailed'));
  byId('connection').textContent = text('actionFailed');
}

// One player at a time.
function playAction(row) {
  const run = () => {
    const wasPlaying = row.playing;
    for (const other of rows.values()) {
      if (other.playing) {
        other.closePlayer();
        show(other, other.job);
      }
    }
    row.cannotPlay = false;
    if (!wasPlaying) row.play(jobs.sound(row.job), () => broken(row));
    show(row, row.job);
  };
  return row.playing ? { name: 'stop', run } : { name: 'play', run };
}

async function broken(row) {
  row.closePlayer();
  row.cannotPlay = true;
  show(row, row.job);
  await jobs.status(row.job.job_id).then(update, (e) => { if (e.status === 404) forget(row.job.job_id); });
}

const toolbar = new Toolbar({ rows: allRows, changed, remove: (row) => deletions.later(row) });

const refresh = jobs.follow({
  jobs: (page, more) => {
    page.toReversed().forEach(update);
    forgetMissing(page, more);
    if (cursor === undefined) setMore(more);
  },
  job: (job) => {
    const leftTheQueue = job.status !== 'queued' && rows.get(job.job_id)?.job?.status === 'queued';
    update(job);
    const waiting = [...rows.values()].some((row) => row.job?.status === 'queued');
    if (waiting && leftTheQueue) refresh(); // The others have moved up.
  },
  deleted: forget,
  connected: (yes) => { byId('connection').textContent = yes ? '' : text('connectionLost'); },
});

// ---- The page around them

function setMore(next) {
  cursor = next;
  byId('more').hidden = !next;
}

byId('more').addEventListener('click', async () => {
  try {
    const page = await jobs.list(cursor);
    page.jobs.forEach(update);
    setMore(page.next_cursor);
  } catch {
    failedAction();
  }
});

list.append(foldItem);

watch(add);

addEventListener('beforeunload', (event) => {
  if (sending.busy) event.preventDefault();
});
addEventListener('pagehide', () => finishDeleting());

export const finishDeleting = () => deletions.finishAll();

// Gives up what is being uploaded: it is no longer the same person.
export const abandon = () => sending.abandon();
setInterval(() => {
  for (const [id, row] of rows) if (!deletions.isPending(id) && row.job) show(row, row.job);
}, 60_000);

// What was not all sent before the page was loaded.
const begun = unfinished();
byId('unfinished').textContent = begun.length > 0 ? text('unfinished', { names: begun.join(', ') }) : '';

jobs.limits().then((known) => {
  limits = known;
  sending.limits = known;
  for (const [id, row] of rows) if (!deletions.isPending(id) && row.job) show(row, row.job);
}, () => {});
