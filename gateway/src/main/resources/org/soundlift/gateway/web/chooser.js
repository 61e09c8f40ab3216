// A video before anything of it is sent: its sound to hear, its tracks and chapters, and the part of it that is wanted.
import { element } from './dom.js';
import * as format from './format.js';
import { clock, seconds } from './options.js';
import { Taking, isNearlyAll, obstacle, ofSound } from './taking.js';
import { text } from './texts.js';

const STEP = 5; // Seconds of an arrow key.
const AROUND = 1.5; // Seconds that are heard before a mark, and behind it.
const TIME = '(((\\d+:)?[0-5]?\\d:)[0-5]?\\d|\\d+)([.,]\\d+)?';

const button = (label, run, attributes = {}) => {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', run);
  return made;
};

export class Chooser {
  #order;
  #query;
  #listener;
  #taking;
  #about = null; // What is known of the sound, once its tables are read.
  #sound = null; // A Blob, once it is taken out.
  #url;
  #until = Infinity; // Seconds where hearing a mark ends.
  #round = 0; // Counts the readings of the sound; of the last one alone it is known what comes of it.
  #audio;
  #state;
  #percent;
  #tracks;
  #range;
  #marks;
  #chapters;
  #start;
  #end;
  #sends;
  #all;
  #partly;

  // `order`: file, query, files. `listener`: whole(order, parts or null), part(order), refused(failure).
  constructor(order, listener) {
    this.#order = order;
    this.#query = new URLSearchParams(order.query);
    this.#listener = listener;
    this.#build();
    this.#take();
  }

  #build() {
    this.#audio = element('audio', { controls: '', 'aria-label': this.#order.file.name, hidden: '' });
    this.#state = element('p', { class: 'hint', role: 'status' }, text('readingSound'));
    this.#percent = element('p', { class: 'hint', 'aria-hidden': 'true' });
    this.#tracks = element('select', { 'aria-label': text('option.track') });
    this.#range = element('span', { class: 'range' });
    this.#marks = element('div', { class: 'marks', 'aria-hidden': 'true', hidden: '' }, this.#range);
    this.#chapters = element('ol', { class: 'chapters', 'aria-label': text('chapters') });
    this.#start = this.#field('start');
    this.#end = this.#field('end');
    this.#sends = element('p', { class: 'hint' });
    this.#all = button(text('convertAll'), () => this.#convertAll(), { class: 'primary' });
    this.#partly = button(text('convertPart'), () => this.#convertPart());
    this.element = element('div', { class: 'player chooser', role: 'group', tabindex: '-1', 'aria-label': text('choosing') },
      this.#state, this.#percent, this.#audio, this.#marks, this.#tracks, this.#chapters,
      this.#edge('start', this.#start), this.#edge('end', this.#end),
      element('p', { class: 'hint keys-hint' }, text('keysHint')), this.#sends,
      element('div', { class: 'actions' }, this.#all, this.#partly));
    this.#tracks.hidden = true;
    this.#tracks.addEventListener('change', () => this.#changeTrack());
    this.#audio.addEventListener('timeupdate', () => this.#stopAtMark());
    this.#audio.addEventListener('error', () => this.#cannotPlay());
    this.element.addEventListener('keydown', (event) => this.#key(event), true);
    this.#update();
  }

  // Not its buttons: the space bar plays.
  focus() {
    this.element.focus();
  }

  close() {
    this.#forget();
    this.element.remove();
  }

  // Ends what is read, or was read before.
  #forget() {
    this.#round += 1;
    this.#taking?.cancel();
    this.#sound = null;
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    this.#audio.hidden = true;
    this.#marks.hidden = true;
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = null;
    this.#percent.textContent = '';
    this.element.classList.remove('silent');
  }

  #field(name) {
    const field = element('input', { autocomplete: 'off', pattern: name === 'end' ? `-?${TIME}` : TIME, title: text('timeHint'),
      placeholder: name === 'end' ? '1:02:03' : '0:00' });
    field.value = this.#query.get(name) ?? '';
    field.addEventListener('input', () => this.#update());
    return field;
  }

  // One end of the part: its field, where the player is now, and what is heard around it.
  #edge(name, field) {
    const label = element('label', {}, element('span', {}, text(`option.${name}`)), field);
    const here = button(text(`here.${name}`), () => this.#mark(field), { class: 'here' });
    const hear = button(text('hearMark'), () => this.#hear(field), { class: 'here', title: text('hearMarkHint') });
    return element('p', { class: 'edge' }, label, here, hear);
  }

  async #take() {
    const round = this.#round;
    const isLast = () => round === this.#round;
    try {
      const reason = await obstacle(this.#order.file, this.#order.query);
      if (!isLast()) return;
      if (reason) this.#without(reason);
      else await this.#read(isLast);
    } catch (failure) {
      if (!isLast()) return;
      if (failure.code && failure.code !== 'UNSUPPORTED_AUDIO') this.#listener.refused(failure);
      else this.#without(text(failure.code ? 'whole.sound' : 'whole.unable'));
    }
  }

  async #read(isLast) {
    const whole = new URLSearchParams(this.#query);
    whole.delete('start');
    whole.delete('end');
    const taking = new Taking({ ...this.#order, query: String(whole) }, (fraction) => {
      if (isLast()) this.#percent.textContent = `${Math.floor(fraction * 100)} %`;
    });
    this.#taking = taking;
    const about = await taking.about;
    if (isLast()) this.#describe(about);
    const sound = await taking.sound;
    if (isLast()) this.#play(sound);
  }

  // The part can be typed, though nothing is heard.
  #without(reason) {
    this.#state.textContent = reason;
    this.element.classList.add('silent');
  }

  #describe(about) {
    this.#about = about;
    this.#tracks.replaceChildren(...about.tracks.map(({ number, text: name }) => element('option', { value: number }, name)));
    this.#tracks.value = about.track;
    this.#tracks.hidden = about.tracks.length < 2;
    this.#chapters.replaceChildren(...about.chapters.map((chapter) => this.#chapter(chapter)));
    this.#update();
  }

