// The sentences and figures of a row beside its state.
import * as format from './format.js';
import { failureText, text } from './texts.js';

export function notes(row, { warnings = [] }) {
  return [...row.sourceWarnings, ...warnings.map((warning) => warning.detail), ...(row.cannotPlay ? [text('cannotPlay')] : [])];
}

// `retention` is in seconds, or undefined while it is not known.
export function facts({ source, result, created_at: created, finished_at: finished, download_url: url }, retention) {
  if (!result) {
    return [format.size(source.bytes), source.seconds && format.length(source.seconds), format.ago(new Date(created))].filter(Boolean);
  }
  const known = [format.length(result.seconds), format.size(result.bytes), `${result.bitrate_kbps} kbit/s`];
  if (result.loudness?.output_lufs != null) known.push(format.loudness(result.loudness.output_lufs));
  if (url && retention) {
    known.push(text('keptUntil', { date: format.day(new Date(Date.parse(finished) + retention * 1000)) }));
  }
  return known;
}

// Why a file was not accepted. `most` is the largest that is, in bytes.
export function refusal(failure, most) {
  if (failure.code === 'PROXY_TOO_LARGE') return text('proxyTooLarge');
  if (failure.code === 'PROXY_REFUSED') return text('proxyRefused', { status: failure.status });
  if (failure.code === 'FILE_TOO_LARGE' && most < Infinity) {
    return text('tooLarge', { limit: format.size(most) });
  }
  return failureText(failure);
}
