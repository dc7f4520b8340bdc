package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Chromium, and the page of a shop to look at; one of each for the whole JVM, started when first asked for. */
final class LookedAtPage {
  private static final class Shared {
    static final Optional<LookedAtPage> PAGE = Browser.start().map(LookedAtPage::new);
  }

  final Browser browser;
  final Shop shop = Shop.over(Duration.ZERO);
  final ServedOverview served;

  private LookedAtPage(Browser browser) {
    this.browser = browser;
    try {
      served = new ServedOverview(shop.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test where there is no Chromium. */
  static LookedAtPage shared() {
    assumeTrue(Shared.PAGE.isPresent(), "no Chromium");
    return Shared.PAGE.get();
  }

  /** On a wide, light screen, with an overview that has something of everything. */
  void open() throws IOException {
    served.show(ServedOverview.sample());
    browser.size(1600, 1000);
    browser.dark(false);
    browser.open(served.url());
  }

  /** A violation of the policy, an error and a file that could not be loaded are each a line. Nothing asks on until it is opened again. */
  void leave() {
    List<String> complaints = browser.log();
    browser.go("about:blank");
    assertEquals(List.of(), complaints);
  }

  /** The page asks again at once, as when somebody comes back to it. */
  void look() {
    see("visible");
  }

  void see(String visibility) {
    browser.run(
        "Object.defineProperty(document, 'visibilityState', {value: arguments[0], configurable: true});"
            + "document.dispatchEvent(new Event('visibilitychange'))",
        visibility);
  }

  void click(String selector) {
    browser.find(selector).click();
  }

  void unfoldAll() {
    browser.run("document.querySelectorAll('details').forEach(it => { it.open = true; })");
    browser.until(() -> browser.all("details[open] > :nth-child(2)").size()
        == browser.all("details").size());
  }

  /** Of a column of the statements. */
  String sortOf(String column) {
    return browser
        .find("#statements-table th:has([data-column='" + column + "'])")
        .getDomAttribute("aria-sort");
  }
}
