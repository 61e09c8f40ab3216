// One video on the page: built once, then changed in place, so that nothing moves under the pointer.
import * as format from './format.js';
import { failureText, texts } from './texts.js';

const UPLOAD_SHARE = 0.3;
const NAME_END = 10;
const SHORT_NAME = 24;
const segmenter = new Intl.Segmenter();

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// A long name is shortened in its middle: its end often tells more than what comes before. Never within a character.
function halves(name) {
  const characters = Array.from(segmenter.segment(name), ({ segment }) => segment);
  const cut = characters.length > SHORT_NAME ? characters.length - NAME_END : characters.length;
  return [characters.slice(0, cut).join(''), characters.slice(cut).join('')];
}

export class Card {
  #name;
  #announce;
  #phase = '';
  #timeLeft = new format.TimeLeft();
  #actions = [];

  // `announce` tells screen readers a sentence.
  constructor(name, announce) {
    this.#name = name || texts.unnamed;
    this.#announce = announce;
    this.state = {};
    this.#build();
  }

  #build() {
    const [start, end] = halves(this.#name);
    const heading = element('h2', { class: 'name', dir: 'auto', title: this.#name, 'aria-label': this.#name },
      element('span', { class: 'name-start', 'aria-hidden': 'true' }, start),
      element('span', { class: 'name-end', 'aria-hidden': 'true' }, end));
    this.facts = element('p', { class: 'facts' });
    this.bar = element('progress', { class: 'fill', max: '1', 'aria-label': this.#name });
    this.progress = element('div', { class: 'progress' }, element('div', { class: 'track' }, this.bar));
    this.text = element('p', { class: 'state' });
    this.buttons = element('div', { class: 'actions' });
    this.element = element('li', { class: 'card' },
      element('div', { class: 'head' }, heading, this.facts),
      this.progress,
      element('div', { class: 'foot' }, this.text, this.buttons));
  }

  // Size, length and age, as far as they are known.
  setFacts({ bytes, seconds, date }) {
    const parts = [];
    if (bytes) parts.push(format.size(bytes));
    if (seconds) parts.push(format.length(seconds));
    if (date) parts.push(format.ago(date));
    const text = parts.join(' · ');
    if (this.facts.textContent !== text) this.facts.textContent = text;
    if (date) this.facts.title = format.exact(date);
  }

  // A phase with the one bar; `fraction` is of the phase.
  #working(phase, word, overall, fraction) {
    if (this.#phase !== phase) {
      this.#timeLeft = new format.TimeLeft();
      this.#say(phase, word);
    }
    const seconds = fraction > 0 && fraction < 1 ? this.#timeLeft.add(fraction) : null;
    const left = seconds === null ? '' : ` · ${texts.left(format.timeLeft(seconds))}`;
    this.text.textContent = word + left;
    this.progress.classList.remove('done');
    this.bar.value = overall;
    this.bar.setAttribute('aria-valuetext', `${word}, ${Math.round(overall * 100)} %`);
  }

  #ended(phase, sentence) {
    this.#say(phase, sentence);
    this.progress.classList.add('done'); // Its place stays, so that nothing moves.
    this.bar.removeAttribute('aria-valuetext');
    this.text.textContent = sentence;
  }

  // Once per phase, not per percent; nothing for what was so when the page opened.
  #say(phase, sentence) {
    if (this.#phase !== '' && this.#phase !== phase) this.#announce(texts.announce(this.#name, sentence));
    this.#phase = phase;
  }

  waiting() {
    this.#working('waiting', texts.waitingToUpload, 0, 0);
  }

  uploading(fraction) {
    this.#working('uploading', texts.uploading, UPLOAD_SHARE * fraction, fraction);
  }

  interrupted() {
    this.#working('interrupted', texts.waitingForNetwork, this.bar.value, 0);
  }

  queued(position) {
    this.#working('queued', texts.queued(position), UPLOAD_SHARE, 0);
  }

  converting(fraction) {
    this.#working('converting', texts.converting, UPLOAD_SHARE + (1 - UPLOAD_SHARE) * fraction, fraction);
  }

  completed(expired) {
    this.#ended('completed', expired ? texts.expired : texts.completed);
  }

  canceled() {
    this.#ended('canceled', texts.canceled);
  }

  deleted() {
    this.#ended('deleted', texts.deleted);
  }

  failed(code, sentence = failureText(code)) {
    this.#ended('failed', sentence);
  }

  // What can be done now: [{ text, run, primary, href }]. Buttons stay the same elements while their words stay the
  // same, and always do what was said last.
  setActions(actions) {
    const sameWords = actions.map((action) => action.text).join() === this.#actions.map((action) => action.text).join();
    this.#actions = actions;
    if (sameWords) return;
    const hadFocus = this.buttons.contains(document.activeElement);
    this.buttons.replaceChildren(...actions.map((action, index) => this.#button(action, index)));
    if (hadFocus) this.buttons.firstElementChild?.focus();
  }

  #button({ text, primary, href }, index) {
    const kind = primary ? 'primary' : '';
    const label = { 'aria-label': texts.of(text, this.#name) };
    if (href) return element('a', { class: `button ${kind}`, href, download: '', ...label }, text);
    const button = element('button', { type: 'button', class: kind, ...label }, text);
    button.addEventListener('click', () => this.#actions[index].run());
    return button;
  }

  // The code and the job's id, for a question to the operator.
  setDetails(code, id) {
    if (this.details) return;
    const line = element('p', {}, element('code', {}, code));
    if (id) line.append(`${texts.jobId} `, element('code', {}, id));
    if (id && navigator.clipboard) line.append(this.#copyButton(id)); // Browsers have it on https and localhost only.
    this.details = element('details', {}, element('summary', {}, texts.details), line);
    this.element.append(this.details);
  }

  #copyButton(id) {
    const copy = element('button', { type: 'button' }, texts.copyId);
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(id);
      copy.textContent = texts.copied;
    });
    return copy;
  }

  clearDetails() {
    this.details?.remove();
    this.details = null;
  }

  // What the owner should know of the MP3: one quiet line each.
  setNotes(sentences) {
    if (this.notes || sentences.length === 0) return;
    this.notes = element('div', { class: 'notes' }, ...sentences.map((sentence) => element('p', {}, sentence)));
    this.element.append(this.notes);
  }

  get playing() {
    return Boolean(this.player);
  }

  play(url) {
    this.player = element('audio', { controls: '', src: url, 'aria-label': this.#name });
    this.element.append(this.player);
    this.player.play().catch(() => {}); // The browser shows by itself what it can't play.
    this.player.focus();
  }

  closePlayer() {
    this.player?.remove();
    this.player = null;
  }
}
