import { describe, expect, it } from 'vitest';
import { newListeners } from './listeners.ts';

function heard() {
  const events: unknown[] = [];
  return { events, listen: (event: unknown) => events.push(event) };
}

describe('listeners', () => {
  it('hear their own event every time, and no other', () => {
    const { events, listen } = heard();
    const listeners = newListeners();
    listeners.on('change', listen);
    listeners.emit('change', 1);
    listeners.emit('ready', 2);
    listeners.emit('change', 3);
    expect(events).toEqual([1, 3]);
  });

  it('added by once hear the first event only', () => {
    const { events, listen } = heard();
    const listeners = newListeners();
    listeners.once('change', listen);
    listeners.emit('change', 1);
    listeners.emit('change', 2);
    expect(events).toEqual([1]);
  });

  it.each(['on', 'once'] as const)('added by %s are removed by the handler they were added with', (way) => {
    const { events, listen } = heard();
    const listeners = newListeners();
    listeners[way]('change', listen);
    listeners.off('change', listen);
    listeners.emit('change', 1);
    expect(events).toEqual([]);
  });

  it('are all removed by the name alone', () => {
    const { events, listen } = heard();
    const listeners = newListeners();
    listeners.on('change', listen);
    listeners.once('change', listen);
    listeners.off('change');
    listeners.emit('change', 1);
    expect(events).toEqual([]);
  });
});
