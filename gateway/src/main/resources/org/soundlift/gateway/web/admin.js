// The page of administrators: one part at a time, which its address names.
import * as accounts from './admin-accounts.js';
import * as jobs from './admin-jobs.js';
import { show as overview } from './admin-overview.js';
import * as service from './admin-service.js';
import { byId, setText } from './dom.js';
import * as session from './session.js';
import { accountProblem, text } from './texts.js';

const REFRESH_MS = 5_000;
const parts = {
  overview: { show: overview, refreshed: true },
  jobs,
  letters: { show: service.showLetters },
  accounts,
  converters: { show: service.showConverters, refreshed: true },
  announcement: { show: service.showAnnouncement, begin: service.beginAnnouncement },
  audit: { show: service.showAudit },
};
const present = () => {
  const name = location.hash.slice(1).split('?')[0];
  return name in parts ? name : 'overview';
};

function problem(e) {
  if (e.status === 401) location.assign('./');
  setText(byId('problem'), e.status ? accountProblem(e) : text('connectionLost'));
}

async function show() {
  try {
    await parts[present()].show(act);
    if (byId('problem').dataset.lost) setText(byId('problem'), '');
    delete byId('problem').dataset.lost;
  } catch (e) {
    problem(e);
    if (!e.status) byId('problem').dataset.lost = 'true';
  }
}

// Does something, says that it is done, and shows what is now.
async function act(what, done) {
  setText(byId('problem'), '');
  setText(byId('notice'), '');
  try {
    const said = await what();
    setText(byId('notice'), done ?? said);
  } catch (e) {
    problem(e);
  }
  await show();
}

function turn() {
  for (const name of Object.keys(parts)) byId(name).hidden = name !== present();
  for (const link of byId('tabs').children) {
    if (link.hash === `#${present()}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  setText(byId('notice'), '');
  setText(byId('problem'), '');
  const [, query] = location.hash.split('?');
  if (query) parts[present()].follow?.(new URLSearchParams(query));
  show();
}

async function begin() {
  const me = await session.current();
  if (me.accounts !== 'off' && !me.email) {
    location.replace('./');
    return;
  }
  byId('account-name').textContent = me.email ?? '';
  byId('accounts-tab').hidden = me.accounts === 'off';
  try {
    await session.send('GET', 'admin/converters');
  } catch (e) {
    problem(e);
    return;
  }
  byId('tabs').hidden = false;
  for (const part of Object.values(parts)) part.begin?.(act);
  addEventListener('hashchange', turn);
  turn();
  if (me.email) session.keepAlive();
  session.onEnded(() => location.replace('./'));
  setInterval(() => {
    if (document.visibilityState === 'visible' && parts[present()].refreshed) show();
  }, REFRESH_MS);
}

begin().catch(problem);
