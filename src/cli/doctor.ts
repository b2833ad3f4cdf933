import type { ConfigReading } from '../config.js';
import type { Lang } from '../text/language.js';
import { diagnose } from './diagnose.js';
import type { Ending, Terminal } from './terminal.js';

/** `collect doctor`: every finding in a line; faults end it with `needsYou`. */
export async function doctor(
  reading: ConfigReading,
  lang: Lang,
  options: { json?: true },
  terminal: Terminal,
): Promise<Ending> {
  const findings = await diagnose(reading, lang);
  const faults = findings.filter((finding) => finding.state === 'fault').length;
  if (options.json) {
    terminal.json({ ok: faults === 0, findings });
  } else {
    const t = lang.t.cli.doctor;
    for (const { check, state, words } of findings) terminal.out(`${t[check]} – ${t[state]}: ${words}`);
    terminal.out(faults === 0 ? t.allWell : t.faults(faults));
  }
  return faults === 0 ? 'done' : 'needsYou';
}
