import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useOpenTo } from './navigation.ts';

const chordMs = 1200;

/** As this machine's keyboard labels it. */
export const commandKey = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl ';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}

function moveRow(step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('a[data-row]')];
  const now = rows.indexOf(document.activeElement as HTMLElement);
  rows[now === -1 ? 0 : Math.min(Math.max(now + step, 0), rows.length - 1)]?.focus();
}

/** Whether a key belongs to what has the focus: a field, the browser, or an overlay. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return true;
  return document.querySelector('[role=dialog], [role=menu]') !== null;
}

function isSearch({ metaKey, ctrlKey, key }: KeyboardEvent): boolean {
  return (metaKey || ctrlKey) && key.toLowerCase() === 'k';
}

function focusFilter(): boolean {
  const filter = document.querySelector<HTMLElement>('[data-filter]');
  filter?.focus();
  return filter !== null;
}

/** Handles `g c` and the like, unless somebody is typing or a dialog is open. */
export function useShortcuts({ search, help }: { search(): void; help(): void }): void {
  const navigate = useNavigate();
  const chord = useRef(0);
  const places = useRef(useOpenTo());
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      g: () => {
        chord.current = performance.now() + chordMs;
      },
      j: () => moveRow(1),
      k: () => moveRow(-1),
      '?': help,
      '/': () => focusFilter() || search(),
    };
    const actionOf = (event: KeyboardEvent) => {
      const { key } = event;
      if (isSearch(event)) return search;
      if (isTaken(event)) return undefined;
      if (performance.now() >= chord.current) return Object.hasOwn(actions, key) ? actions[key] : undefined;
      chord.current = 0;
      const place = places.current.find(({ letter }) => letter === key);
      return place && (() => void navigate(place.to));
    };
    const press = (event: KeyboardEvent) => {
      const act = actionOf(event);
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, search, help]);
}
