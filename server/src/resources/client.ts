/** Where a request came from. */
export interface Client {
  readonly ipAddress: string;
  readonly userAgent: string | null;
}
