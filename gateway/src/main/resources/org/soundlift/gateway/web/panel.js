// The details of a video, below its row: what was done, what to know, links and ids to copy.
import { copyButton, element } from './dom.js';
import * as format from './format.js';
import { text } from './texts.js';

export class Panel {
  #row;
  #element = null;
  #shown = null;

  constructor(row) {
    this.#row = row;
  }

  get isOpen() {
    return this.#element !== null;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  open() {
    this.close();
    this.#shown = this.#row.job;
    this.#element = element('div', { class: 'panel' }, ...this.#lines());
    this.#row.element.append(this.#element);
  }

  close() {
    this.#element?.remove();
    this.#element = null;
  }

  // Shows the job as it is now. Where nothing has changed, buttons stay and keep the focus.
  refresh() {
    if (this.isOpen && this.#shown !== this.#row.job) this.open();
  }

  #lines() {
    const { job } = this.#row;
    if (!job) return [];
    const lines = [];
    if (job.result) lines.push(...done(job));
    lines.push(element('p', {}, text('video', { size: format.size(job.source.bytes), date: format.exact(new Date(job.created_at)) })));
    if (job.error) lines.push(element('p', { lang: 'en' }, job.error.detail));
    const ids = element('p', { class: 'ids' });
    if (job.error) ids.append(element('code', {}, job.error.code), ' ');
    ids.append(`${text('jobId')} `, element('code', {}, job.job_id));
    const copyId = copyButton(text('copyId'), text('copied'), () => job.job_id);
    const copyLink = job.download_url ? copyButton(text('copyLink'), text('copied'), () => job.download_url) : null;
    ids.append(...[copyLink, copyId].filter(Boolean));
    return [...lines, ids];
  }
}

function done({ result, options }) {
  const encoded = result.encoder === 'copy' ? text('doneCopied')
    : options.bitrate ? text('doneConstant', { bitrate: options.bitrate })
      : text('doneVariable', { quality: options.quality });
  const sound = text('doneSound', {
    rate: result.sample_rate / 1000, channels: text(result.channels === 1 ? 'mono' : 'stereo'), bitrate: result.bitrate_kbps,
  });
  return [element('p', {}, `${text('whatWasDone')}: ${encoded} ${sound}`)];
}
