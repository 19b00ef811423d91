import { Check, Code, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Call, type SnippetLanguage, snippetLanguages, snippetOf } from '../api/snippets.ts';
import { Button } from './button.tsx';
import { Menu, MenuItem } from './menu.tsx';
import { useToast } from './toasts.tsx';
import css from './ui.module.css';

const names: Readonly<Record<SnippetLanguage, string>> = { curl: 'cURL', node: 'Node', python: 'Python' };

export function useCopy(): (text: string) => Promise<void> {
  const toast = useToast();
  const t = useTranslations('common');
  return async (text) => {
    await navigator.clipboard.writeText(text);
    toast(t('copied'));
  };
}

export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }): ReactNode {
  const t = useTranslations('common');
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <Button small look="quiet" onClick={copy} aria-label={label}>
      {done ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{t(done ? 'copied' : 'copy')}</span>
    </Button>
  );
}

/** A call in three languages, to copy. */
export function Snippets({ call }: { readonly call: Call }): ReactNode {
  const [language, setLanguage] = useState<SnippetLanguage>('curl');
  const text = snippetOf(language, call, location.origin);
  return (
    <div className={css.code}>
      <div className={css.codeBar}>
        <div className={css.tabs}>
          {snippetLanguages.map((name) => (
            <button
              key={name}
              type="button"
              className={css.tab}
              aria-pressed={name === language}
              onClick={() => setLanguage(name)}
            >
              {names[name]}
            </button>
          ))}
        </div>
        <CopyButton text={text} />
      </div>
      <Pre text={text} />
    </div>
  );
}

export function Pre({ text }: { readonly text: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
    <pre className={css.pre} tabIndex={0}>
      {text}
    </pre>
  );
}

export function CodeBlock({ text }: { readonly text: string }): ReactNode {
  return (
    <div className={css.code}>
      <div className={css.codeBar}>
        <span />
        <CopyButton text={text} />
      </div>
      <Pre text={text} />
    </div>
  );
}

/** "Copy as cURL, Node, Python" for an object or an action. */
export function CopyAs({ call }: { readonly call: Call }): ReactNode {
  const t = useTranslations('common');
  const copy = useCopy();
  return (
    <Menu
      trigger={
        <Button>
          <Code aria-hidden />
          {t('copy_as')}
        </Button>
      }
    >
      {snippetLanguages.map((language) => (
        <MenuItem
          key={language}
          icon={<Code aria-hidden />}
          onSelect={() => copy(snippetOf(language, call, location.origin))}
        >
          {names[language]}
        </MenuItem>
      ))}
    </Menu>
  );
}