  #chapter({ seconds: begin, title }) {
    const time = element('span', { class: 'time' }, format.length(begin));
    return element('li', {}, button(element('span', {}, time, ` ${title}`), () => this.#seek(begin)));
  }

  #play(sound) {
    this.#sound = sound;
    this.#url = URL.createObjectURL(sound);
    this.#audio.src = this.#url;
    this.#audio.hidden = false;
    this.#marks.hidden = false;
    this.#percent.textContent = '';
    this.#state.textContent = text('soundReady');
  }

  #cannotPlay() {
    if (!this.#url) return;
    this.#audio.hidden = true;
    this.#marks.hidden = true;
    this.#without(text('cannotHear'));
  }

  #changeTrack() {
    this.#query.set('track', this.#tracks.value);
    this.#order = { ...this.#order, query: String(this.#query) };
    this.#forget();
    this.#state.textContent = text('readingSound');
    this.#take();
  }

  #seek(time, until = Infinity) {
    this.#until = until;
    this.#audio.currentTime = Math.max(0, time);
    this.#audio.play().catch(() => {});
  }

  #hear(field) {
    const at = this.#time(field);
    if (at !== null) this.#seek(at - AROUND, at + AROUND);
  }

  #stopAtMark() {
    if (this.#audio.currentTime < this.#until) return;
    this.#until = Infinity;
    this.#audio.pause();
  }

  #mark(field) {
    field.value = clock(Math.floor(this.#audio.currentTime * 10) / 10);
    this.#update();
  }

  // Keys work wherever the focus is, but where they are typed.
  #key(event) {
    if (this.#audio.hidden || ['INPUT', 'SELECT'].includes(event.target.tagName)) return;
    const isCommand = event.metaKey || event.ctrlKey || event.altKey;
    // Many keyboards write brackets with AltGr or Option.
    const isBracket = ['[', ']'].includes(event.key) && !(event.ctrlKey && !event.altKey) && !event.metaKey;
    if (isCommand && !isBracket) return;
    const run = {
      ' ': () => (event.target.tagName === 'BUTTON' ? null : this.#toggle()),
      ArrowLeft: () => this.#step(-STEP),
      ArrowRight: () => this.#step(STEP),
      '[': () => this.#mark(this.#start),
      ']': () => this.#mark(this.#end),
    }[event.key];
    if (!run || run() === null) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #toggle() {
    this.#until = Infinity;
    if (this.#audio.paused) this.#audio.play().catch(() => {});
    else this.#audio.pause();
  }

  #step(by) {
    this.#audio.currentTime = Math.max(0, this.#audio.currentTime + by);
  }

  // The seconds that a field says, or null; those from the end are counted from the beginning.
  #time(field) {
    const typed = field.value.trim();
    if (!typed || !field.checkValidity()) return null;
    const time = seconds(typed.replace(/^-/, ''));
    return typed.startsWith('-') ? (this.#about ? this.#about.seconds - time : null) : time;
  }

  #update() {
    const all = this.#about?.seconds ?? Infinity;
    for (const field of [this.#start, this.#end]) field.setCustomValidity('');
    const from = this.#time(this.#start) ?? 0;
    const to = this.#time(this.#end) ?? all;
    this.#start.setCustomValidity(from < all ? '' : text('timeHint'));
    this.#end.setCustomValidity(to > from ? '' : text('timeHint'));
    const isValid = this.#start.checkValidity() && this.#end.checkValidity();
    this.#partly.disabled = !isValid || !(this.#start.value.trim() || this.#end.value.trim());
    this.#partly.classList.toggle('primary', !this.#partly.disabled);
    this.#all.classList.toggle('primary', this.#partly.disabled);
    if (!this.#about) return;
    const part = this.#partly.disabled ? 1 : (Math.min(to, all) - from) / all;
    this.#range.style.insetInlineStart = `${this.#partly.disabled ? 0 : (100 * from) / all}%`;
    this.#range.style.width = `${100 * part}%`;
    this.#sends.textContent = text('sends', { sound: format.size(part * this.#about.bytes), time: format.length(part * all),
      video: format.size(this.#order.file.size) });
  }

  #withoutPart() {
    this.#query.delete('start');
    this.#query.delete('end');
    return { ...this.#order, query: String(this.#query) };
  }

  #convertAll() {
    const order = this.#withoutPart();
    const isReady = this.#sound && !order.whole && !isNearlyAll(order, this.#about);
    this.#listener.whole(order, isReady ? ofSound(order, this.#about, this.#sound) : null);
  }

  #convertPart() {
    for (const [name, field] of [['start', this.#start], ['end', this.#end]]) {
      if (field.value.trim()) this.#query.set(name, field.value.trim());
      else this.#query.delete(name);
    }
    this.#listener.part({ ...this.#order, query: String(this.#query) });
  }
}
