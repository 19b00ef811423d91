import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export type Theme = 'light' | 'dark';

/** What axe-core finds wrong with a page without frames. A theme only changes colours, so for dark only those are checked. */
export async function violationsOf(page: Page, theme: Theme): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (theme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
  // Reads the result in this page instead of opening another one for it.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html}`);
}

/** Switches a page to dark or light, as the system would. */
export async function showIn(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  // Colours fade into each other.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
}
