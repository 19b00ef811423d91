/** What `stripe.paymentRequest()` returns when the browser has no wallet: asked, it says so, and it is never shown. */
export interface WalletRequest {
  canMakePayment(): Promise<null>;
  show(): void;
  abort(): void;
  isShowing(): boolean;
  update(options: object): void;
  on(name: string, handler: (event: never) => unknown): WalletRequest;
  once(name: string, handler: (event: never) => unknown): WalletRequest;
  off(name: string, handler?: (event: never) => unknown): WalletRequest;
}

export function walletRequest(): WalletRequest {
  const nothing = () => {};
  const itself = () => request;
  const request: WalletRequest = {
    canMakePayment: async () => null,
    show: nothing,
    abort: nothing,
    isShowing: () => false,
    update: nothing,
    on: itself,
    once: itself,
    off: itself,
  };
  return request;
}
