// The account page: the password, and the API keys.
import * as format from './format.js';
import * as session from './session.js';
import { fillIn, loginProblem, texts } from './texts.js';

const byId = (id) => document.getElementById(id);

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
}

function keyItem(key) {
  const used = key.last_used_at ? texts.lastUsed(format.ago(new Date(key.last_used_at))) : texts.neverUsed;
  const scope = key.scopes.includes('jobs:write') ? texts.scopeAll : texts.scopeRead;
  const facts = element('span', `${scope} · ${used}`);
  facts.className = 'facts';
  const revoke = element('button', texts.revoke);
  revoke.type = 'button';
  revoke.setAttribute('aria-label', texts.of(texts.revoke, key.name));
  revoke.addEventListener('click', async () => {
    if (!confirm(texts.revokeQuestion(key.name))) return;
    await session.revokeKey(key.id).catch(problem);
    await showKeys();
  });
  return element('li', element('div', element('strong', key.name), element('br', ''), facts), revoke);
}

async function showKeys() {
  const { keys } = await session.keys();
  byId('keys').replaceChildren(...keys.map(keyItem));
}

function problem(e) {
  if (e.status === 401) location.replace('/');
  byId('key-error').textContent = loginProblem(e);
}

byId('password-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('password-error').textContent = '';
  try {
    await session.changePassword(byId('current').value, byId('new').value);
    event.target.reset();
    byId('notice').textContent = texts.passwordChanged;
    await show();
  } catch (e) {
    if (e.status === 401) location.replace('/');
    byId('password-error').textContent = loginProblem(e);
  }
});

byId('key-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('key-error').textContent = '';
  try {
    const made = await session.makeKey(byId('key-name').value, byId('key-scope').value.split(' '));
    byId('made-key').textContent = made.key;
    byId('made').hidden = false;
    event.target.reset();
    await showKeys();
  } catch (e) {
    problem(e);
  }
});

byId('copy-key').hidden = !navigator.clipboard; // Browsers have it on https and localhost only.
byId('copy-key').addEventListener('click', async () => {
  await navigator.clipboard.writeText(byId('made-key').textContent);
  byId('copy-key').textContent = texts.copied;
});

byId('log-out').addEventListener('click', () => {
  session.logout().then(() => location.assign('/'), () => { byId('notice').textContent = texts.actionFailed; });
});
session.onChangedElsewhere(() => location.reload());

async function show() {
  const me = await session.current();
  if (!me.email) {
    location.replace('/');
    return;
  }
  byId('account-name').textContent = me.email;
  byId('username').value = me.email;
  const { has_password } = await session.account();
  byId('password-form').hidden = !has_password;
  byId('keys-section').hidden = me.password_change_required || !has_password;
  if (me.password_change_required) byId('notice').textContent = texts.changeFirst;
  if (!byId('keys-section').hidden) await showKeys();
}

fillIn();
await show();
session.keepAlive();
session.onEnded(() => location.replace('/'));
