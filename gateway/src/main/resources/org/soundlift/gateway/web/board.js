// The board: brings uploads, jobs and cards together.
import { Card } from './card.js';
import * as format from './format.js';
import * as jobs from './jobs.js';
import { failureText, texts } from './texts.js';
import { Uploads, defect, droppedFiles } from './upload.js';

const UNDO_MS = 6_000;
const byId = (id) => document.getElementById(id);
const list = byId('jobs');
const cards = new Map(); // By job id.
const pending = new Map(); // Uploads that are not yet jobs.
const deleting = new Map(); // Timers by job id.
const deleted = new Set(); // Job ids: an answer of before the deletion must not bring a card back.
let maxBytes = Infinity;
let cursor; // Of the older jobs that are not shown yet; null if there are none.

function announce(sentence) {
  byId('announcer').textContent = sentence;
}

// ---- Uploads

const uploads = new Uploads({
  started: (upload) => pending.get(upload).uploading(0),
  progressed: (upload, fraction) => pending.get(upload)?.uploading(fraction),
  interrupted: (upload) => pending.get(upload).interrupted(),
  refused: (upload, code) => refuse(pending.get(upload), code),
  accepted: (upload, id) => {
    const card = pending.get(upload);
    pending.delete(upload);
    const known = cards.get(id);
    if (known && known !== card) {
      known.element.remove();
      show(card, known.state.job);
    }
    cards.set(id, card);
    jobs.status(id).then(update, () => {});
  },
});

function refuse(card, code) {
  card.failed(code, code === 'FILE_TOO_LARGE' && maxBytes < Infinity ? texts.tooLarge(format.size(maxBytes)) : failureText(code));
  card.setDetails(code);
  card.setActions([{ text: texts.dismiss, run: () => card.element.remove() }]);
}

async function add(files) {
  for (const file of files) {
    const card = new Card(file.name, announce);
    card.setFacts({ bytes: file.size });
    card.element.dataset.created = '~'; // Above every date.
    list.prepend(card.element);
    const code = await defect(file, maxBytes);
    if (code) {
      refuse(card, code);
      continue;
    }
    card.waiting();
    const upload = uploads.add(file);
    pending.set(upload, card);
    card.setActions([{ text: texts.cancel, run: () => {
      uploads.cancel(upload);
      pending.delete(upload);
      card.element.remove();
      announce(texts.announce(file.name, texts.canceled));
    } }]);
  }
}

// ---- Jobs

function update(job) {
  if (deleting.has(job.job_id) || deleted.has(job.job_id)) return;
  let card = cards.get(job.job_id);
  if (!card) {
    card = uploadOf(job) ?? placed(new Card(job.source.filename, announce), job.created_at);
    cards.set(job.job_id, card);
  }
  if (job.revision < card.state.job?.revision) return; // Lists and events overtake each other.
  show(card, job);
}

// The card of the one upload that this job can be of: the event of a job may be faster than the upload's answer.
function uploadOf(job) {
  const same = [...pending].filter(([{ file }, card]) => !card.state.job
    && file.name === job.source.filename && file.size === job.source.bytes);
  return same.length === 1 ? same[0][1] : null;
}

// Newest first, below what is still being uploaded.
function placed(card, created) {
  card.element.dataset.created = created;
  const next = [...list.children].find((other) => other.dataset.created < created);
  list.insertBefore(card.element, next ?? null);
  return card;
}

// Drops cards of jobs that are no longer in the list; not of those that are newer than the list.
function forgetMissing(page, more) {
  const newest = page[0]?.created_at ?? '';
  const ids = new Set(page.map((job) => job.job_id));
  const oldest = more ? page.at(-1).created_at : '';
  for (const [id, card] of cards) {
    const created = card.state.job?.created_at;
    if (!ids.has(id) && !deleting.has(id) && created >= oldest && created <= newest) {
      cards.delete(id);
      card.element.remove();
    }
  }
}

// Drops the card of a job that was deleted, here or in another tab, on another device, by the service.
function forget(id) {
  clearTimeout(deleting.get(id)?.timer);
  deleting.delete(id);
  deleted.add(id);
  cards.get(id)?.element.remove();
  cards.delete(id);
}

