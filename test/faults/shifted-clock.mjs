// Loaded before the product (node --import): its clock runs ahead by the ms that stand in the file SHIFTED_CLOCK, so that
// an hour's waiting takes no hour. Timers keep real time.
import { readFileSync } from 'node:fs';

const file = process.env.SHIFTED_CLOCK ?? '';
const LOOK_AGAIN = 50;
const Real = Date;
let ahead = 0;
const look = () => {
  const read = Number(readFileSync(file, 'utf8'));
  // A file that is just being written reads as nothing.
  if (read > 0) ahead = read;
};
const now = () => Real.now() + ahead;

if (file !== '') {
  look();
  setInterval(look, LOOK_AGAIN).unref();
  const Shifted = new Proxy(Real, {
    construct: (target, args, asked) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, asked === Shifted ? target : asked),
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
  Real.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
}
