// The ways by which files come: chosen, dropped anywhere on the page, pasted; alone, or in folders.
import { byId } from './dom.js';
import { droppedFiles, looksLikeVideo } from './upload.js';

// Calls `add` with the files of each choice.
export function watch(add) {
  for (const input of [byId('files'), byId('folder')]) {
    const take = () => {
      const files = [...input.files];
      add(input.webkitdirectory ? files.filter(looksLikeVideo) : files);
      input.value = '';
    };
    input.addEventListener('change', take);
    if (input.files.length > 0) take(); // They were chosen before this program was here.
  }
  byId('choose-folder').hidden = !('webkitdirectory' in byId('folder'));
  byId('choose-folder').addEventListener('click', () => byId('folder').click());

  const drop = byId('drop');
  addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) drop.classList.remove('over');
  });
  addEventListener('drop', async (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    add(await droppedFiles(event.dataTransfer));
  });
  addEventListener('paste', (event) => {
    if (event.clipboardData.files.length > 0) add([...event.clipboardData.files]);
  });
}
