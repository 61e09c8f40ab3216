// The jobs of all owners, for administrators: found, tried again, canceled, deleted.
import { byId, element } from './dom.js';
import * as format from './format.js';
import { send } from './session.js';
import { fillTable, rowButton } from './table.js';
import { has, text } from './texts.js';

const FILTERS = ['status', 'owner', 'error', 'filename'];
const PAGE = 50;
let jobs = [];
let cursor = null;

const filters = () => new URLSearchParams(FILTERS.map((name) => [name, byId(`filter-${name}`).value.trim()]).filter(([, value]) => value));

function state(job) {
  if (job.status === 'failed') return element('span', { class: 'bad', title: job.error.detail }, job.error.code);
  const word = text(`status.${job.status}`);
  return job.status === 'processing' ? `${word}, ${Math.round(job.progress * 100)} %` : word;
}

function actions(job, act) {
  const name = job.source.filename;
  const button = (word, action) => rowButton(word, text('of', { action: word, name }), action);
  const made = element('div', { class: 'actions' });
  if (job.status === 'failed' || job.status === 'canceled') {
    made.append(button(text('retry'), () => act(() => send('POST', `admin/jobs/${job.job_id}/retry`), text('triedAgain', { name }))));
  }
  if (job.status === 'queued') {
    made.append(button(text('doFirst'), () => act(() => send('POST', `admin/jobs/${job.job_id}/first`), text('isFirst', { name }))));
  }
  if (job.status === 'queued' || job.status === 'processing') {
    made.append(button(text('cancel'), () => act(() => send('POST', `admin/jobs/${job.job_id}/cancel`), text('jobCanceled', { name }))));
  }
  made.append(button(text('remove'), async () => {
    if (confirm(text('removeQuestion', { name, owner: job.owner }))) {
      await act(() => send('DELETE', `admin/jobs/${job.job_id}`), text('jobRemoved', { name }));
    }
  }));
  return made;
}

function list(act) {
  fillTable(byId('job-list'),
    [{ title: text('column.file'), wide: true }, { title: text('column.owner') }, { title: text('column.state') },
      { title: text('column.size'), number: true }, { title: text('column.sent') }, { title: text('column.actions'), hidden: true }],
    jobs.map((job) => [job.source.filename, job.owner, state(job), format.size(job.source.bytes),
      element('time', { datetime: job.created_at, title: format.exact(new Date(job.created_at)) }, format.ago(new Date(job.created_at))),
      actions(job, act)]), text('noJobs'));
  byId('more-jobs').hidden = !cursor;
}

async function page(from) {
  const query = filters();
  query.set('limit', PAGE);
  if (from) query.set('cursor', from);
  const answer = await send('GET', `admin/jobs?${query}`);
  cursor = answer.next_cursor;
  return answer.jobs;
}

export async function show(act) {
  jobs = await page();
  list(act);
}

export function begin(act) {
  const query = new URLSearchParams(location.hash.split('?')[1]);
  for (const name of FILTERS) if (query.has(name)) byId(`filter-${name}`).value = query.get(name);
  byId('job-filters').addEventListener('submit', (event) => {
    event.preventDefault();
    act(async () => {}, '');
  });
  byId('more-jobs').addEventListener('click', async () => {
    jobs.push(...await page(cursor));
    list(act);
  });
  byId('retry-failed').addEventListener('click', () => {
    const { status: _, ...chosen } = Object.fromEntries(filters());
    if (!confirm(text('retryFailedQuestion', { which: Object.values(chosen).join(', ') || text('allOfThem') }))) return;
    act(async () => {
      const { retried, not_retryable: left } = await send('POST', 'admin/jobs/retry', chosen);
      return left ? text('retriedSome', { n: retried, left }) : text('retriedAll', { n: retried });
    });
  });
}

// A link names the filters of the list.
export function follow(query) {
  for (const name of FILTERS) byId(`filter-${name}`).value = query.get(name) ?? '';
}
