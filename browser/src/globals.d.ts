/** File name of the payment frame's page under `/v3/`, inserted by the build. */
declare const __PAYMENT_FRAME__: string;
/** Likewise for the card elements' page. */
declare const __CARD_FRAME__: string;
/** Likewise for the e-mail elements' page. */
declare const __EMAIL_FRAME__: string;
/** Likewise for the script that is loaded on demand. */
declare const __ON_DEMAND_SCRIPT__: string;
