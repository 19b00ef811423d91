import type { Locator } from 'playwright-core';

interface Words {
  readonly text: string;
  readonly contrast: number;
}

/**
 * The contrast (WCAG 2.2) of all words inside an element with what lies behind them: surfaces of the frame, or `page` if
 * there is none. Placeholders and typed text count; disabled and invisible text does not.
 */
export function contrastsIn(root: Locator, page: string): Promise<readonly Words[]> {
  return root.evaluate((element, around) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const read = (color: string): readonly number[] => {
      if (context === null) return [];
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = context.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (above: readonly number[], below: readonly number[]) =>
      [0, 1, 2].map(
        (part) => (above[part] ?? 0) * (above[3] ?? 1) + (below[part] ?? 0) * (1 - (above[3] ?? 1)),
      );
    const luminance = (color: readonly number[]) => {
      const [r = 0, g = 0, b = 0] = color.map((part) =>
        part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (node: Element | null): readonly number[] =>
      node === null
        ? over(read(around), [255, 255, 255])
        : over(read(getComputedStyle(node).backgroundColor), behind(node.parentElement));
    const contrast = (node: Element, color: string) => {
      const below = behind(node);
      const [one, other] = [luminance(over(read(color), below)), luminance(below)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    };
    const seen = (node: Element) =>
      node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      node.closest('.p-Hidden, .p-WalletLabel, [disabled], .PickerItem--disabled') === null;
    return [...element.querySelectorAll('*')].filter(seen).flatMap((node) => {
      if (node instanceof HTMLInputElement) {
        if (['radio', 'checkbox'].includes(node.type)) return [];
        const placeholder = getComputedStyle(node, '::placeholder');
        if (node.value === '' && placeholder.opacity === '0') return [];
        const color = node.value === '' ? placeholder.color : getComputedStyle(node).color;
        return [{ text: `${node.name}: ${node.value || node.placeholder}`, contrast: contrast(node, color) }];
      }
      const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
      const text = own
        .map((child) => child.textContent?.trim())
        .join(' ')
        .trim();
      if (text === '' || node instanceof HTMLOptionElement) return [];
      return [{ text, contrast: contrast(node, getComputedStyle(node).color) }];
    });
  }, page);
}
