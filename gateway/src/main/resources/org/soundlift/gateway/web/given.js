// The owner's own cover and chapters, which take the place of the video's.
import { byId } from './dom.js';
import { text } from './texts.js';

const MOST_COVER_BYTES = 5 << 20;
const MOST_COVER_PIXELS = 4_000; // On each side.
const MOST_CHAPTER_BYTES = 512 << 10;
const cover = byId('own-cover');
const chapters = byId('own-chapters');
const thumbnail = byId('thumbnail');

export const FIELDS = [cover, chapters];

// The chosen files by the names of their options.
export function files() {
  return Object.fromEntries(FIELDS.filter(({ files: [file] }) => file).map(({ name, files: [file] }) => [name, file]));
}

export function forget() {
  for (const field of FIELDS) field.value = '';
  show();
}

function show() {
  for (const field of FIELDS) byId(field.name).disabled = field.files.length > 0; // The own one wins.
  const [picture] = cover.files;
  cover.setCustomValidity(picture?.size > MOST_COVER_BYTES ? text('coverHint') : '');
  chapters.setCustomValidity(chapters.files[0]?.size > MOST_CHAPTER_BYTES ? text('chaptersHint') : '');
  URL.revokeObjectURL(thumbnail.src);
  thumbnail.hidden = true;
  if (picture) thumbnail.src = URL.createObjectURL(picture);
  else thumbnail.removeAttribute('src');
}

thumbnail.addEventListener('load', () => {
  thumbnail.hidden = false;
  if (Math.max(thumbnail.naturalWidth, thumbnail.naturalHeight) > MOST_COVER_PIXELS) cover.setCustomValidity(text('coverHint'));
});
thumbnail.addEventListener('error', () => cover.setCustomValidity(text('coverHint')));
for (const field of FIELDS) field.addEventListener('input', show);
show();
