// One video on the page: built once, then changed in place, so that nothing moves under the pointer.
import { element, icon, setText } from './dom.js';
import * as format from './format.js';
import { Panel } from './panel.js';
import { Player } from './player.js';
import { text } from './texts.js';

const UPLOAD_SHARE = 0.3;
const NAME_END = 10;
const SHORT_NAME = 16;
const segmenter = new Intl.Segmenter();
const ICONS = {
  waiting: 'wait', lifting: 'wave', choosing: 'part', queued: 'wait', interrupted: 'wait', uploading: 'up', paused: 'pause', converting: 'wave', completed: 'ready',
  expired: 'off', failed: 'failed', canceled: 'off', deleted: 'off',
};

// A long name is shortened in its middle: its end often tells more than what comes before. Never within a character.
function halves(name) {
  const characters = Array.from(segmenter.segment(name), ({ segment }) => segment);
  const cut = characters.length > SHORT_NAME ? characters.length - NAME_END : characters.length;
  return [characters.slice(0, cut).join(''), characters.slice(cut).join('')];
}

export class Row {
  #announce;
  #phase = '';
  #timeLeft = new format.TimeLeft();
  #speed = new format.Speed();
  #actions = [];
  #facts = [];

  // `announce` tells screen readers a sentence.
  constructor(name, announce) {
    this.name = name || text('unnamed');
    this.#announce = announce;
    this.job = null;
    this.sourceWarnings = []; // Of a video whose sound alone was sent: the server has not seen it.
    this.overall = 0; // Of uploading and converting together, 0 to 1.
    this.#build();
  }

