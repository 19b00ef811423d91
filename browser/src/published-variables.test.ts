import { expect, it } from 'vitest';
import page from '../../docs/appearance.md?raw';
import group from '../../node_modules/@stripe/stripe-js/dist/stripe-js/elements-group.d.ts?raw';

it("docs/appearance.md names every variable that Stripe's types have", () => {
  const variables = /variables\?: \{([^}]*)\}/.exec(group)?.[1] ?? '';
  const named = [...variables.matchAll(/^\s*(\w+)\?: string;/gm)].map(([, name]) => name ?? '');
  expect(named.length).toBeGreaterThan(80);
  const section = page.split('## Variables\n')[1]?.split('\n## ')[0] ?? '';
  expect(named.filter((name) => !section.includes(`\`${name}\``))).toEqual([]);
});
