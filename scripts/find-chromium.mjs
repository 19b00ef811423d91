import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

// The shell is the same browser without a window, and opens a page in a quarter of the time.
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];
const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** CHROME_PATH, the system's, Playwright's own, or Debian's, installed now if possible. Null if there is none. */
export function findChromium() {
  const known = present();
  if (known !== null || !mayInstall()) return known;
  console.log('Installing Chromium with apt-get …');
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  // Older Debian releases have no shell.
  for (const name of ['chromium-headless-shell', 'chromium']) {
    const packages = [name, 'fonts-noto-core'];
    const { status } = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', ...packages],
      {
        stdio: 'ignore',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
    if (status === 0) break;
  }
  return present();
}

function present() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  const candidates = [process.env.CHROME_PATH, ...onPath, ...macPaths, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

function mayInstall() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/os-release'))
    return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}