  #build() {
    const [start, end] = halves(this.name);
    const heading = element('h2', { class: 'name', dir: 'auto', title: this.name, 'aria-label': this.name },
      element('span', { class: 'name-start', 'aria-hidden': 'true' }, start),
      element('span', { class: 'name-end', 'aria-hidden': 'true' }, end));
    this.box = element('input', { type: 'checkbox', class: 'box', 'aria-label': text('selectRow', { name: this.name }), hidden: '' });
    this.sign = element('span', { class: 'sign' });
    this.text = element('span', { class: 'state' });
    this.facts = element('span', { class: 'facts' });
    this.bar = element('progress', { class: 'fill', max: '1', 'aria-label': this.name });
    this.buttons = element('div', { class: 'actions' });
    this.element = element('li', { class: 'card' }, this.box, this.sign, heading,
      element('p', { class: 'line' }, this.text, this.facts), this.buttons, this.bar);
    this.panel = new Panel(this);
  }

  get phase() {
    return this.#phase;
  }

  // What is known besides the state: sizes, length, dates. Texts; one that ends with kbit/s needs a wide page.
  setFacts(facts, title = '') {
    this.#facts = facts;
    this.#showFacts();
    this.facts.title = title;
  }

  #showFacts(moving = []) {
    const facts = moving.length > 0 ? moving : this.#facts;
    if (this.facts.textContent === facts.join('')) return;
    this.facts.replaceChildren(...facts.map((fact) => element('span', { class: fact.endsWith('kbit/s') ? 'wide' : '' }, fact)));
  }

  // A phase with the one bar; `fraction` is of the phase, `moving` what changes beside the word.
  #working(phase, word, overall, moving = []) {
    this.#enter(phase, word);
    this.overall = overall;
    setText(this.text, word);
    this.#showFacts(moving);
    this.bar.value = overall;
    this.bar.setAttribute('aria-valuetext', [word, ...moving].join(', '));
  }

  #ended(phase, sentence) {
    this.#enter(phase, sentence);
    this.overall = 1;
    setText(this.text, sentence);
    this.#showFacts();
    this.bar.removeAttribute('aria-valuetext');
  }

  // Announces a phase once, not per percent; nothing of what was so when the page opened.
  #enter(phase, sentence) {
    if (this.#phase === phase) return;
    if (this.#phase !== '') this.#announce(text('announce', { name: this.name, state: sentence }));
    this.#phase = phase;
    this.#timeLeft = new format.TimeLeft();
    this.#speed = new format.Speed();
    this.element.dataset.phase = phase;
    this.sign.replaceChildren(icon(ICONS[phase]));
  }

  waiting() {
    this.#working('waiting', text('waitingToUpload'), 0);
  }

  // The sound is taken out of the video, on this machine.
  lifting(fraction) {
    this.#working('lifting', text('lifting'), 0, [`${Math.floor(fraction * 100)} %`]);
  }

  // Its owner hears it, and chooses a part.
  choosing() {
    this.#working('choosing', text('choosing'), 0);
  }

  uploading(sent, size) {
    this.#coming(text('uploading'), sent, size);
  }

  // The server fetches it from a URL; a `size` of 0 is not known.
  fetching(fetched, size) {
    this.#coming(text('fetching'), fetched, size);
  }

  #coming(sentence, sent, size) {
    this.#enter('uploading', sentence);
    const fraction = size > 0 ? sent / size : 0;
    const bytes = { sent: format.size(sent), size: format.size(size) };
    const moving = size > 0 ? [`${Math.floor(fraction * 100)} %`, text('uploadingBytes', bytes)] : [bytes.sent];
    const speed = this.#speed.add(sent);
    if (speed) moving.push(text('perSecond', { size: format.size(speed) }));
    const seconds = fraction > 0 && fraction < 1 ? this.#timeLeft.add(fraction) : null;
    if (seconds !== null) moving.push(text('left', { time: format.timeLeft(seconds) }));
    this.#working('uploading', sentence, UPLOAD_SHARE * fraction, moving);
  }

  // `seconds` until the next try, or null while the network is away.
  interrupted(seconds) {
    const sentence = seconds === null ? text('interrupted') : text('serverBusy', { time: format.timeLeft(seconds) });
    this.#working('interrupted', sentence, this.overall);
  }

  // What is there stays there.
  paused() {
    this.#working('paused', text('paused'), this.overall);
  }

  stalled() {
    setText(this.text, text('stalled'));
  }

  queued(position) {
    this.#working('queued', text('queued', { n: position ?? 1 }), UPLOAD_SHARE);
  }

  converting(fraction, secondsLeft) {
    const moving = [`${Math.floor(fraction * 100)} %`];
    if (secondsLeft !== null) moving.push(text('left', { time: format.timeLeft(secondsLeft) }));
    this.#working('converting', text('converting'), UPLOAD_SHARE + (1 - UPLOAD_SHARE) * fraction, moving);
  }

  completed() {
    this.#ended('completed', text('completed'));
  }

  expired() {
    this.#ended('expired', text('expired'));
  }

  canceled() {
    this.#ended('canceled', text('canceled'));
  }

  deleted() {
    this.#ended('deleted', text('deleted'));
  }

  failed(sentence) {
    this.#ended('failed', sentence);
  }

  // What can be done now: [{ name, run, primary, href }], where `name` is of a text and of an icon. Buttons stay the
  // same elements while their names stay the same, and always do what was said last.
  setActions(actions) {
    const same = actions.map((action) => action.name).join() === this.#actions.map((action) => action.name).join();
    this.#actions = actions;
    if (same) return;
    const hadFocus = this.buttons.contains(document.activeElement);
    this.buttons.replaceChildren(...actions.map((action, index) => this.#button(action, index)));
    if (hadFocus) this.focus();
  }

  focus() {
    this.buttons.firstElementChild?.focus();
  }

  #button({ name, icon: sign, primary, href, expanded }, index) {
    const word = text(name);
    const label = { 'aria-label': text('of', { action: word, name: this.name }), title: word };
    const content = [icon(sign ?? name), element('span', { class: 'word' }, word)];
    const kind = primary ? 'primary' : '';
    if (href) return element('a', { class: `button ${kind}`, href, download: '', ...label }, ...content);
    const button = element('button', { type: 'button', class: kind, ...label }, ...content);
    if (expanded !== undefined) button.setAttribute('aria-expanded', String(expanded));
    button.addEventListener('click', () => this.#actions[index].run(button));
    return button;
  }

  // What the owner should know: one quiet line each.
  setNotes(sentences) {
    this.notes?.remove();
    this.notes = null;
    if (sentences.length === 0) return;
    this.notes = element('div', { class: 'notes' }, ...sentences.map((sentence) => element('p', {}, sentence)));
    this.element.append(this.notes);
  }

  get playing() {
    return Boolean(this.player);
  }

  // `broken` is called if the browser can't play it.
  play(url, broken) {
    this.player = new Player(this.job, url, this.name, broken);
    this.element.append(this.player.element);
    this.player.play();
  }

  closePlayer() {
    this.player?.close();
    this.player = null;
  }
}
