// The options of the sound: what the fields say, remembered in this browser, for each video that is added from now on.
import { byId } from './dom.js';
import { text } from './texts.js';

const KEY = 'soundlift.options';
const FIELDS = ['preset', 'loudness', 'channels', 'format', 'trim-silence', 'start', 'end'].map(byId);
// The times are those of one video.
const REMEMBERED = FIELDS.filter((field) => !['start', 'end'].includes(field.id));

// What changes the sound, which then is no longer as it was.
const OF_ENCODED = ['preset', 'loudness', 'channels', 'trim-silence'].map(byId);

function value(field) {
  const isLeftOut = field.disabled || (field.type === 'checkbox' && !field.checked);
  return isLeftOut ? '' : field.value.trim();
}

// The chosen ones, as parameters of a request.
export function query() {
  return FIELDS.filter(value).map((field) => `&${field.name}=${encodeURIComponent(value(field))}`).join('');
}

const seconds = (time) => time.replace(',', '.').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

function checkOrder() {
  const [start, end] = [byId('start').value.trim() || '0', byId('end').value.trim()];
  const isWrong = end && !end.startsWith('-') && seconds(end) <= seconds(start);
  byId('end').setCustomValidity(isWrong ? text('timeHint') : '');
}

// Whether all can be sent. If not, the browser says at the field what is wrong.
export function areValid() {
  checkOrder();
  const wrong = FIELDS.find((field) => !field.checkValidity());
  if (wrong) {
    byId('options').open = true;
    wrong.reportValidity();
  }
  return !wrong;
}

function shown(field) {
  if (field.type === 'checkbox') return text('silenceCut');
  return field.tagName === 'SELECT' ? field.selectedOptions[0].textContent
    : text(field.id === 'start' ? 'from' : 'to', { time: value(field) });
}

function clock(seconds) {
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
  const chosen = FIELDS.filter(value);
  byId('options-chosen').textContent = chosen.map(shown).join(' · ');
  byId('options-reset').hidden = chosen.length === 0;
  const kept = Object.fromEntries(REMEMBERED.filter(value).map((field) => [field.id, value(field)]));
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

recall();
update();
for (const field of FIELDS) field.addEventListener('input', update);
byId('options-reset').addEventListener('click', () => {
  FIELDS.forEach((field) => set(field, ''));
  update();
  byId('preset').focus();
});
