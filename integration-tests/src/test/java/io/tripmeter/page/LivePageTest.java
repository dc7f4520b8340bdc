package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page in Chromium: what people do with it, and what an application could do to it. */
final class LivePageTest {
  private static final String ATTACK = "<img src=x onerror=attacked()>";

  private static Browser browser;
  private static Shop shop;
  private static ServedOverview served;

  @BeforeAll
  static void start() throws IOException {
    Optional<Browser> started = Browser.start();
    assumeTrue(started.isPresent(), "no Chromium");
    browser = started.get();
    shop = new Shop(Duration.ZERO, ATTACK);
    served = new ServedOverview(shop.scrape());
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
      served.close();
      shop.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    served.show(ServedOverview.sample());
    browser.size(1600, 1000);
    browser.dark(false);
    browser.open(served.url());
  }

  /** A violation of the policy, an error and a file that could not be loaded are each a line. */
  @AfterEach
  void nothingWasComplainedAbout() {
    assertEquals(List.of(), browser.log());
  }

  @Test
  void whatAnApplicationCallsItselfIsText() {
    shop.visit(2);
    browser.open(shop.page());
    browser.until(() -> browser.all("#routes-table tbody tr").size() >= 4);
    assertEquals("web-shop" + ATTACK, browser.text("#application"));
    for (String part : List.of("pools", "routes", "statements", "configuration")) {
      String shown = browser.text("#" + part + "-body");
      assertTrue(shown.contains("onerror=attacked()>"), part + ": " + shown);
    }
    assertNothingRan();
  }

  @Test
  void anAttackInEachTextOfTheOverviewIsText() throws IOException {
    served.show(ServedOverview.marked(ServedOverview.sample(), ATTACK));
    look();
    browser.until(() -> browser.text("#application").contains(ATTACK));
    unfoldAll();
    // Six problems' texts, pools and their settings, routes, waterfalls, statements, hazards,
    // configuration.
    int shown = browser.text("body").split("onerror=attacked\\(\\)>", -1).length - 1;
    assertTrue(shown > 100, shown + " places");
    assertNothingRan();
  }

  private static void assertNothingRan() {
    assertEquals(
        0L, browser.run("return document.querySelectorAll('main img, main script').length"));
    assertEquals(
        List.of(),
        browser.run(
            "return performance.getEntriesByType('resource').map(it => it.name).filter(it => !it.startsWith(location.origin))"));
  }

  private static void unfoldAll() {
    browser.run("document.querySelectorAll('details').forEach(it => { it.open = true; })");
    browser.until(() -> browser.all("details[open] > :nth-child(2)").size()
        == browser.all("details").size());
  }

