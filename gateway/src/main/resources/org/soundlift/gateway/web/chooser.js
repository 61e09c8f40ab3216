// A video before anything of it is sent: its sound to hear, its tracks and chapters, and the part of it that is wanted.
import { element } from './dom.js';
import * as format from './format.js';
import { clock, seconds } from './options.js';
import { Taking, obstacle, ofSound } from './taking.js';
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
  #audio;
  #state;
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
    this.#take().catch(() => this.#without(text('whole.unable')));
  }

  #build() {
    this.#audio = element('audio', { controls: '', 'aria-label': this.#order.file.name, hidden: '' });
    this.#state = element('p', { class: 'hint', role: 'status' }, text('readingSound'));
    this.#tracks = element('select', { 'aria-label': text('option.track') });
    this.#range = element('span', { class: 'range' });
    this.#marks = element('div', { class: 'marks', 'aria-hidden': 'true', hidden: '' }, this.#range);
    this.#chapters = element('ol', { class: 'chapters', 'aria-label': text('chapters') });
    this.#start = this.#field('start');
    this.#end = this.#field('end');
    this.#sends = element('p', { class: 'hint' });
    this.#all = button(text('convertAll'), () => this.#convertAll(), { class: 'primary' });
    this.#partly = button(text('convertPart'), () => this.#convertPart());
    this.element = element('div', { class: 'player chooser', role: 'group', 'aria-label': text('choosing') },
      this.#state, this.#audio, this.#marks, this.#tracks, this.#chapters,
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

  focus() {
    this.#all.focus();
  }

  close() {
    this.#taking?.cancel();
    this.#audio.pause();
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.element.remove();
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
    const reason = await obstacle(this.#order.file, this.#order.query);
    if (reason) {
      this.#without(reason);
      return;
    }
    const whole = new URLSearchParams(this.#query);
    whole.delete('start');
    whole.delete('end');
    const taking = new Taking({ ...this.#order, query: String(whole) }, (fraction) => {
      if (taking === this.#taking) this.#state.textContent = text('takingSound', { percent: Math.floor(fraction * 100) });
    });
    this.#taking = taking;
    try {
      this.#describe(await taking.about);
      this.#play(await taking.sound);
    } catch (failure) {
      if (failure.canceled || taking !== this.#taking) return;
      if (failure.code && failure.code !== 'UNSUPPORTED_AUDIO') this.#listener.refused(failure);
      else this.#without(text(failure.code ? 'whole.sound' : 'whole.unable'));
    }
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
    return element('li', {}, button(time, () => this.#seek(begin)), title);
  }

  #play(sound) {
    this.#sound = sound;
    this.#url = URL.createObjectURL(sound);
    this.#audio.src = this.#url;
    this.#audio.hidden = false;
    this.#marks.hidden = false;
    this.#state.textContent = '';
  }

  #cannotPlay() {
    this.#audio.hidden = true;
    this.#without(text('cannotHear'));
  }

  #changeTrack() {
    this.#query.set('track', this.#tracks.value);
    this.#order = { ...this.#order, query: String(this.#query) };
    this.#taking?.cancel();
    this.#audio.pause();
    this.#sound = null;
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
    if (event.ctrlKey || event.altKey || event.metaKey) return;
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
    const from = this.#time(this.#start) ?? 0;
    const to = this.#time(this.#end) ?? this.#about?.seconds ?? Infinity;
    this.#end.setCustomValidity(this.#end.value && to <= from ? text('timeHint') : '');
    const isValid = this.#start.checkValidity() && this.#end.checkValidity();
    this.#partly.disabled = !isValid || !(this.#start.value.trim() || this.#end.value.trim());
    this.#partly.classList.toggle('primary', !this.#partly.disabled);
    this.#all.classList.toggle('primary', this.#partly.disabled);
    if (!this.#about) return;
    const part = this.#partly.disabled ? 1 : Math.max(0, Math.min(to, this.#about.seconds) - from) / this.#about.seconds;
    const whole = this.#about.seconds;
    this.#range.style.insetInlineStart = `${this.#partly.disabled ? 0 : (100 * from) / whole}%`;
    this.#range.style.width = `${100 * part}%`;
    this.#sends.textContent = text('sends', { sound: format.size(part * this.#about.bytes), time: format.length(part * whole),
      video: format.size(this.#order.file.size) });
  }

  #withoutPart() {
    this.#query.delete('start');
    this.#query.delete('end');
    return { ...this.#order, query: String(this.#query) };
  }

  #convertAll() {
    const order = this.#withoutPart();
    this.#listener.whole(order, this.#sound && ofSound(order, this.#about, this.#sound));
  }

  #convertPart() {
    for (const [name, field] of [['start', this.#start], ['end', this.#end]]) {
      if (field.value.trim()) this.#query.set(name, field.value.trim());
      else this.#query.delete(name);
    }
    this.#listener.part({ ...this.#order, query: String(this.#query) });
  }
}
