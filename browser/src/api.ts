import type { CheckoutPage, PagePaymentError } from '@onfile/shared/checkout-page.ts';
import { idInSecret } from '@onfile/shared/client-secret.ts';
import type { ConfirmOutcome } from '@onfile/shared/element-rpc.ts';
import { encodeForm, type FormGroup } from '@onfile/shared/form-encoding.ts';
import { Intentions, leavesOpen } from '@onfile/shared/intentions.ts';

/** A call that the server refused. */
export class RefusedCall extends Error {
  readonly error: PagePaymentError;
  readonly page: CheckoutPage | null;
  override readonly name = 'RefusedCall';
  constructor(error: PagePaymentError, page: CheckoutPage | null = null) {
    super(error.message);
    this.error = error;
    this.page = page;
  }
}

/** Checks the name, because the second script has its own copy of the class. */
export function isRefusedCall(error: unknown): error is RefusedCall {
  return error instanceof Error && error.name === 'RefusedCall';
}

export interface PageApi {
  init(): Promise<CheckoutPage>;
  read(): Promise<CheckoutPage>;
  update(params: FormGroup): Promise<CheckoutPage>;
  confirm(params: FormGroup): Promise<ConfirmOutcome>;
  finishAuthentication(attempt: string, cancelled: boolean): Promise<ConfirmOutcome>;
}

const unreachable = 'The payment could not be sent. Check your connection and try again.';
const unanswered =
  'The server did not answer. Check your connection and try again: you will not be charged twice.';

/** Requests that may be payments and whose outcome is unknown. */
const intentions = new Intentions();

type Body = CheckoutPage & { error?: PagePaymentError & { checkout_page?: CheckoutPage } };

/** Status 0 if no complete answer arrived. Anything in between, such as a proxy, answers in its own way. */
async function post(
  url: string,
  body: URLSearchParams,
  key?: string,
): Promise<{ status: number; body: Body }> {
  try {
    const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
    const response = await fetch(url, { method: 'POST', headers, body, credentials: 'omit' });
    return { status: response.status, body: await response.json() };
  } catch {
    return { status: 0, body: {} as Body };
  }
}

/** The private page calls of one session. They carry ids and what the buyer typed outside the card fields; no cookies. */
export function pageApi(origin: string, publishableKey: string, clientSecret: string): PageApi {
  const base = `${origin}/v1/payment_pages/${encodeURIComponent(idInSecret(clientSecret))}`;
  const credentials = { key: publishableKey, client_secret: clientSecret };

  async function call(path: string, params: FormGroup, once = false): Promise<CheckoutPage> {
    const form = encodeForm({ ...credentials, ...params });
    const ask = (key?: string) => post(base + path, form, key);
    const { status, body } = await (once ? intentions.send(`${base}${path} ${form}`, ask) : ask());
    if (status >= 200 && status < 300) return body;
    const { message = unreachable, code = null, decline_code = null, checkout_page } = body.error ?? {};
    const said = once && leavesOpen(status, false) ? unanswered : message;
    throw new RefusedCall({ message: said, code, decline_code }, checkout_page);
  }

  async function outcomeOf(page: Promise<CheckoutPage>): Promise<ConfirmOutcome> {
    try {
      return { type: 'page', page: await page };
    } catch (error) {
      if (error instanceof RefusedCall) return { type: 'error', error: error.error, page: error.page };
      throw error;
    }
  }

  return {
    init: () =>
      call('/init', {
        browser_locale: navigator.language,
        browser_timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    read: () => call('/init', {}),
    update: (params) => call('', params),
    confirm: (params) => outcomeOf(call('/confirm', { ...params, browser_locale: navigator.language }, true)),
    finishAuthentication: (attempt, cancelled) =>
      outcomeOf(call('/finish_authentication', { attempt, ...(cancelled ? { cancelled } : {}) }, true)),
  };
}