  @Test
  void statementsAreSortedFilteredAndCopied() {
    assertEquals("descending", sortOf("Total"));
    click("#statements-table [data-column=Calls]");
    assertEquals("descending", sortOf("Calls"));
    List<String> most = ids();
    click("#statements-table [data-column=Calls]");
    assertEquals("ascending", sortOf("Calls"));
    assertEquals(most.get(0), ids().get(most.size() - 1));

    browser.find("[data-filter=statements-table]").sendKeys("INTO orders");
    assertEquals(List.of("77aa0c9e"), ids());
    browser.cdp(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    click("#statements-table button.copy");
    browser.until(() -> browser.text("#said").equals("Copied."));
    assertEquals(
        "insert into orders (customer_id, created, state) values (?, now(), ?) returning id",
        browser.run("return navigator.clipboard.readText()"));

    browser.find("[data-filter=statements-table]").sendKeys(" nothing");
    assertEquals("No statement has these words.", browser.text("#statements-body > p"));
  }

  private static void click(String selector) {
    browser.find(selector).click();
  }

  private static String sortOf(String column) {
    String button = "#statements-table th:has([data-column=" + column + "])";
    return browser.find(button).getDomAttribute("aria-sort");
  }

  private static List<String> ids() {
    return browser.all("#statements-table tbody tr").stream()
        .map(row -> row.getDomAttribute("data-key"))
        .toList();
  }

  @Test
  void itAsksOnlyWhileSomebodyLooksAndHasNotPaused() {
    browser.run("window.asked = 0; const before = window.fetch;"
        + "window.fetch = (...what) => { window.asked++; return before(...what); };");
    see("hidden");
    browser.run("window.asked = 0");
    see("hidden");
    assertEquals(0L, browser.run("return window.asked"));
    see("visible");
    browser.until(() -> browser.run("return window.asked").equals(1L));

    click("#pause");
    assertTrue(browser.text("#state").startsWith("Paused at "), browser.text("#state"));
    assertEquals("true", browser.find("#pause").getDomAttribute("aria-pressed"));
    long asked = (Long) browser.run("return window.asked");
    see("visible");
    assertEquals(asked, browser.run("return window.asked"));
    click("#pause");
    browser.until(() -> browser.text("#state").startsWith("Live"));
    browser.until(() -> (Long) browser.run("return window.asked") > asked);
  }

  /** The page asks again at once, as when somebody comes back to it. */
  private static void look() {
    see("visible");
  }

  private static void see(String visibility) {
    browser.run(
        "Object.defineProperty(document, 'visibilityState', {value: arguments[0], configurable: true});"
            + "document.dispatchEvent(new Event('visibilitychange'))",
        visibility);
  }

  @Test
  void anUpdateLeavesFocusFoldsScrollAndSelectionAlone() throws IOException {
    browser.find("[data-filter=routes-table]").sendKeys("post");
    click("[data-key='settings main'] > summary");
    browser.until(() -> browser.text("[data-key='settings main']").contains("30 min"));
    browser.run("getSelection().selectAllChildren(document.querySelector('.problem h3'))");
    Object scrolled = browser.run("return scrollY");

    ObjectNode next = ServedOverview.sample();
    next.withArray("/routes").forEach(route -> ((ObjectNode) route).put("count", 4711));
    next.withObject("/application").put("name", "a new name");
    served.show(next);
    browser.until(() -> browser.text("#routes-table").contains("4,711"));

    assertEquals("3 pool settings changed", browser.focused());
    assertEquals("true", browser.find("[data-key='settings main']").getDomAttribute("open"));
    assertEquals("post", browser.find("[data-filter=routes-table]").getDomProperty("value"));
    assertEquals(1, browser.all("#routes-table tbody tr").size());
    assertEquals(scrolled, browser.run("return scrollY"));
    assertTrue(String.valueOf(browser.run("return getSelection().toString()"))
        .contains("GET /orders/{id}"));
  }

  @Test
  void theKeyboardIsEnough() {
    browser.tab();
    assertEquals("Skip to the problems", browser.focused());
    assertNotEquals(
        "none", browser.run("return getComputedStyle(document.activeElement).outlineStyle"));
    browser.tab();
    assertEquals("pause", browser.focused());
    browser.press(Keys.SPACE);
    browser.until(() -> browser.text("#state").startsWith("Paused"));
    browser.press(Keys.ENTER);
    browser.until(() -> browser.text("#state").startsWith("Live"));
    browser.run("document.querySelector('#statements-table [data-column=Rows]').focus()");
    browser.press(Keys.ENTER);
    assertEquals("descending", sortOf("Rows"));
    assertEquals("Rows", browser.focused());
    browser.run("document.querySelector('[data-key=defaults] > summary').focus()");
    browser.press(Keys.ENTER);
    browser.until(() -> browser.text("[data-key=defaults]").contains("warmup.parallelism"));
  }

  @ParameterizedTest
  @CsvSource({"360,false", "360,true", "1600,false", "1600,true"})
  void itFitsAndIsReadable(int width, boolean dark) {
    browser.size(width, 900);
    browser.dark(dark);
    unfoldAll();
    long shown = (Long) browser.run("return document.documentElement.scrollWidth");
    assertTrue(shown <= width, shown + " pixels");
    assertEquals(List.of(), browser.run(Checks.LOW_CONTRAST));
  }

  @Test
  void screenReadersAreToldWhatIsWhat() {
    unfoldAll();
    assertEquals(List.of(), browser.run(Checks.UNNAMED));
    assertEquals(
        List.of("HEADER", "NAV", "MAIN", "FOOTER"),
        browser.run("return [...document.body.children].map(it => it.nodeName)"
            + ".filter(it => ['HEADER', 'NAV', 'MAIN', 'FOOTER'].includes(it))"));
  }

  @Test
  void withoutAnythingEachPartIsASentence() throws IOException {
    served.show(ServedOverview.empty());
    look();
    browser.until(() -> browser.text("#pools-body").equals("No pool has been opened yet."));
    for (String part :
        List.of("problems", "pools", "routes", "slow", "statements", "hazards", "configuration")) {
      String shown = browser.text("#" + part + "-body");
      assertTrue(shown.endsWith("."), part + ": " + shown);
    }
  }

  @Test
  void anApplicationThatHasEndedIsSaidToBeGone() throws IOException {
    try (ServedOverview ending = new ServedOverview(shop.scrape())) {
      browser.open(ending.url());
      ending.fail();
      look();
      browser.until(() -> browser.text("#notice").contains("but with status 500"));
      ending.show(ServedOverview.sample());
      look();
      browser.until(() -> browser.text("#state").startsWith("Live"));
    }
    look();
    browser.until(() -> browser.text("#notice").contains("does not answer any more"));
    assertEquals("No answer", browser.text("#state"));
    assertEquals("order-service", browser.text("#application"));
    // That nobody answered is what the browser complains about.
    assertTrue(browser.log().stream().allMatch(line -> line.contains("/overview")));
    browser.open(served.url());
    browser.log();
  }
}
