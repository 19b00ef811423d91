/** File name of the payment frame's page below `/v3/`, put in by the build. */
declare const __PAYMENT_FRAME__: string;
/** The same of the card elements' page. */
declare const __CARD_FRAME__: string;
/** The same of the e-mail elements' page. */
declare const __EMAIL_FRAME__: string;
/** The same of the script that is loaded when it is needed. */
declare const __ON_DEMAND_SCRIPT__: string;
