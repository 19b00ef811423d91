import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The built front ends: packed with the command, or in the workspaces that build them. */
const here = dirname(fileURLToPath(import.meta.url));
const packed = join(here, 'assets');
const root = join(here, '..', '..', '..');
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

/** What `stripe.js` loads when a page needs it. */
const laterScript = /^later-[\w-]+\.js$/;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Frames run no inline script, reach only this server, and may be framed by any merchant's page. */
const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' https:",
  "img-src 'self' data:",
  'font-src https: data:',
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/** Onfile's own checkout page runs `stripe.js` as a merchant's page would; nobody may frame it. Product images are the merchant's. */
const checkoutPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');

/** The dashboard talks to this server only, runs nothing inline, and is in nobody's frame. */
const dashboardPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

const dashboardHeaders = {
  'Content-Security-Policy': dashboardPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
  Vary: 'Accept-Encoding',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

interface Asset {
  readonly body: Buffer;
  readonly zipped: Buffer;
  readonly type: string;
}

/** Serves `stripe.js`, the frames and the dashboard. Files with a hash in their name never change and are kept by browsers. */
export function serveFrontEnds(server: FastifyInstance): void {
  const assets = new Map<string, Asset>();

  function load(folder: string, name: string): Asset | null {
    const file = resolve(folder, name);
    if (!file.startsWith(folder + sep) || !existsSync(file)) return null;
    const known = assets.get(file);
    if (known !== undefined) return known;
    const body = readFileSync(file);
    const asset = { body, zipped: gzipSync(body), type: types[extname(file)] ?? 'application/octet-stream' };
    assets.set(file, asset);
    return asset;
  }

  function send(request: FastifyRequest, reply: FastifyReply, asset: Asset | null, cache: string) {
    if (asset === null) return reply.callNotFound();
    reply
      .headers({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': cache, Vary: 'Accept-Encoding' })
      .header('X-Content-Type-Options', 'nosniff')
      .header('Cross-Origin-Resource-Policy', 'cross-origin')
      .type(asset.type);
    if (asset.type.startsWith('text/html')) {
      reply.header('Content-Security-Policy', framePolicy).header('Referrer-Policy', 'no-referrer');
    }
    return zipped(request, reply, asset);
  }

  /** The dashboard's pages are routes of one document; only files have an extension. */
  function sendDashboard(request: FastifyRequest, reply: FastifyReply, path: string) {
    const file = /\.[a-z0-9]+$/.test(path) ? path : 'index.html';
    const asset = load(folders.dashboard, file);
    if (asset === null) return reply.callNotFound();
    const lasting = file.startsWith('assets/');
    reply
      .headers(dashboardHeaders)
      .header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(asset.type);
    return zipped(request, reply, asset);
  }

  /** Pages are also served under their plain name (`three-ds-2-challenge.html`); the manifest knows the built one. */
  function builtName(name: string): string {
    const manifest = load(folders.element, 'manifest.json');
    const known: Readonly<Record<string, string>> =
      manifest === null ? {} : JSON.parse(manifest.body.toString());
    return Object.hasOwn(known, name) ? (known[name] ?? name) : name;
  }

  server.get('/dashboard', (request, reply) => sendDashboard(request, reply, ''));
  server.get<{ Params: { '*': string } }>('/dashboard/*', (request, reply) =>
    sendDashboard(request, reply, request.params['*']),
  );
  for (const path of scriptPaths) {
    server.get(path, (request, reply) =>
      send(request, reply, load(folders.browser, 'stripe.js'), 'no-cache'),
    );
  }
  // Browsers ask for it on every page of an address.
  server.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  server.get('/c/pay/:session', (request, reply) => {
    send(request, reply, load(folders.element, builtName('hosted-checkout.html')), 'no-store');
    return reply.header('Content-Security-Policy', checkoutPolicy).header('X-Robots-Tag', 'noindex');
  });
  server.get<{ Params: { '*': string } }>('/v3/*', (request, reply) => {
    const asked = request.params['*'];
    const name = builtName(asked);
    // A built name carries a hash of its content; a plain one leads to another file after an upgrade.
    const lasting = name === asked && name !== 'manifest.json';
    const cache = lasting ? 'public, max-age=31536000, immutable' : 'no-cache';
    const asset =
      load(folders.element, name) ?? (laterScript.test(name) ? load(folders.browser, name) : null);
    return send(request, reply, asset, cache);
  });
}

function zipped(request: FastifyRequest, reply: FastifyReply, asset: Asset) {
  const zips = String(request.headers['accept-encoding'] ?? '').includes('gzip');
  return zips ? reply.header('Content-Encoding', 'gzip').send(asset.zipped) : reply.send(asset.body);
}
