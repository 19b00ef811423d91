/** What a browser may do with an answer: the headers that go out with it. */
export interface Policy {
  readonly 'Content-Security-Policy': string;
  readonly 'Referrer-Policy': 'no-referrer' | 'same-origin';
  readonly 'X-Content-Type-Options': 'nosniff';
  readonly [header: string]: string;
}

/** Nothing is loaded by a page, run on it or sent from it, and nobody frames it, unless these directives say so. */
function contentPolicy(directives: Readonly<Record<string, string>>): string {
  return Object.entries({ 'default-src': "'none'", 'base-uri': "'none'", ...directives })
    .map(([name, sources]) => `${name} ${sources}`.trim())
    .join('; ');
}

const unframed = { 'frame-ancestors': "'none'" };

/** Every answer has this one from its first step, so that one that forgets its own is closed, not open. */
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

/** A page that is isolated (`Cross-Origin-Embedder-Policy`) takes only frames that are so too. */
const framed = { ...page, 'Cross-Origin-Embedder-Policy': 'require-corp' };

/**
 * Frames run no inline script and may be framed by any merchant's page. They ask nobody but this server for anything,
 * and for no picture or font at all: what a page wants of those must not be asked for while a card is typed.
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

/** Onfile's own checkout page. Product images are the merchant's, on whatever host they have. */
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
 * The issuer's page is framed by the element, inside any merchant's page, and may as a whole page lead back to
 * `leadsTo`, the origin of the merchant's; null leads nowhere.
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

/** What merchants upload: nothing of it runs or loads anything, or is of Onfile's origin. Pictures may stand on any page. */
export const uploaded: Policy = {
  ...page,
  'Content-Security-Policy': contentPolicy({ sandbox: '', 'form-action': "'none'", ...unframed }),
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** The dashboard, its files among it: it talks to this server only, and runs nothing inline. */
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
