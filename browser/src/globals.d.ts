/** File name of the payment frame's page below `/v3/`, put in by the build. */
declare const __PAYMENT_FRAME__: string;
