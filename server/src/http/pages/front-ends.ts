import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkoutPage, dashboard, elementFrame, type Policy, publicAsset } from './policies.ts';
import { sendDocument } from './send-document.ts';

/** The built front ends: packed with the command, or in the workspaces that build them. */
const here = dirname(fileURLToPath(import.meta.url));
const packed = join(here, 'assets');
const root = join(here, '..', '..', '..', '..');
const folders = existsSync(packed)
  ? {
      browser: join(packed, 'browser'),
      element: join(packed, 'element'),
      dashboard: join(packed, 'dashboard'),
    }
  : {
      browser: join(root, 'browser', 'dist'),
      element: join(root, 'element', 'dist'),
      dashboard: join(root, 'dashboard', 'dist'),
    };

const scriptPaths = [
  '/v3',
  '/v3/',
  '/v3/stripe.js',
  ...['acacia', 'basil', 'clover', 'dahlia', 'endive'].map((train) => `/${train}/stripe.js`),
];

/** The second script, which `stripe.js` loads when a page needs it. */
const onDemandScript = /^on-demand-[\w-]+\.js$/;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** For files with a hash in their name. */
const lasting = 'public, max-age=31536000, immutable';

interface Asset {
  readonly type: string;
  /** By encoding, as the build has created them. */
  readonly bodies: ReadonlyMap<Encoding, Buffer>;
}

/** As clients name them, with the suffix that the build adds to a file; the first that a client accepts is sent. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
  ['identity', ''],
] as const;
type Encoding = (typeof encodings)[number][0];

/** Serves `stripe.js`, the frames and the dashboard. Files with a hash in their name never change, and browsers keep them. */
export function serveFrontEnds(server: FastifyInstance): void {
  const assets = new Map<string, Asset>();

  function load(folder: string, name: string): Asset | null {
    const file = resolve(folder, name);
    const type = types[extname(file)];
    if (type === undefined || !file.startsWith(folder + sep) || !existsSync(file)) return null;
    const known = assets.get(file);
    if (known !== undefined) return known;
    const bodies = encodings.flatMap(([encoding, ending]) =>
      existsSync(file + ending) ? [[encoding, readFileSync(file + ending)] as const] : [],
    );
    const asset = { type, bodies: new Map<Encoding, Buffer>(bodies) };
    assets.set(file, asset);
    return asset;
  }

  /** The dashboard's pages are routes of one document; only files have an extension. */
  function sendDashboard(request: FastifyRequest, reply: FastifyReply, path: string) {
    const file = /\.[a-z0-9]+$/.test(path) ? path : 'index.html';
    const cache = file.startsWith('assets/') ? lasting : 'no-cache';
    return sendAsset(request, reply, load(folders.dashboard, file), dashboard, cache);
  }

  /** Pages are also served under their plain name (`three-ds-2-challenge.html`); the manifest knows the built one. */
  function builtName(name: string): string {
    const manifest = load(folders.element, 'manifest.json');
    const known: Readonly<Record<string, string>> =
      manifest === null ? {} : JSON.parse(String(manifest.bodies.get('identity')));
    return Object.hasOwn(known, name) ? (known[name] ?? name) : name;
  }

  server.get('/dashboard', (request, reply) => sendDashboard(request, reply, ''));
  server.get<{ Params: { '*': string } }>('/dashboard/*', (request, reply) =>
    sendDashboard(request, reply, request.params['*']),
  );
  for (const path of scriptPaths) {
    server.get(path, (request, reply) =>
      sendAsset(request, reply, load(folders.browser, 'stripe.js'), publicAsset, 'no-cache'),
    );
  }
  // Browsers request it for every page.
  server.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  server.get('/c/pay/:session', (request, reply) => {
    const name = builtName('hosted-checkout.html');
    return sendAsset(request, reply, load(folders.element, name), policyOf(name), 'no-store');
  });
  server.get<{ Params: { '*': string } }>('/v3/*', (request, reply) => {
    const asked = request.params['*'];
    const name = builtName(asked);
    // A built name contains a hash of its content; a plain one means another file after an upgrade.
    const cache = name === asked && name !== 'manifest.json' ? lasting : 'no-cache';
    const asset =
      load(folders.element, name) ?? (onDemandScript.test(name) ? load(folders.browser, name) : null);
    return sendAsset(request, reply, asset, policyOf(name), cache);
  });
}

/** By the kind of file, whatever its address. */
function policyOf(name: string): Policy {
  if (!name.endsWith('.html')) return publicAsset;
  return name.startsWith('hosted-checkout') ? checkoutPage : elementFrame;
}

function sendAsset(
  request: FastifyRequest,
  reply: FastifyReply,
  asset: Asset | null,
  policy: Policy,
  cache: string,
) {
  if (asset === null) return reply.callNotFound();
  const { type, bodies } = asset;
  const encoding = encodingFor(request.headers['accept-encoding']?.toString(), [...bodies.keys()]);
  return sendDocument(reply, {
    policy,
    type,
    cache,
    body: bodies.get(encoding) ?? '',
    headers: {
      Vary: 'Accept-Encoding',
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
    },
  });
}

/** The first available encoding that a client accepts (RFC 9110, `Accept-Encoding`). */
function encodingFor(accepted = '', there: readonly Encoding[]): Encoding {
  const taken = accepted.split(',').flatMap((one) => {
    const [name = '', ...parameters] = one
      .toLowerCase()
      .split(';')
      .map((part) => part.trim());
    return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [name];
  });
  return there.find((encoding) => taken.includes(encoding)) ?? 'identity';
}
