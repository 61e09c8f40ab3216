// The words of the page, in the language in which the server has sent it.
import { language, strings } from './strings.js';

export { language };

const plurals = new Intl.PluralRules(language);

export const has = (key) => key in strings;

// A text with its places filled in: text('left', { time }). Where there are plural forms, `n` chooses.
export function text(key, values = {}) {
  const found = strings[key];
  const form = typeof found === 'object' ? found[plurals.select(values.n)] ?? found.other : found;
  return form.replace(/\{([a-z]+)\}/g, (place, name) => values[name] ?? place);
}

// What failed and what to do. The server's own sentence says more than the code, but only in English.
export function failureText({ code, detail, suggestion }) {
  const own = `failure.${code}`;
  if (language === 'en' && detail) return suggestion ? `${detail} ${suggestion}` : detail;
  return has(own) ? text(own) : detail ?? text('failure.INTERNAL_ERROR');
}

// What went wrong with an account, by the problem that the service gives.
export function accountProblem({ code, pointer, retryAfter, detail }) {
  if (code === 'TOO_MANY_REQUESTS') return text('tooManyTries', { time: text('secondsLeft', { n: Math.max(1, retryAfter) }) });
  for (const key of [`problem.${pointer}`, `problem.${code}`]) if (has(key)) return text(key);
  return (language === 'en' && detail) || text('actionFailed');
}
