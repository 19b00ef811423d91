/**
 * The error catalogue: every error that the API returns is made here, in Stripe's words, so that its type, code, status
 * and text are decided in one place. Source: Stripe's error reference and recorded answers.
 */
export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

export interface ErrorAttributes {
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly network_advice_code?: string;
  readonly network_decline_code?: string;
  readonly charge?: string;
  /** The full objects that some errors carry, as the API's views. */
  readonly payment_intent?: object;
  readonly payment_method?: object;
  readonly setup_intent?: object;
  /** The page's state after a refused confirmation; only Onfile's own browser script reads it. */
  readonly checkout_page?: object;
}

export class ApiError extends Error {
  readonly status: number;
  readonly type: ErrorType;
  readonly attributes: ErrorAttributes;

  constructor(status: number, type: ErrorType, message: string, attributes: ErrorAttributes = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.type = type;
    this.attributes = attributes;
  }
}

/** An object that does not exist, or not for the caller. */
export class MissingObject extends ApiError {
  readonly id: string;

  constructor(noun: string, id: string, param: string, status: number) {
    super(status, 'invalid_request_error', `No such ${noun}: '${id}'`, { code: 'resource_missing', param });
    this.id = id;
  }
}

function invalidRequest(message: string, attributes: ErrorAttributes = {}, status = 400): ApiError {
  return new ApiError(status, 'invalid_request_error', message, attributes);
}

const support = 'or we can help at https://support.stripe.com/.';

