import { consent as ar } from './consent-texts/ar.ts';
import { consent as bg } from './consent-texts/bg.ts';
import { consent as cs } from './consent-texts/cs.ts';
import { consent as da } from './consent-texts/da.ts';
import { consent as de } from './consent-texts/de.ts';
import { consent as el } from './consent-texts/el.ts';
import { consent as en } from './consent-texts/en.ts';
import { consent as es } from './consent-texts/es.ts';
import { consent as et } from './consent-texts/et.ts';
import { consent as fi } from './consent-texts/fi.ts';
import { consent as fil } from './consent-texts/fil.ts';
import { consent as fr } from './consent-texts/fr.ts';
import { consent as he } from './consent-texts/he.ts';
import { consent as hr } from './consent-texts/hr.ts';
import { consent as hu } from './consent-texts/hu.ts';
import { consent as id } from './consent-texts/id.ts';
import { consent as it } from './consent-texts/it.ts';
import { consent as ja } from './consent-texts/ja.ts';
import { consent as ko } from './consent-texts/ko.ts';
import { consent as lt } from './consent-texts/lt.ts';
import { consent as lv } from './consent-texts/lv.ts';
import { consent as ms } from './consent-texts/ms.ts';
import { consent as mt } from './consent-texts/mt.ts';
import { consent as nb } from './consent-texts/nb.ts';
import { consent as nl } from './consent-texts/nl.ts';
import { consent as pl } from './consent-texts/pl.ts';
import { consent as pt } from './consent-texts/pt.ts';
import { consent as ro } from './consent-texts/ro.ts';
import { consent as ru } from './consent-texts/ru.ts';
import { consent as sk } from './consent-texts/sk.ts';
import { consent as sl } from './consent-texts/sl.ts';
import { consent as sv } from './consent-texts/sv.ts';
import { consent as th } from './consent-texts/th.ts';
import { consent as tr } from './consent-texts/tr.ts';
import { consent as vi } from './consent-texts/vi.ts';
import { consent as zh } from './consent-texts/zh.ts';
import { consent as zhHant } from './consent-texts/zh-Hant.ts';
import type { ConsentTexts } from './consent-texts.ts';
import type { Language } from './languages.ts';

/** For code that needs every language. Leaving one out does not compile. */
export const consentTexts: Readonly<Record<Language, ConsentTexts>> = {
  ar,
  bg,
  cs,
  da,
  de,
  el,
  en,
  es,
  et,
  fi,
  fil,
  fr,
  he,
  hr,
  hu,
  id,
  it,
  ja,
  ko,
  lt,
  lv,
  ms,
  mt,
  nb,
  nl,
  pl,
  pt,
  ro,
  ru,
  sk,
  sl,
  sv,
  th,
  tr,
  vi,
  zh,
  'zh-Hant': zhHant,
};
