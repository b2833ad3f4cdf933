import type { Done } from '../page-protocol.js';
import { words } from './words.js';

/** The sandbox answered, and says no: what was asked for is not there for this person. */
export class Refused extends Error {}

/** Asks the sandbox for facts. Throws if there is no answer, and `Refused` if it is a refusal. */
export async function ask<Answer>(path: string, query: Readonly<Record<string, string | null>>): Promise<Answer> {
  const url = new URL(`/page/${path}`, location.origin);
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  const response = await fetch(url);
  if (!response.ok) throw new Refused(`${path}: HTTP ${response.status}`);
  return (await response.json()) as Answer;
}

/** Tells the sandbox what a person does. Never throws: no answer is a refusal in words. */
export async function tell<Facts = object>(path: string, body: object): Promise<Done<Facts>> {
  return deliver<Facts>(path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

/** Hands in a file together with what is written to it. */
export async function upload(form: FormData): Promise<Done> {
  return deliver('upload', { body: form });
}

async function deliver<Facts>(path: string, init: RequestInit): Promise<Done<Facts>> {
  try {
    const response = await fetch(`/page/${path}`, { method: 'POST', ...init });
    return (await response.json()) as Done<Facts>;
  } catch {
    return { ok: false, error: words.unreachable };
  }
}
