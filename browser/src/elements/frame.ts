/** Styles that the merchant's rules must not override. Set one by one, which a policy without inline styles allows. */
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

/** Frame names count up, as tests written for Stripe expect. */
export function nextFrameName(): string {
  frames += 1;
  return `__privateStripeFrame${1000 + Math.floor(Math.random() * 8000)}${frames}`;
}

export function applyStyles(element: HTMLElement, styles: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value, 'important');
}

/** Calls back if the page's Content-Security-Policy blocks a frame. Returns a function that stops watching. */
export function watchForBlocking(src: string, blocked: () => void): () => void {
  const onViolation = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    if (effectiveDirective === 'frame-src' && src.startsWith(blockedURI)) blocked();
  };
  document.addEventListener('securitypolicyviolation', onViolation);
  return () => document.removeEventListener('securitypolicyviolation', onViolation);
}

/** Makes a click on a label of the container focus its content, as with a field. Returns a function that stops it. */
export function focusByLabels(container: HTMLElement, focus: () => void): () => void {
  const onClick = ({ target }: MouseEvent) => {
    const label = (target as Element).closest('label');
    if (label && (label.contains(container) || (label.htmlFor && label.htmlFor === container.id))) focus();
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}

/** Submits as Enter in a field of the form would. */
export function submitForm(form: HTMLFormElement | null): void {
  const button = form?.querySelector<HTMLElement>('button:not([type]), [type=submit]');
  if (button) button.click();
  else form?.requestSubmit();
}

/** Creates a frame in Stripe's kind of wrapper, with the hidden input that receives the focus from a label. */
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
