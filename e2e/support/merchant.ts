import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface MerchantPage {
  /** Body of the page; `{{CLIENT_SECRET}}` and `{{PUBLISHABLE_KEY}}` are filled in. */
  readonly html: string;
  readonly clientSecret: string;
  /** The script's path, which chooses the release. */
  readonly script?: string;
  /** A stricter page: adds this Content-Security-Policy. */
  readonly policy?: string;
  /** Cross-origin isolated, so that whatever the page embeds has to agree. */
  readonly isolated?: boolean;
}

export interface Merchant {
  readonly origin: string;
  /** Publishes a page and returns its URL. */
  publish(page: MerchantPage): string;
  stop(): Promise<void>;
}

export const publishableKey = 'pk_test_TYooMQauvdEDq54NiTphI7jx';

/** A merchant's web site, on a site other than Onfile's: `localhost` instead of `127.0.0.1`. */
export async function startMerchant(onfileUrl: string): Promise<Merchant> {
  const pages = new Map<string, MerchantPage>();
  const server = createServer((request, response) => {
    const page = pages.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    const headers: Record<string, string> = { 'Content-Type': 'text/html; charset=utf-8' };
    if (page?.policy !== undefined) headers['Content-Security-Policy'] = page.policy;
    if (page?.isolated === true) {
      headers['Cross-Origin-Embedder-Policy'] = 'require-corp';
      headers['Cross-Origin-Opener-Policy'] = 'same-origin';
    }
    response.writeHead(200, headers);
    response.end(
      page === undefined
        ? '<!doctype html><title>Thanks</title><h1>Thank you</h1>'
        : documentOf(page, onfileUrl),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  return {
    origin,
    publish: (page) => {
      const path = `/page-${pages.size + 1}`;
      pages.set(path, page);
      return origin + path;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function documentOf(page: MerchantPage, onfileUrl: string): string {
  const body = page.html
    .replaceAll('{{CLIENT_SECRET}}', page.clientSecret)
    .replaceAll('{{PUBLISHABLE_KEY}}', publishableKey);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Merchant</title>
<script src="${onfileUrl}${page.script ?? '/v3/'}"></script></head>
<body>${body}</body>
</html>`;
}
