package io.tripmeter.page;

/** Scripts that look through the whole page. */
final class Checks {
  /** Texts whose contrast to what is behind them is below 4.5 (WCAG 2.2, 1.4.3). */
  static final String LOW_CONTRAST = """
      const parts = (color) => color.match(/[\\d.]+/g).map(Number);
      const light = (color) => {
        const [r, g, b] = parts(color).slice(0, 3).map((it) => it / 255)
          .map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (node) => {
        for (let it = node; it; it = it.parentElement) {
          const color = getComputedStyle(it).backgroundColor;
          if ((parts(color)[3] ?? 1) > 0) return color;
        }
        return 'rgb(255, 255, 255)';
      };
      const ownText = (node) => [...node.childNodes].some((it) => it.nodeType === 3 && it.data.trim());
      return [...document.querySelectorAll('body *')]
        .filter((it) => it.checkVisibility() && !it.closest('svg, .unseen, .skip, noscript') && ownText(it))
        .filter((it) => {
          const [a, b] = [light(getComputedStyle(it).color), light(behind(it))].sort();
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
        })
        .map((it) => it.outerHTML.slice(0, 200));
      """;

  /** Controls and pictures without a name, columns without a scope, headings that leave out a level. */
  static final String UNNAMED = """
      const bad = [];
      const check = (selector, good) => document.querySelectorAll(selector).forEach((it) => good(it) || bad.push(it.outerHTML.slice(0, 200)));
      check('button, a, summary', (it) => (it.getAttribute('aria-label') ?? it.textContent).trim());
      check('input', (it) => it.labels[0]?.textContent.trim());
      check('svg', (it) => it.getAttribute('aria-hidden') || it.querySelector('title')?.textContent.trim());
      check('th', (it) => it.scope);
      check('table', (it) => it.caption?.textContent.trim());
      let level = 0;
      check('h1, h2, h3, h4, h5', (it) => {
        const before = level;
        level = Number(it.nodeName[1]);
        return level <= before + 1;
      });
      return bad;
      """;

  private Checks() {}
}
