import { Languages, SunMoon } from 'lucide-react';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { type Language, languageNames, languages } from '../i18n/languages.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuChoice } from '../ui/menu.tsx';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];
const stored = 'onfile.theme';

export function storedTheme(): Theme {
  const theme = localStorage.getItem(stored);
  return themes.find((known) => known === theme) ?? 'system';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

const Choose = createContext<(language: Language) => void>(() => undefined);
export const LanguageSwitch = Choose.Provider;

/** Theme and language, in one menu. */
export function Preferences(): ReactNode {
  const t = useTranslations('shell');
  const language = useLocale();
  const chooseLanguage = useContext(Choose);
  const [theme, setTheme] = useState(storedTheme);
  const chooseTheme = (chosen: Theme) => {
    localStorage.setItem(stored, chosen);
    applyTheme(chosen);
    setTheme(chosen);
  };
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" icon aria-label={t('theme')}>
            <SunMoon />
          </Button>
        }
      >
        <MenuChoice
          label={t('theme')}
          value={theme}
          choices={themes.map((value) => ({ value, text: t(`theme_${value}`) }))}
          onChoose={chooseTheme}
        />
      </Menu>
      <Menu
        trigger={
          <Button look="quiet" icon aria-label={t('language')}>
            <Languages />
          </Button>
        }
      >
        <MenuChoice
          label={t('language')}
          value={language}
          choices={languages.map((value) => ({ value, text: languageNames[value] }))}
          onChoose={chooseLanguage}
        />
      </Menu>
    </>
  );
}
