import type { ConsentTexts } from '../consent-texts.ts';

export const consent: ConsentTexts = {
  saveLabel: 'Αποθήκευση στοιχείων πληρωμής για μελλοντικές αγορές',
  futureChargeTerms:
    'Παρέχοντας τα στοιχεία της κάρτας σας, επιτρέπετε στην επιχείρηση {business} να χρεώνει την κάρτα σας για μελλοντικές πληρωμές σύμφωνα με τους όρους της.',
};
