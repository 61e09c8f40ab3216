// The player of a result: its sound, its cover, its chapters, and two buttons that pick a part of the video.
import { element } from './dom.js';
import * as format from './format.js';
import { labels } from './labels.js';
import * as options from './options.js';
import { text } from './texts.js';

export class Player {
  #audio;
  #cover = null;
  #chapters = [];
  #isClosed = false;

  // `job` is completed. `broken` is called if the browser can't play it.
  constructor(job, url, name, broken) {
    this.#audio = element('audio', { controls: '', src: url, 'aria-label': name });
    this.#audio.addEventListener('error', broken);
    this.element = element('div', { class: 'player' }, this.#audio);
    // Where silence was left out, the times are not those of the video.
    if (!job.options.trim_silence) this.element.append(this.#part(job));
    if (job.result.cover || job.result.chapters) this.#addLabels(url);
  }

  play() {
    this.#audio.play().catch(() => {}); // The browser shows by itself that it waits for a click.
    this.#audio.focus();
  }

  close() {
    this.#isClosed = true;
    this.#audio.pause();
    if (this.#cover) URL.revokeObjectURL(this.#cover);
    this.element.remove();
  }

  // The times are the video's: a result that begins later tells where.
  #part({ options: { start = 0 }, source }) {
    const begin = start + (source.original_start ?? 0);
    const pick = (name, label) => {
      const button = element('button', { type: 'button' }, text(label));
      button.addEventListener('click', () => options.pick(name, begin + this.#audio.currentTime));
      return button;
    };
    return element('p', { class: 'pick' }, pick('start', 'pickStart'), pick('end', 'pickEnd'));
  }

  async #addLabels(url) {
    let found;
    try {
      found = await labels(url);
    } catch {
      return; // The sound is there without them.
    }
    if (this.#isClosed) return;
    if (found.cover) {
      this.#cover = URL.createObjectURL(found.cover);
      this.element.prepend(element('img', { class: 'cover', src: this.#cover, alt: text('cover') }));
    }
    if (found.chapters.length > 0) {
      this.#chapters = found.chapters.map((chapter) => ({ ...chapter, button: this.#chapterButton(chapter) }));
      const items = this.#chapters.map(({ button }) => element('li', {}, button));
      this.element.append(element('ol', { class: 'chapters', 'aria-label': text('chapters') }, ...items));
      this.#audio.addEventListener('timeupdate', () => this.#mark());
    }
  }

  #chapterButton({ begin, title }) {
    const time = element('span', { class: 'time' }, format.length(begin));
    const button = element('button', { type: 'button' }, time, ` ${title}`);
    button.addEventListener('click', () => {
      this.#audio.currentTime = begin;
      this.#audio.play().catch(() => {});
    });
    return button;
  }

  #mark() {
    const now = this.#chapters.findLast(({ begin }) => begin <= this.#audio.currentTime + 0.05);
    for (const chapter of this.#chapters) {
      if (chapter === now) chapter.button.setAttribute('aria-current', 'true');
      else chapter.button.removeAttribute('aria-current');
    }
  }
}
