import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import engineList from './engines.json' with { type: 'json' };
import { openFirefox } from './firefox.ts';
import { openWebKit } from './webkit.ts';

const folders = (process.env.PATH ?? '').split(delimiter);
const isThere = (command: string) => folders.some((folder) => existsSync(join(folder, command)));

/** The engines besides Chromium, as Debian packages them. `npm test` says which of them are missing. */
export const engines = (['Firefox', 'WebKit'] as const).map((name) => ({
  name,
  installed: engineList[name].commands.every(isThere),
  open: name === 'Firefox' ? openFirefox : openWebKit,
}));
