import type { Change } from './change.ts';

const olderWords: Readonly<Record<string, string>> = {
  hosted_page: 'hosted',
  embedded_page: 'embedded',
  elements: 'custom',
};

/** Both vocabularies are accepted at any version (the resource decides); the answer uses the version's. */
export const uiModeWords: Change = {
  version: '2026-03-25.dahlia',
  description:
    '`ui_mode` of Checkout Sessions: `hosted`, `embedded`, `custom` became `hosted_page`, `embedded_page`, `elements`.',
  response: {
    'checkout.session': (session) => {
      const older = typeof session.ui_mode === 'string' ? olderWords[session.ui_mode] : undefined;
      return older === undefined ? session : { ...session, ui_mode: older };
    },
  },
};
