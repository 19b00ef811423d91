/** Styles that the merchant's own rules must not undo. Set one by one: a policy without inline styles allows that. */
const frameStyles: Readonly<Record<string, string>> = {
  border: '0',
  margin: '-4px',
  padding: '0',
  width: 'calc(100% + 8px)',
  'min-width': 'calc(100% + 8px)',
  'max-width': 'none',
  overflow: 'hidden',
  display: 'block',
  'user-select': 'none',
  'color-scheme': 'light only',
  height: '1.5em',
};

const hiddenInputStyles: Readonly<Record<string, string>> = {
  border: '0',
  display: 'block',
  position: 'absolute',
  height: '1px',
  top: '-1px',
  left: '0',
  padding: '0',
  margin: '0',
  width: '100%',
  opacity: '0',
  background: 'transparent',
  'pointer-events': 'none',
  'font-size': '16px',
};

let frames = 0;

/** Names of frames count up, as tests that were written for Stripe expect them. */
export function nextFrameName(): string {
  frames += 1;
  return `__privateStripeFrame${1000 + Math.floor(Math.random() * 8000)}${frames}`;
}

export function applyStyles(element: HTMLElement, styles: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
}

/** Calls back when the page's Content-Security-Policy keeps a frame out. Answers how to stop watching for it. */
export function watchForBlocking(src: string, blocked: () => void): () => void {
  const onViolation = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === 'frame-src' && src.startsWith(blockedURI)) blocked();
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  return () => document.removeEventListener('securitypolicyviolation', onViolation);
}

/** A click on a label of the container focuses what is in it, as it would a field. Answers how to end that. */
export function focusByLabels(container: HTMLElement, focus: () => void): () => void {
  const onClick = ({ target }: MouseEvent) => {
    const label = (target as Element).closest('label');
    if (label && (label.contains(container) || (label.htmlFor && label.htmlFor === container.id))) focus();
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}

/** As Enter in a field of the form would. */
export function submitForm(form: HTMLFormElement | null): void {
  const button = form?.querySelector<HTMLElement>('button:not([type]), [type=submit]');
  if (button) button.click();
  else form?.requestSubmit();
}

/** A frame in the wrapper that Stripe's has, with the hidden input that takes the focus of a label. */
export function createFrame(options: {
  readonly src: string;
  readonly title: string;
  readonly onFocus: () => void;
}) {
  const wrapper = document.createElement('div');
  wrapper.className = '__PrivateStripeElement';
  applyStyles(wrapper, {
    margin: '0',
    padding: '0',
    border: 'none',
    display: 'block',
    background: 'transparent',
    position: 'relative',
    opacity: '1',
  });
  const iframe = document.createElement('iframe');
  const name = nextFrameName();
  const attributes: Readonly<Record<string, string>> = {
    name,
    frameborder: '0',
    allowtransparency: 'true',
    scrolling: 'no',
    role: 'presentation',
    allow: 'payment *; publickey-credentials-get *',
    title: options.title,
    src: `${options.src}#${new URLSearchParams({ parent: location.origin, frame: name })}`,
  };
  for (const [attribute, value] of Object.entries(attributes)) iframe.setAttribute(attribute, value);
  applyStyles(iframe, frameStyles);
  const input = document.createElement('input');
  input.className = '__PrivateStripeElement-input';
  input.tabIndex = -1;
  input.maxLength = 1;
  input.setAttribute('aria-hidden', 'true');
  input.setAttribute('aria-label', ' ');
  input.setAttribute('autocomplete', 'false');
  applyStyles(input, hiddenInputStyles);
  input.addEventListener('focus', options.onFocus);
  wrapper.append(iframe, input);
  return { wrapper, iframe };
}
