// The page: finds the account of the browser, asks for a log-in where there must be one, and then shows the board.
import { byId, setText, showPasswords } from './dom.js';
import * as session from './session.js';
import { has, text } from './texts.js';

const ANNOUNCEMENT_MS = 5 * 60_000;
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
    location.replace('account.html');
    return;
  }
  showAccount();
  if (me.accounts === 'required' && !me.email) {
    ask({ me, reason: refused() }, begin);
    return;
  }
  byId('trouble').textContent = refused();
  board = await import('./board.js');
  byId('login').hidden = true;
  byId('board').hidden = false;
  if (me.email) session.keepAlive();
}

// Why a log-in at the organisation has not come to its end, as the address says when the browser comes back.
function refused() {
  const reason = `loginRefused.${new URLSearchParams(location.search).get('login')}`;
  if (!has(reason)) return '';
  history.replaceState(null, '', './');
  return text(reason);
}

function showAccount() {
  byId('account').hidden = me.accounts === 'off';
  byId('account-name').textContent = me.email ?? '';
  byId('account-name').hidden = !me.email;
  byId('log-out').hidden = !me.email;
  byId('show-login').hidden = Boolean(me.email) || me.accounts !== 'optional';
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  byId('to-administration').hidden = me.accounts === 'off' ? !here : me.role !== 'admin';
}

async function showAnnouncement() {
  if (document.visibilityState !== 'visible') return;
  const { text: words } = await session.send('GET', 'announcement').catch(() => ({}));
  if (words !== undefined) setText(byId('announcement'), words ?? '');
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
  if (byId('login').hidden) ask({ reason: text('sessionEnded'), me, email: me.email ?? '' }, goOn);
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
  ask({ me }, () => location.reload());
});

showPasswords();
showAnnouncement();
setInterval(showAnnouncement, ANNOUNCEMENT_MS);
begin().catch(() => {
  byId('trouble').textContent = text('connectionLost');
  setTimeout(() => location.reload(), 5_000);
});
