package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application calls things is text on the page in Chromium, and no markup. */
final class PageAttackTest extends PageInChromium {
  private static final String ATTACK = "<img src=x onerror=attacked()>";

  private static Shop attacked;

  @BeforeAll
  static void start() {
    attacked = Shop.marked(ATTACK);
  }

  @AfterAll
  static void end() {
    if (attacked != null) {
      attacked.close();
    }
  }

  @AfterEach
  void nothingRan() {
    assertEquals(
        0L, browser.run("return document.querySelectorAll('main img, main script').length"));
    assertEquals(
        List.of(),
        browser.run(
            "return performance.getEntriesByType('resource').map(it => it.name).filter(it => !it.startsWith(location.origin))"));
  }

  @Test
  void whatAnApplicationCallsThingsIsText() {
    attacked.visit(2);
    browser.open(attacked.page());
    browser.until(() -> browser.all("#routes-table tbody tr").size() >= 5);
    page.unfoldAll();
    assertEquals("web-shop" + ATTACK, browser.text("#application"));
    for (String part :
        List.of("problems", "pools", "routes", "slow", "statements", "hazards", "configuration")) {
      assertShows(part, "onerror=attacked()>");
    }
    // A class: the line that repeats a statement, and the one that listens.
    String line = "example.OddlyNamed" + ATTACK + ".accept(OddlyNamed.java:";
    assertShows("problems", line);
    assertShows("hazards", line);
    // A channel.
    assertShows("hazards", "listen \"odd" + ATTACK + '"');
    // application_name, as the server has it.
    assertShows("pools", "web-shop" + ATTACK + "/shop<img");
  }

  private static void assertShows(String part, String text) {
    String shown = browser.text("#" + part + "-body");
    assertTrue(shown.contains(text), part + ": " + shown);
  }

  @Test
  void anAttackInEachTextOfTheOverviewIsText() throws IOException {
    page.served.show(ServedOverview.marked(ServedOverview.sample(), ATTACK));
    page.look();
    browser.until(() -> browser.text("#application").contains(ATTACK));
    page.unfoldAll();
    // Six problems' texts, pools and their settings, routes, waterfalls, statements, hazards,
    // configuration.
    int shown = browser.text("body").split("onerror=attacked\\(\\)>", -1).length - 1;
    assertTrue(shown > 100, shown + " places");
  }
}
