/** The parts of the page, in reading order; where keys begin in each. */
const regions = [
  '.sidebar [aria-current="page"], .sidebar:not(:has([aria-current="page"])) a',
  'main .message:last-of-type .tools button:last-child, main .page-content button, main',
  'main .composer-text',
  '.pane h2',
  '.top-bar .clock-button',
];

/** F6, as in other programs of many parts: the focus goes on to the next part of the page, with Shift to the one before. */
export function nextRegion(step: 1 | -1): void {
  const stops = regions
    .map((selector) =>
      [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility()),
    )
    .filter((element) => element !== undefined);
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (step === 1 ? 0 : stops.length - 1) : (at + step + stops.length) % stops.length;
  stops[next]?.focus();
}