export const errors = {
  // Keys
  keyMissing: () =>
    invalidRequest(
      `You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, ${support}`,
      {},
      401,
    ),
  keyInvalid: (masked: string) => invalidRequest(`Invalid API Key provided: ${masked}`, {}, 401),
  keyExpired: (masked: string) =>
    invalidRequest(`Expired API Key provided: ${masked}`, { code: 'api_key_expired' }, 401),
  secretKeyRequired: () =>
    invalidRequest(
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
      { code: 'secret_key_required' },
      401,
    ),
  secretKeyParameter: (param: string) =>
    invalidRequest(`The parameter ${param} cannot be used with a publishable API key.`, { param }),
  permissionMissing: (masked: string, account: string, permission: string) =>
    invalidRequest(
      `The provided key '${masked}' does not have the required permissions for this endpoint on account '${account}'. Having the '${permission}' permission would allow this request to continue.`,
      {},
      403,
    ),
  accountForeign: (masked: string, account: string) =>
    invalidRequest(
      `The provided key '${masked}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
      { code: 'account_invalid' },
      403,
    ),
  // Members signed in to the dashboard
  signInNeeded: () =>
    invalidRequest(
      'You are not signed in, or your session has ended. Sign in again.',
      { code: 'sign_in_needed' },
      401,
    ),
  foreignPage: () =>
    invalidRequest(
      'This call is for the pages of the dashboard: it came from another origin, or did not say which.',
      { code: 'foreign_origin' },
      403,
    ),
  secretKeyInPage: (origin: string) =>
    invalidRequest(
      `This request was sent with a secret API key by a page of ${origin}, in a browser. Secret API keys belong on your server: make this call there, and use your publishable API key in pages.`,
      { code: 'foreign_origin' },
      403,
    ),
  hostNotAllowed: (host: string) =>
    invalidRequest(
      `A browser called this server ${host}, which is not one of its names: it accepts a browser's secret API key only on this machine and at its public address. If the name is yours, allow it with ONFILE_ALLOWED_HOSTS.`,
      { code: 'host_not_allowed' },
      403,
    ),
  membersOnly: () =>
    invalidRequest(
      'This call is for members signed in to the dashboard. No API key can make it.',
      { code: 'member_required' },
      403,
    ),
  roleForbids: (role: string, permission: string) =>
    invalidRequest(
      `Your role '${role}' does not allow this: it requires the permission '${permission}'. An owner can change roles.`,
      { code: 'role_forbids' },
      403,
    ),
  keyBeyondRole: (role: string) =>
    invalidRequest(
      `Your role '${role}' does not allow a live key that can do more than you can. Make a restricted key, or ask an owner.`,
      { code: 'role_forbids' },
      403,
    ),
  settingsOfBothModes: () =>
    invalidRequest(
      'A test key cannot change these settings: live mode shares them. Use a live key, or the dashboard as an owner.',
      { code: 'live_key_required' },
      403,
    ),
  signInRefused: (status: number, code: string, message: string) => invalidRequest(message, { code }, status),

  clientSecretMismatch: (noun: string) =>
    invalidRequest(
      `The client_secret provided does not match any associated ${noun} on this account. Ensure the publishable key used belongs to the same account that created the ${noun}.`,
      { code: 'resource_missing', param: 'client_secret' },
    ),

  // Request form
  contentType: () =>
    invalidRequest(
      `Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.`,
    ),
  bodyTooLarge: (limitBytes: number) =>
    invalidRequest(`Request body is too large: the limit is ${limitBytes} bytes.`, {}, 413),
  headerRepeated: (name: string) =>
    invalidRequest(`Invalid request: the header ${name} was sent more than once.`),
  bodyMalformed: (why: string) => invalidRequest(`Invalid request body: ${why}`),
  unrecognizedUrl: (method: string, path: string) =>
    invalidRequest(
      `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs ${support}`,
      {},
      404,
    ),
  endpointUnsupported: (method: string, path: string) =>
    invalidRequest(
      `Onfile does not support ${method} ${path}: it does not have this part of Stripe's API.`,
      {},
      404,
    ),
  versionInvalid: (version: string) =>
    invalidRequest(
      `Invalid Stripe API version: ${version}. See https://stripe.com/docs/upgrades for the known versions.`,
    ),
  versionTooOld: (version: string, oldest: string) =>
    invalidRequest(
      `Onfile does not support the Stripe API version ${version}: the oldest that it supports is ${oldest}. Send a newer one in Stripe-Version.`,
    ),
  featureOfNewerVersion: (what: string, version: string) =>
    invalidRequest(
      `${what} is available as of API version ${version}. Send that version, or a newer one, in Stripe-Version.`,
    ),

  // Parameters
  parameterUnknown: (params: readonly string[]) =>
    invalidRequest(
      `Received unknown parameter${params.length > 1 ? 's' : ''}: ${params.join(', ')}`,
      params[0] === undefined
        ? { code: 'parameter_unknown' }
        : { code: 'parameter_unknown', param: params[0] },
    ),
  parameterUnsupported: (param: string) =>
    invalidRequest(`Onfile does not support the parameter ${param} yet. Remove it from your request.`, {
      code: 'parameter_unknown',
      param,
    }),
  parameterMissing: (param: string) =>
    invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param }),
  parameterEmpty: (param: string) =>
    invalidRequest(
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
      { code: 'parameter_invalid_empty', param },
    ),
  parameterInvalid: (message: string, param: string, code?: string) =>
    invalidRequest(message, code === undefined ? { param } : { param, code }),
  parametersExclusive: (names: readonly string[], param: string) =>
    invalidRequest(`You may only specify one of these parameters: ${names.join(', ')}.`, {
      code: 'parameters_exclusive',
      param,
    }),
  paymentMethodTypesRemoved: () =>
    invalidRequest(
      'The parameter payment_method_types is no longer supported as of API version 2026-09-30.endive. Use allowed_payment_method_types instead.',
      { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
    ),

  // Objects
  missingInPath: (noun: string, id: string, param = 'id') => new MissingObject(noun, id, param, 404),
  missingInBody: (noun: string, id: string, param: string) => new MissingObject(noun, id, param, 400),
  missingHere: (missing: MissingObject, account: string, opener: string) =>
    new ApiError(
      missing.status,
      missing.type,
      `${missing.message}. It is in another sandbox: ${account}, which the key ${opener} opens. A publishable and a secret key share a sandbox when the text after _test_ is the same, or begins with the same account: 51 and its fifteen letters and digits.`,
      missing.attributes,
    ),
  notExpandable: (path: string, onList: boolean) =>
    invalidRequest(
      onList
        ? `This property cannot be expanded (${path}). You may want to try expanding 'data.${path}' instead.`
        : `This property cannot be expanded (${path}).`,
    ),
  expandGone: (field: string) =>
    invalidRequest(`This property cannot be expanded because it doesn't exist: ${field}.`),
  expandTooDeep: (path: string) =>
    invalidRequest(`You cannot expand more than 4 levels of a property. Property: ${path}`),
  bothCursors: () =>
    invalidRequest('Received both starting_after and ending_before parameters. Please pass in only one.'),
  stateInvalid: (message: string, attributes: ErrorAttributes = {}) => invalidRequest(message, attributes),

  // Files
  fileTooLarge: (limitBytes: number) =>
    invalidRequest(`File for key file exceeded size limit of ${limitBytes} bytes.`, { param: 'file' }, 413),
  fileTypeUnsupported: (types: readonly string[]) =>
    invalidRequest(
      `We don't currently support that file type. Try uploading a file with one of the following mimetypes: ${types.join(', ')}.`,
      { param: 'file' },
    ),
  fileNotReadable: (purpose: string) =>
    invalidRequest(`The contents of a file with the purpose ${purpose} cannot be downloaded.`, {}, 403),
  fileLinkImpossible: (purpose: string) =>
    invalidRequest(`A link cannot be created to a file with the purpose ${purpose}.`, { param: 'file' }),
  fileLinkExpired: (link: string) =>
    invalidRequest(`The file link ${link} has expired and can no longer be updated.`),
  evidenceOfOtherPurpose: (file: string, purpose: string, param: string) =>
    invalidRequest(
      `The file ${file} cannot be used as evidence: its purpose is ${purpose}, not dispute_evidence.`,
      { param },
    ),
  evidenceTooLarge: () =>
    invalidRequest(
      "The files you've attached to this dispute as evidence will exceed the limit for a dispute's total size. Try using smaller files as evidence.",
      { param: 'evidence' },
    ),

  // Refunds and disputes
  refundOfNothing: () =>
    invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      { code: 'parameter_missing' },
    ),
  refundUncaptured: (intent: string) =>
    invalidRequest(
      `This uncaptured Charge was created by a PaymentIntent (${intent}). You must cancel the PaymentIntent to reverse the authorization instead of refunding the Charge directly. For more information, see https://stripe.com/docs/payments/payment-intents/creating-payment-intents#separate-auth-capture`,
    ),
  refundUncapturedInPart: () =>
    invalidRequest(
      'You cannot partially refund an uncaptured charge. Instead, capture the charge for an amount less than the original amount',
      { param: 'amount' },
    ),
  refundUnpaid: (charge: string) =>
    invalidRequest(`Charge ${charge} has not been paid and cannot be refunded.`, {
      code: 'charge_not_refundable',
      param: 'charge',
    }),
  refundWithoutCharge: (intent: string) =>
    invalidRequest(`This PaymentIntent (${intent}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    }),
  alreadyRefunded: (charge: string) =>
    invalidRequest(`Charge ${charge} has already been refunded.`, { code: 'charge_already_refunded' }),
  refundTooLarge: (message: string) => invalidRequest(message, { param: 'amount' }),
  chargedBack: (charge: string) =>
    invalidRequest(`Charge ${charge} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    }),
  disputeClosed: (message: string) => invalidRequest(message),
  chargeOfNothing: () => invalidRequest('Must provide source or customer.', { code: 'parameter_missing' }),
  sourcesAreCards: (source: string) =>
    invalidRequest(
      `Onfile accepts only cards, and the source ${source} is of another kind. Pass a card token, or one of the customer's cards.`,
      { param: 'source' },
    ),
  sourceOfOther: (customer: string, source: string) =>
    invalidRequest(`Customer ${customer} does not have a linked source with ID ${source}.`, {
      code: 'missing',
      param: 'source',
    }),
  noDefaultSource: () =>
    new ApiError(402, 'card_error', 'Cannot charge a customer that has no active card', {
      code: 'missing',
      param: 'card',
    }),
  chargeCaptured: (charge: string) =>
    invalidRequest(`Charge ${charge} has already been captured.`, { code: 'charge_already_captured' }),

  lockTimeout: () =>
    invalidRequest(
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.',
      { code: 'lock_timeout' },
      429,
    ),

  // Idempotency
  idempotencyParameters: (key: string) =>
    new ApiError(
      400,
      'idempotency_error',
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    ),
  idempotencyEndpoint: (key: string, first: string, now: string) =>
    new ApiError(
      400,
      'idempotency_error',
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${now}' vs '${first}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    ),
  idempotencyInUse: (key: string) =>
    new ApiError(
      409,
      'idempotency_error',
      `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
      { code: 'idempotency_key_in_use' },
    ),
  /** For a caller who asks about a request without wanting to begin it (`Onfile-Resume: only`). */
  requestNotBegun: () =>
    invalidRequest(
      'No request with this idempotency key has begun; nothing was done under it.',
      { code: 'request_not_begun' },
      404,
    ),
  answeredOnce: (id: string) =>
    invalidRequest(
      `The request with this idempotency key was carried out (${id}). Its answer contained a secret, which is shown once and not stored: if the answer was lost, delete what was created and create it again under another key.`,
      { code: 'answered_once' },
    ),
  idempotencyKeyTooLong: () =>
    invalidRequest('Idempotency keys can have up to 255 characters.', { param: 'Idempotency-Key' }),

  // Cards
  card: (message: string, attributes: ErrorAttributes) =>
    new ApiError(402, 'card_error', message, attributes),

  // Ourselves
  internal: () =>
    new ApiError(
      500,
      'api_error',
      'An unknown error occurred. The request was not carried out; it is safe to retry it with the same idempotency key.',
    ),
  interrupted: () =>
    new ApiError(
      500,
      'api_error',
      'An unknown error occurred. What the request had already done stands; retry it with the same idempotency key to continue from there.',
    ),
  unavailable: () =>
    new ApiError(503, 'api_error', 'The server is starting or stopping. Please retry your request.'),
  searchNotReady: (left: number) =>
    new ApiError(
      503,
      'api_error',
      `The search is not ready yet: ${left} objects are still being indexed. Try again in a moment.`,
      { code: 'search_not_ready' },
    ),
  storeUnavailable: () =>
    new ApiError(
      503,
      'api_error',
      'The database cannot be reached or written right now. Retry the request with the same idempotency key.',
    ),
  rateLimited: () =>
    invalidRequest(
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
      { code: 'rate_limit' },
      429,
    ),
  unwell: (status: number) =>
    new ApiError(
      status,
      'api_error',
      'Sorry, there was a problem on our end. Retry the request with the same idempotency key.',
    ),
  networkUnavailable: () =>
    new ApiError(
      500,
      'api_error',
      'The card network did not answer. The payment is being looked up; retry the request with the same idempotency key.',
    ),
} as const;
