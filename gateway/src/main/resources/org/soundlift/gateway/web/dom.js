// Small helpers for elements.

export const byId = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  svg.append(use);
  return svg;
}

// Changes a text only where it is another one: screen readers and selections stay undisturbed.
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// A checkbox that shows what is typed into the password field of that id.
export function showPasswords() {
  for (const box of document.querySelectorAll('[data-shows]')) {
    box.addEventListener('change', () => { byId(box.dataset.shows).type = box.checked ? 'text' : 'password'; });
  }
}

// A button that copies; absent where the browser has no clipboard: it has one on https and localhost only.
export function copyButton(label, done, value) {
  if (!navigator.clipboard) return null;
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(value());
    button.textContent = done;
    setTimeout(() => { button.textContent = label; }, 3_000);
  });
  return button;
}
