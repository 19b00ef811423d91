import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export type Theme = 'light' | 'dark';

/** What axe-core finds wrong with a page without frames. A theme changes colours only: the dark one is asked for nothing else. */
export async function violationsOf(page: Page, theme: Theme): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (theme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
  // Reads the answer here, instead of in another page that is opened for it.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html}`);
}

/** Turns a page dark, or light again, as the system would. */
export async function showIn(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  // Colours go over into each other.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
}
