import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

describe('trusted proxies', () => {
  it.each(['127.0.0.1', '10.0.0.0/8, ::1', 'fd00::/8'])('may be %s', (trustedProxies) => {
    expect(readConfig({ trustedProxies }, {}).trustedProxies).toBe(trustedProxies);
  });

  it.each(['proxy.example', '10.0.0.0/99', '127.0.0.1,'])('may not be %s', (trustedProxies) => {
    expect(() => readConfig({ trustedProxies }, {})).toThrow(ConfigError);
  });
});
