// The jobs as the server knows them: its events, and asking again where events don't come through.
import { hasEnded } from './session.js';
import { body } from './upload.js';

const POLL_MS = 3_000;
const SOON_MS = 500;

async function call(method, path, options = {}) {
  const response = await fetch(path, { method, headers: { Accept: 'application/json' }, ...options });
  if (response.status === 401) hasEnded();
  if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${response.status}`), { status: response.status });
  return response.status === 204 ? null : response.json();
}

export const limits = () => call('GET', 'limits');
export const list = (cursor) => call('GET', `jobs?limit=50${cursor ? `&cursor=${cursor}` : ''}`);
export const status = (id) => call('GET', `status/${id}`);
export const cancel = (id) => call('POST', `jobs/${id}/cancel`);
export const retry = (id) => call('POST', `jobs/${id}/retry`);
export const convertAgain = (id, { query, files }) => call('POST', `jobs/${id}/renditions?${query}`, { body: body(files) });
export const address = (job) => `download/${job.job_id}.${job.result?.format ?? 'mp3'}`;
// Of an archive, the first of its files.
export function sound(job) {
  const first = job.result?.tracks?.find(({ file }) => file);
  return job.result?.format === 'zip' && first ? track(job, first) : address(job);
}
export const track = (job, { number, file }) => `download/${job.job_id}-${number}.${file.format}`;
export const remove = (id) => call('DELETE', `jobs/${id}`, { keepalive: true });

// Follows the jobs for ever. Calls `listener`: jobs(list, more), job(job), deleted(id), connected(yes).
// After each connection the first page is read again: what changed meanwhile is in it.
// Returns a function that reads it once more.
export function follow(listener) {
  let polling = 0;
  let again = 0;

  async function refresh() {
    try {
      const page = await list();
      listener.jobs(page.jobs, page.next_cursor);
      listener.connected(true);
    } catch (e) {
      listener.connected(e.status === 401); // Then it is the session that is missing, not the connection.
    }
  }

  function connect() {
    const events = new EventSource('jobs/events');
    events.onopen = () => {
      clearInterval(polling);
      polling = 0;
      refresh();
    };
    events.onerror = () => {
      if (!polling) {
        polling = setInterval(refresh, POLL_MS);
        refresh();
      }
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, POLL_MS);
    };
    for (const name of ['queued', 'progress', 'completed', 'failed', 'canceled']) {
      events.addEventListener(`job.${name}`, (event) => listener.job(JSON.parse(event.data)));
    }
    events.addEventListener('job.deleted', (event) => listener.deleted(JSON.parse(event.data).job_id));
  }

  connect();
  return () => {
    clearTimeout(again);
    again = setTimeout(refresh, SOON_MS);
  };
}
