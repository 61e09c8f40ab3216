// The details of a video, below its row: what was done, what to know, links and ids to copy.
import { copyButton, element } from './dom.js';
import * as format from './format.js';
import * as jobs from './jobs.js';
import * as options from './options.js';
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
    if (job.status === 'completed' && job.download_url) lines.push(again(job, text('convertAgain')), ...otherTracks(job));
    return [...lines, ids];
  }
}

// The files of all tracks, or a button for each other track.
function otherTracks(job) {
  const files = (job.result.tracks ?? []).filter(({ file }) => file);
  if (files.length > 0) {
    return files.map((track) => element('p', {}, element('a', { href: jobs.track(job, track), download: '' },
      text('downloadTrack', { number: track.number }), told(track))));
  }
  const others = (job.result.tracks ?? []).filter(({ number }) => number !== job.result.track);
  const buttons = others.map((track) =>
    again(job, `${text('convertTrack', { number: track.number })}${told(track)}`, `track=${track.number}`));
  return buttons.length > 0 ? [...buttons, again(job, text('convertAllTracks'), 'track=all')] : [];
}

function told({ language, name }) {
  const words = [language, name].filter(Boolean).join(', ');
  return words && ` (${words})`;
}

// The stored video once more, with the options that are chosen now.
function again(job, label, more = '') {
  const said = element('span', { role: 'status' });
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', async () => {
    if (!options.areValid()) return;
    const chosen = options.chosenFor(job.source);
    button.disabled = true;
    try {
      await jobs.convertAgain(job.job_id, { ...chosen, query: [chosen.query, more].filter(Boolean).join('&') });
      said.textContent = text('convertingAgain');
    } catch (error) {
      said.textContent = text(error.status === 410 ? 'videoGone' : 'actionFailed');
    } finally {
      button.disabled = false;
    }
  });
  return element('p', { class: 'again' }, button, ' ', said);
}

function done({ result, options }) {
  const encoded = encoding(result, options);
  const sound = text('doneSound', {
    rate: result.sample_rate / 1000, channels: channels(result.channels), bitrate: result.bitrate_kbps,
  });
  return [`${text('whatWasDone')}: ${encoded} ${sound}`, loudness(result), extent(result), labels(result)]
    .filter(Boolean)
    .map((line) => element('p', {}, line));
}

function encoding(result, options) {
  switch (result.encoder) {
    case 'copy': return text(result.format === 'mp3' ? 'doneCopied' : 'doneOriginal');
    case 'pcm': return text('doneUncompressed');
    default: return options.bitrate ? text('doneConstant', { bitrate: options.bitrate })
      : text('doneVariable', { quality: options.quality });
  }
}

function channels(count) {
  return count > 2 ? text('channelCount', { n: count }) : text(count === 1 ? 'mono' : 'stereo');
}

function loudness({ loudness: levels, channels_note: note }) {
  if (levels?.output_lufs == null) return note;
  const line = text(levels.limited ? 'doneLimited' : levels.gain_db === 0 ? 'doneKept' : 'doneLouder', {
    before: format.loudness(levels.input_lufs), after: format.loudness(levels.output_lufs),
    peak: format.decibels(levels.true_peak_dbtp, 'dBTP'), gain: format.decibels(levels.gain_db, 'dB'),
  });
  return note ? `${line} ${note}` : line;
}

function extent({ options: { start, end, trim_silence: silence } = {} }) {
  const parts = [
    start && text('from', { time: format.length(start) }),
    end && text('to', { time: end < 0 ? `−${format.length(-end)}` : format.length(end) }),
    silence && text('silenceCut'),
  ].filter(Boolean);
  return parts.length > 0 && text('donePart', { part: parts.join(', ') });
}

function labels({ cover, chapters, track, tracks = [] }) {
  const parts = [
    tracks.length > 1 && text('doneTrack', { number: track, all: tracks.length }),
    chapters && text('doneChapters', { n: chapters }),
    cover && text('doneCover'),
  ].filter(Boolean);
  return parts.length > 0 && parts.join(' ');
}
