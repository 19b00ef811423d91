import { describe, expect, it, test } from 'vitest';
import { acsPage } from './acs-page.ts';
import type { Challenge } from './simulator.ts';

const pending: Challenge = { amount: 999, currency: 'usd', last4: '3184', status: 'pending' };

function page(challenge: Partial<Challenge> = {}, merchant: string | null = null): string {
  return acsPage({
    challenge: { ...pending, ...challenge },
    action: '/test-issuer/challenges/tdsrc_1',
    stylesheet: '/test-issuer/acs.css',
    merchant,
  });
}

describe('acsPage', () => {
  it('says what is to be paid, in the words that tests written for Stripe look for', () => {
    expect(page()).toContain('<h1>3D Secure 2 Test Page</h1>');
    expect(page()).toContain('This is a test payment of $9.99 using 3D Secure.');
    expect(page({ amount: 1500, currency: 'jpy' })).toContain('¥1,500');
    expect(page({ amount: 0 })).toContain('This is a test of setting up a card using 3D Secure.');
  });

  it('answers through a plain form', () => {
    const [form] = /<form.*<\/form>/s.exec(page()) ?? [''];
    expect(form).toContain('method="post" action="/test-issuer/challenges/tdsrc_1"');
    expect(form).toContain(
      'type="submit" id="test-source-authorize-3ds" name="result" value="authenticated"',
    );
    expect(form).toContain('type="submit" id="test-source-fail-3ds" name="result" value="failed"');
  });

  test.each([
    ['authenticated', 'The authentication is complete.'],
    ['failed', 'The authentication failed.'],
  ] as const)('offers no buttons once it is %s', (status, sentence) => {
    expect(page({ status })).toContain(sentence);
    expect(page({ status })).not.toContain('<form');
  });

  it('escapes what it is given', () => {
    const html = page({ last4: '"><i>' }, `<script>alert('&')</script>`);
    expect(html).toContain('&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;');
    expect(html).toContain('•••• &quot;&gt;&lt;i&gt;');
  });

  it('has nothing inline that a strict content security policy would stop', () => {
    expect(page()).not.toMatch(/<script|<style|style=|\son\w+=/);
    expect(page()).toContain('<link rel="stylesheet" href="/test-issuer/acs.css">');
  });
});
