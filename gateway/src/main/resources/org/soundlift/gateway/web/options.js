// The options of the sound: what the fields say, remembered in this browser, for each video that is added from now on.
import { byId } from './dom.js';
import * as given from './given.js';
import { text } from './texts.js';

const KEY = 'soundlift.options';
const FIELDS = [...byId('options').querySelectorAll('[name]:not([type=file])')];
const OF_ONE_VIDEO = ['start', 'end', 'title', 'year', 'comment', 'track'];
const REMEMBERED = FIELDS.filter((field) => !OF_ONE_VIDEO.includes(field.id));

// What changes the sound, which then is no longer as it was.
const OF_ENCODED = ['preset', 'loudness', 'channels', 'trim-silence', 'bitrate', 'sample-rate'].map(byId);

function typed(field) {
  return field.type === 'checkbox' && !field.checked ? '' : field.value.trim();
}

// Of those that count just now.
const value = (field) => (field.disabled ? '' : typed(field));

// The chosen ones: those that are words as parameters of a request, and those that are files by their names.
export function chosen() {
  const query = FIELDS.filter(value).map((field) => `${field.name}=${encodeURIComponent(value(field))}`).join('&');
  return { query, files: given.files() };
}

// The same for a stored sound that was taken out of a video: it is one track, and begins at another time than the video.
export function chosenFor({ original_start: begin, seconds: length }) {
  const order = chosen();
  if (begin === undefined) return order;
  const query = new URLSearchParams(order.query);
  query.delete('track');
  for (const [name, isNeeded] of [['start', (time) => time > 0], ['end', (time) => time > 0 && time < length]]) {
    const typed = query.get(name);
    if (!typed) continue;
    query.delete(name);
    const time = seconds(typed) - begin;
    if (isNeeded(time)) query.set(name, time.toFixed(3));
  }
  return { ...order, query: String(query) };
}

export const seconds = (time) => time.replace(',', '.').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

function checkOrder() {
  const [start, end] = [byId('start').value.trim() || '0', byId('end').value.trim()];
  const isWrong = end && !end.startsWith('-') && seconds(end) <= seconds(start);
  byId('end').setCustomValidity(isWrong ? text('timeHint') : '');
}

// Whether all can be sent. If not, the browser says at the field what is wrong.
export function areValid() {
  checkOrder();
  const wrong = [...FIELDS, ...given.FIELDS].find((field) => !field.checkValidity());
  if (wrong) {
    for (let fold = wrong.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    wrong.reportValidity();
  }
  return !wrong;
}

function shown(field) {
  const label = field.labels[0].textContent;
  switch (field.type) {
    case 'checkbox': return label;
    case 'file': return `${label}: ${field.files[0].name}`;
    default: return `${label}: ${field.selectedOptions?.[0].textContent ?? value(field)}`;
  }
}

export function clock(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours}:${String(minutes).padStart(2, '0')}:${(seconds % 60).toFixed(1).padStart(4, '0')}`;
}

// Takes a time of a video for its start or end.
export function pick(name, seconds) {
  byId('options').open = true;
  byId(name).value = clock(Math.floor(seconds * 10) / 10);
  update();
}

function update() {
  for (const field of OF_ENCODED) field.disabled = byId('format').value === 'original';
  const shownOnes = [...FIELDS, ...given.FIELDS].filter(value);
  byId('options-chosen').textContent = shownOnes.map(shown).join(' · ');
  byId('options-reset').hidden = shownOnes.length === 0;
  const kept = Object.fromEntries(REMEMBERED.filter(typed).map((field) => [field.id, typed(field)]));
  try {
    if (Object.keys(kept).length > 0) localStorage.setItem(KEY, JSON.stringify(kept));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

function set(field, wanted) {
  if (field.type === 'checkbox') field.checked = Boolean(wanted);
  else field.value = wanted;
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    for (const field of REMEMBERED) {
      set(field, kept[field.id] ?? '');
      if (field.tagName === 'SELECT' && field.selectedIndex < 0) field.value = ''; // It is no longer offered.
    }
  } catch {
    // Nothing that could be read.
  }
}

for (const fields of byId('options').querySelectorAll('fieldset')) fields.disabled = false; // Empty texts of a form without scripts would remove those of the video.
recall();
update();
for (const field of [...FIELDS, ...given.FIELDS]) field.addEventListener('input', update);
byId('options-reset').addEventListener('click', () => {
  FIELDS.forEach((field) => set(field, ''));
  given.forget();
  update();
  byId('preset').focus();
});
