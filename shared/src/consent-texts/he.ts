import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'שמירת פרטי התשלום לרכישות עתידיות',
  futureChargeTerms:
    'מסירת פרטי הכרטיס שלך מאפשרת ל-{business} לחייב את הכרטיס בתשלומים עתידיים בהתאם לתנאים של העסק.',
};
