/** What a browser may do with an answer: the headers sent with it. */
export interface Policy {
  readonly 'Content-Security-Policy': string;
  readonly 'Referrer-Policy': 'no-referrer' | 'same-origin';
  readonly 'X-Content-Type-Options': 'nosniff';
  readonly [header: string]: string;
}

/** A page loads nothing, runs nothing, sends nothing and cannot be framed, unless these directives say so. */
function contentPolicy(directives: Readonly<Record<string, string>>): string {
  return Object.entries({ 'default-src': "'none'", 'base-uri': "'none'", ...directives })
    .map(([name, sources]) => `${name} ${sources}`.trim())
    .join('; ');
}

const unframed = { 'frame-ancestors': "'none'" };

/** Every answer has this policy from its first step, so that one that forgets its own is closed, not open. */
export const closed: Policy = {
  'Content-Security-Policy': contentPolicy({ 'form-action': "'none'", ...unframed }),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Scripts, styles and pictures of the front ends that merchants' pages load. */
export const publicAsset: Policy = {
  ...closed,
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Pages are for those who have their address, not for search engines. */
const page = { ...closed, 'X-Robots-Tag': 'noindex' };

/** An isolated page (`Cross-Origin-Embedder-Policy`) only accepts frames that are isolated too. */
const framed = { ...page, 'Cross-Origin-Embedder-Policy': 'require-corp' };

/**
 * Frames run no inline script and may be framed by any merchant's page. They make requests only to this server, and none at
 * all for pictures or fonts: what a page wants of those must not be requested while a card is typed.
 */
export const elementFrame: Policy = {
  ...framed,
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': contentPolicy({
    'script-src': "'self'",
    'style-src': "'self'",
    'connect-src': "'self'",
    'frame-src': "'self'",
    'form-action': "'none'",
  }),
};

/** Onfile's own checkout page. Product images are the merchant's, on whatever host. */
export const checkoutPage: Policy = {
  ...page,
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': contentPolicy({
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' https: http: data:",
    'connect-src': "'self'",
    'frame-src': "'self'",
    'form-action': "'self'",
    ...unframed,
  }),
};

/** Nothing runs on a receipt and nothing leaves it. */
export const receipt: Policy = {
  ...page,
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': contentPolicy({
    'style-src': "'self'",
    'form-action': "'none'",
    ...unframed,
  }),
};

/**
 * The issuer's page is framed by the element inside any merchant's page. As a whole page it may lead back to `leadsTo`, the
 * merchant's origin; null leads nowhere.
 */
export function challenge(leadsTo: string | null): Policy {
  return {
    ...framed,
    'Content-Security-Policy': contentPolicy({
      'style-src': "'self'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'form-action': leadsTo === null ? "'self'" : `'self' ${leadsTo}`,
    }),
  };
}

/** Merchants' uploads: none of it runs, loads anything or belongs to Onfile's origin. Pictures may appear on any page. */
export const uploaded: Policy = {
  ...page,
  'Content-Security-Policy': contentPolicy({ sandbox: '', 'form-action': "'none'", ...unframed }),
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The dashboard and its files: it talks only to this server, and runs nothing inline. */
export const dashboard: Policy = {
  ...page,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Content-Security-Policy': contentPolicy({
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'form-action': "'self'",
    ...unframed,
  }),
};
