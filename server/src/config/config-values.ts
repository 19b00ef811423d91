import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** What settings may contain. Each parses text, as in environment variables, into a value that is used as it is. */

const text = z.string('write text').trim();

/** A whole number from 0 to 65535; 0 lets the system choose. */
export const port = z
  .union([z.int(), text], 'write a number from 0 to 65535')
  .transform(String)
  .pipe(z.string().regex(/^\d{1,5}$/, 'write a number from 0 to 65535'))
  .transform(Number)
  .refine((value) => value <= 65_535, 'write a number from 0 to 65535');

/** Where to listen: a name or an IP address, without a port. */
export const listeningHost = text
  .transform((given) => given.replace(/^\[(.*)\]$/, '$1').toLowerCase())
  .refine(
    (given) => isIP(given) !== 0 || isHost(given),
    'write an IP address or a name, without http:// and without a port',
  );

/** A path in the file system. Only shells understand `~`. */
export const path = text.refine(
  (given) => !/^~(\/|$)/.test(given),
  'write the whole path: ~ means the home folder to a shell only',
);

/** `https://pay.example`: an origin, with nothing after it. */
export const origin = text.transform((given, context) => {
  const url = URL.canParse(given) ? new URL(given) : null;
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (isWeb && url.pathname === '/' && !/[?#@]/.test(given)) return url.origin;
  context.addIssue('write it as https://pay.example.com: http or https, a host, and no path');
  return z.NEVER;
});

const sslModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

/** A libpq URI: `postgres://user:password@host:5432/database?sslmode=…`. */
export const databaseUrl = text.transform((given, context) => {
  const problem = databaseProblem(given);
  if (problem === null) return given;
  context.addIssue(problem);
  return z.NEVER;
});

function databaseProblem(given: string): string | null {
  if (!/^postgres(ql)?:\/\//.test(given)) return 'write it as postgres://user:password@host:5432/database';
  // pg would ignore what follows a #, and connect with half a password.
  if (given.includes('#') || !URL.canParse(given) || !isEncoded(new URL(given))) {
    return 'it is not a valid address: within the user, the password and the name write # as %23, @ as %40, / as %2F, : as %3A, ? as %3F and % as %25';
  }
  const mode = new URL(given).searchParams.get('sslmode');
  return mode === null || sslModes.includes(mode) ? null : `its sslmode is none of ${sslModes.join(', ')}`;
}

function isEncoded({ username, password, pathname }: URL): boolean {
  try {
    decodeURIComponent(username + password + pathname);
    return true;
  } catch {
    return false;
  }
}

/** Addresses or networks, separated by commas. */
export const networks = text.refine(
  (given) =>
    partsOf(given).every((part) => isIP(part) !== 0 || (part.includes('/') && ipaddr.isValidCIDR(part))),
  'write addresses or networks such as 10.0.0.0/8, separated by commas',
);

/** Names of hosts, separated by commas; an empty text gives none. */
export const hosts = text
  .transform((given) => (given === '' ? [] : partsOf(given.toLowerCase())))
  .refine(
    (given) => given.every(isHost),
    'write names such as onfile or onfile.internal, separated by commas and without ports',
  );

export const secretText = z.string('write text');

function partsOf(given: string): string[] {
  return given.split(',').map((part) => part.trim());
}

/** A host of a URL, without a port. */
function isHost(given: string): boolean {
  const address = `http://${given}`;
  return URL.canParse(address) && new URL(address).hostname === given;
}
