// The page: finds the account of the browser, asks for a log-in where there must be one, and then shows the board.
import { byId, showPasswords } from './dom.js';
import * as session from './session.js';
import { text } from './texts.js';

const NO_ACCOUNTS = { accounts: 'off', email: null, password_change_required: false };
let me;
let board;

// Few visits need the form.
async function ask(options, done) {
  (await import('./login.js')).ask(options, done);
}

async function begin() {
  me = document.body.dataset.accounts === 'off' ? NO_ACCOUNTS : await session.current();
  if (me.password_change_required) {
    location.replace('/account.html');
    return;
  }
  showAccount();
  if (me.accounts === 'required' && !me.email) {
    ask({ registrationOpen: me.registration_open }, begin);
    return;
  }
  board = await import('./board.js');
  byId('login').hidden = true;
  byId('board').hidden = false;
  if (me.email) session.keepAlive();
}

function showAccount() {
  byId('account').hidden = me.accounts === 'off';
  byId('account-name').textContent = me.email ?? '';
  byId('account-name').hidden = !me.email;
  byId('log-out').hidden = !me.email;
  byId('show-login').hidden = Boolean(me.email) || me.accounts !== 'optional';
}

// Uploads wait meanwhile. Another account begins with a page of its own.
async function goOn() {
  const before = me.email;
  me = await session.current();
  if (me.email === before) {
    session.goesOn();
  } else {
    board?.abandon();
    location.reload();
  }
}

session.onEnded(() => {
  if (byId('login').hidden) ask({ reason: text('sessionEnded'), email: me.email ?? '' }, goOn);
});
session.onChangedElsewhere(() => goOn().then(() => { byId('login').hidden ||= Boolean(me.email); }, () => {}));

byId('log-out').addEventListener('click', async () => {
  try {
    await board?.finishDeleting();
    await session.logout();
    board?.abandon();
    location.reload();
  } catch {
    byId('trouble').textContent = text('actionFailed');
  }
});
byId('show-login').addEventListener('click', () => {
  ask({ registrationOpen: me.registration_open }, () => location.reload());
});

showPasswords();
begin().catch(() => {
  byId('trouble').textContent = text('connectionLost');
  setTimeout(() => location.reload(), 5_000);
});
