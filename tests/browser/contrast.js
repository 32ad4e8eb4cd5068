// Visible texts that do not stand out from what is behind them (WCAG 2.2, 1.4.3), as "class: first letters".
() => {
  const parse = (text) => {
    const numbers = text.match(/[\d.]+/g).map(Number);
    return { rgb: numbers.slice(0, 3), opacity: numbers[3] ?? 1 };
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const ground = parse(getComputedStyle(one).backgroundColor);
      if (ground.opacity > 0.99) return ground.rgb;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || !element.getClientRects().length) continue;
    if (element.closest("script, noscript, svg, .sr-only, .off, :disabled")) continue;
    const style = getComputedStyle(element);
    const [dark, bright] = [light(parse(style.color).rgb), light(behind(element))].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if ((bright + 0.05) / (dark + 0.05) < (large ? 3 : 4.5)) faint.add(`${element.className || element.tagName}: ${text.slice(0, 30)}`);
  }
  return [...faint];
}