function show(card, job) {
  card.state.job = job;
  card.element.dataset.created = job.created_at;
  card.setFacts({
    bytes: job.source.bytes,
    seconds: job.result?.seconds ?? job.source.seconds,
    date: new Date(job.created_at),
  });
  if (job.status !== 'failed') card.clearDetails();
  if (job.status !== 'completed') card.closePlayer();
  const cancel = { text: texts.cancel, run: () => attempt(() => jobs.cancel(job.job_id)) };
  const remove = { text: texts.remove, run: () => removeLater(card, job) };
  const retry = { text: texts.retry, run: () => attempt(() => jobs.retry(job.job_id)), primary: true };
  switch (job.status) {
    case 'queued':
      card.queued(job.queue_position);
      card.setActions([cancel]);
      break;
    case 'processing':
      card.converting(job.progress);
      card.setActions([cancel]);
      break;
    case 'completed':
      card.completed(!job.download_url);
      card.setNotes((job.result?.warnings ?? []).map((warning) => warning.detail));
      card.setActions(job.download_url ? [playAction(card, job), downloadAction(job), remove] : [remove]);
      break;
    case 'failed':
      card.failed(job.error.code);
      card.setDetails(job.error.code, job.job_id);
      card.setActions(job.error.retryable ? [retry, remove] : [remove]);
      break;
    default:
      card.canceled();
      card.setActions([retry, remove]);
  }
}

function downloadAction(job) {
  return { text: texts.download, href: `/download/${job.job_id}.mp3`, primary: true };
}

// One player at a time.
function playAction(card, job) {
  return {
    text: card.playing ? texts.stop : texts.play,
    run: () => {
      const wasPlaying = card.playing;
      for (const other of cards.values()) {
        if (other.playing) {
          other.closePlayer();
          show(other, other.state.job);
        }
      }
      if (!wasPlaying) card.play(`/download/${job.job_id}.mp3`);
      show(card, job);
    },
  };
}

// The job is deleted after a while in which it can be brought back.
function removeLater(card, job) {
  const id = job.job_id;
  const finish = () => {
    forget(id);
    return jobs.remove(id).catch(() => {
      deleted.delete(id);
      byId('connection').textContent = texts.actionFailed;
    });
  };
  card.closePlayer();
  card.clearDetails();
  card.deleted();
  deleting.set(id, { timer: setTimeout(finish, UNDO_MS), finish });
  card.setActions([{ text: texts.undo, run: () => {
    clearTimeout(deleting.get(id).timer);
    deleting.delete(id);
    show(card, job);
  } }]);
}

async function attempt(action) {
  try {
    update(await action());
  } catch {
    announce(texts.actionFailed);
    byId('connection').textContent = texts.actionFailed;
  }
}

const refresh = jobs.follow({
  jobs: (page, more) => {
    page.toReversed().forEach(update);
    forgetMissing(page, more);
    if (cursor === undefined) setMore(more);
  },
  job: (job) => {
    const leftTheQueue = job.status !== 'queued' && cards.get(job.job_id)?.state.job?.status === 'queued';
    update(job);
    const waiting = [...cards.values()].some((card) => card.state.job?.status === 'queued');
    if (waiting && leftTheQueue) refresh(); // The others have moved up.
  },
  deleted: forget,
  connected: (yes) => { byId('connection').textContent = yes ? '' : texts.connectionLost; },
});

// ---- The page around them

function setMore(next) {
  cursor = next;
  byId('more').hidden = !next;
}

byId('drop-text').append(texts.dropBefore, Object.assign(document.createElement('em'), { textContent: texts.dropChoose }));
list.setAttribute('aria-label', texts.jobsLabel);
byId('more').textContent = texts.more;
byId('more').addEventListener('click', async () => {
  try {
    const page = await jobs.list(cursor);
    page.jobs.forEach(update);
    setMore(page.next_cursor);
  } catch {
    byId('connection').textContent = texts.actionFailed;
  }
});

byId('files').addEventListener('change', (event) => {
  add([...event.target.files]);
  event.target.value = '';
});

const drop = byId('drop');
addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) drop.classList.remove('over');
});
addEventListener('drop', async (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  add(await droppedFiles(event.dataTransfer));
});

addEventListener('beforeunload', (event) => {
  if (uploads.busy) event.preventDefault();
});
addEventListener('pagehide', finishDeleting);

// Deletes now what could still be brought back.
export function finishDeleting() {
  return Promise.all([...deleting.values()].map(({ timer, finish }) => {
    clearTimeout(timer);
    return finish();
  }));
}

// Gives up what is being uploaded: it is no longer the same person.
export function abandon() {
  for (const upload of [...pending.keys()]) uploads.cancel(upload);
}
setInterval(() => {
  for (const [id, card] of cards) if (!deleting.has(id) && card.state.job) show(card, card.state.job);
}, 60_000);

jobs.limits().then((limits) => { maxBytes = limits.max_upload_bytes; }, () => {});
