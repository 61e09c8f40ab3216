// The account page: the password, the API keys, and the webhook.
import { byId, element, showPasswords } from './dom.js';
import * as format from './format.js';
import * as session from './session.js';
import { accountProblem, text } from './texts.js';

let hadToChange = false;

function keyFacts(key) {
  const used = key.last_used_at ? text('lastUsed', { ago: format.ago(new Date(key.last_used_at)) }) : text('neverUsed');
  const facts = [text(key.scopes.includes('jobs:write') ? 'scopeAll' : 'scopeRead'), used];
  if (key.expires_at) {
    const end = new Date(key.expires_at);
    facts.push(end < Date.now() ? text('keyExpired') : text('keyExpires', { date: format.date(end) }));
  }
  return facts.join(' · ');
}

function keyItem(key) {
  const label = text('of', { action: text('revoke'), name: key.name });
  const revoke = element('button', { type: 'button', 'aria-label': label }, text('revoke'));
  revoke.addEventListener('click', async () => {
    if (!confirm(text('revokeQuestion', { name: key.name }))) return;
    await session.revokeKey(key.id).catch((e) => problem('key-error', e));
    await showKeys();
  });
  return element('li', {},
    element('div', {}, element('strong', {}, key.name), element('br'), element('span', { class: 'facts' }, keyFacts(key))), revoke);
}

async function showKeys() {
  const { keys } = await session.keys();
  byId('keys').replaceChildren(...keys.map(keyItem));
}

function problem(place, e) {
  if (e.status === 401) location.replace('./');
  byId(place).textContent = accountProblem(e);
}

// A form that sends what it holds; what goes wrong is written below it.
function onSubmit(form, error, send) {
  byId(form).addEventListener('submit', async (event) => {
    event.preventDefault();
    byId(error).textContent = '';
    try {
      await send(event.target);
    } catch (e) {
      problem(error, e);
    }
  });
}

onSubmit('password-form', 'password-error', async (form) => {
  await session.changePassword(byId('current').value, byId('new').value);
  form.reset();
  byId('new').type = 'password';
  byId('notice').textContent = text('passwordChanged');
  await show();
  if (hadToChange) {
    byId('go-on').hidden = false;
    byId('go-on').firstElementChild.focus();
  }
});

onSubmit('key-form', 'key-error', async (form) => {
  const made = await session.makeKey(byId('key-name').value, byId('key-scope').value.split(' '), Number(byId('key-expiry').value));
  byId('made-key').textContent = made.key;
  byId('made').hidden = false;
  form.reset();
  await showKeys();
});

byId('copy-key').hidden = !navigator.clipboard; // Browsers have it on https and localhost only.
byId('copy-key').addEventListener('click', async () => {
  await navigator.clipboard.writeText(byId('made-key').textContent);
  byId('copy-key').textContent = text('copied');
});

onSubmit('webhook-form', 'webhook-error', async () => {
  try {
    showWebhook(await session.setWebhook(byId('webhook-url').value));
    byId('webhook-notice').textContent = text('webhookSaved');
  } catch (e) {
    if (e.code !== 'INVALID_OPTION') throw e;
    byId('webhook-error').textContent = text('webhookInvalid');
  }
});

byId('webhook-remove').addEventListener('click', async () => {
  try {
    await session.removeWebhook();
    byId('webhook-notice').textContent = text('webhookRemoved');
    showWebhook(await session.webhook());
  } catch (e) {
    problem('webhook-error', e);
  }
});

function showWebhook({ url, disabled, secret }) {
  byId('webhook-section').hidden = false;
  byId('webhook-url').value = url ?? '';
  byId('webhook-secret').textContent = secret;
  byId('webhook-disabled').hidden = !disabled;
  byId('webhook-remove').hidden = !url;
}

byId('log-out').addEventListener('click', () => {
  session.logout().then(() => location.assign('./'), () => { byId('notice').textContent = text('actionFailed'); });
});
session.onChangedElsewhere(() => location.reload());

async function show() {
  const me = await session.current();
  if (!me.email) {
    location.replace('./');
    return;
  }
  byId('account-name').textContent = me.email;
  byId('username').value = me.email;
  const { has_password: hasPassword } = await session.account();
  byId('password-form').hidden = !hasPassword;
  byId('keys-section').hidden = me.password_change_required || !hasPassword;
  if (me.password_change_required) {
    hadToChange = true;
    byId('notice').textContent = text('changeFirst');
    return;
  }
  if (!byId('keys-section').hidden) await showKeys();
  await session.webhook().then(showWebhook, () => {}); // Some services send none.
}

showPasswords();
await show();
session.keepAlive();
session.onEnded(() => location.replace('./'));
