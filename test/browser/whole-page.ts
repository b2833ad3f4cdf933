import type { Page } from 'playwright-core';

const USABLE = new Set([
  'button',
  'checkbox',
  'combobox',
  'DisclosureTriangle',
  'link',
  'listbox',
  'menuitem',
  'menuitemradio',
  'option',
  'radio',
  'searchbox',
  'textbox',
]);

interface AccessibleNode {
  readonly ignored: boolean;
  readonly role?: { readonly value?: string };
  readonly name?: { readonly value?: string };
  readonly backendDOMNodeId?: number;
}

/** What a screen reader would meet without a name for it, as it stands in the page. */
export async function unnamed(page: Page): Promise<string[]> {
  const browser = await page.context().newCDPSession(page);
  try {
    const { nodes } = (await browser.send('Accessibility.getFullAXTree')) as { nodes: readonly AccessibleNode[] };
    const found = nodes.filter(
      ({ ignored, role, name }) => !ignored && USABLE.has(role?.value ?? '') && (name?.value ?? '').trim() === '',
    );
    return await Promise.all(
      found.map(async ({ backendDOMNodeId }) => {
        const { outerHTML } = await browser.send('DOM.getOuterHTML', { backendNodeId: backendDOMNodeId });
        return outerHTML.slice(0, 200);
      }),
    );
  } finally {
    await browser.detach();
  }
}

/** What reaches beyond the right edge of the window and is not within something that scrolls by itself. */
export async function tooWide(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    const root = document.scrollingElement;
    if (root !== null && root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide`);
    for (const element of document.querySelectorAll('main *, header *, aside *, dialog *')) {
      const { right, width, height } = element.getBoundingClientRect();
      if (width < 2 || height < 2 || right <= innerWidth + 1 || !element.checkVisibility()) continue;
      if (element.closest('pre, table, [aria-hidden="true"]') !== null) continue;
      found.push(`${element.tagName} ${element.className} reaches to ${Math.round(right)}`);
    }
    return found;
  });
}
