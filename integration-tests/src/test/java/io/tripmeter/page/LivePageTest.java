package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page in Chromium while it is open: when it asks, and what an answer changes. */
final class LivePageTest extends PageInChromium {
  @Test
  void itAsksOnlyWhileSomebodyLooksAndHasNotPaused() {
    browser.run("window.asked = 0; const before = window.fetch;"
        + "window.fetch = (...what) => { window.asked++; return before(...what); };");
    page.see("hidden");
    browser.run("window.asked = 0");
    page.see("hidden");
    assertEquals(0L, browser.run("return window.asked"));
    page.see("visible");
    browser.until(() -> browser.run("return window.asked").equals(1L));

    page.click("#pause");
    assertTrue(browser.text("#state").startsWith("Paused at "), browser.text("#state"));
    assertEquals("Go on", browser.text("#pause"));
    assertNull(browser.find("#pause").getDomAttribute("aria-pressed"));
    long asked = (Long) browser.run("return window.asked");
    page.see("visible");
    assertEquals(asked, browser.run("return window.asked"));
    page.click("#pause");
    browser.until(() -> browser.text("#state").startsWith("Live"));
    browser.until(() -> (Long) browser.run("return window.asked") > asked);
  }

  @Test
  void anUpdateLeavesFocusFoldsScrollAndSelectionAlone() throws IOException {
    browser.find("[data-filter=routes-table]").sendKeys("post");
    browser.run("document.querySelector('[data-key=\"settings main\"] > summary').focus()");
    browser.press(Keys.ENTER);
    browser.until(() -> browser.text("[data-key='settings main']").contains("30 min"));
    browser.run("getSelection().selectAllChildren(document.querySelector('.problem h3'))");
    Object scrolled = browser.run("return scrollY");

    ObjectNode next = ServedOverview.sample();
    next.withArray("/routes").forEach(route -> ((ObjectNode) route).put("count", 4711));
    next.withObject("/application").put("name", "a new name");
    page.served.show(next);
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
  void whatIsAskedForIsShownWhereTextIsSelected() {
    browser.run(
        "getSelection().selectAllChildren(document.querySelector('#statements-table code'));"
            + "document.querySelector('#statements-table [data-column=Calls]').click()");
    assertEquals("descending", page.sortOf("Calls"));
    browser.run("getSelection().selectAllChildren(document.querySelector('.pool h4'));"
        + "document.querySelector('[data-key=\"settings main\"]').open = true");
    browser.until(() -> browser.text("[data-key='settings main']").contains("30 min"));
  }

  @Test
  void aLinkToASectionLeadsThereOnceItIsShown() {
    browser.go("about:blank");
    browser.open(page.served.url() + "#statements");
    browser.until(() -> {
      double top = ((Number) browser.run(
              "return document.getElementById('statements').getBoundingClientRect().top"))
          .doubleValue();
      return top >= 0 && top < 100;
    });
  }

  @Test
  void aPartThatCannotBeShownIsSaidToBeMissing() throws IOException {
    ObjectNode odd = ServedOverview.sample();
    ((ObjectNode) odd.get("routes").get(0)).remove("round_trips");
    page.served.show(odd);
    page.look();
    browser.until(
        () -> browser.text("#notice").equals("A part of this page could not be shown. Reload it."));
    assertTrue(browser.find("#notice").isDisplayed());
    page.served.show(ServedOverview.sample());
    page.look();
    browser.until(() -> !browser.find("#notice").isDisplayed());
    browser.log();
  }

  @Test
  void anotherVersionOfTheAgentHasItsOwnPageOnceAMinute() throws IOException {
    browser.run("sessionStorage.clear(); window.before = true");
    ObjectNode other = ServedOverview.sample();
    other.withObject("/tripmeter").put("version", "4711");
    page.served.show(other);
    page.look();
    browser.until(() -> Boolean.TRUE.equals(browser.run("return window.before === undefined")));
    browser.until(() -> browser.text("#brand").equals("Tripmeter 4711"));
    browser.run("window.before = true");
    page.served.show(ServedOverview.sample());
    page.look();
    browser.until(() -> browser.text("#brand").equals("Tripmeter 0.1.0-SNAPSHOT"));
    assertEquals(true, browser.run("return window.before"));
    browser.run("sessionStorage.clear()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE html><p>Sign in</p>", "{}", "null"})
  void whatIsNotTripmeterIsSaidNotToBe(String answer) throws IOException {
    page.served.showText(answer);
    page.look();
    browser.until(
        () -> browser.text("#notice").startsWith("What answers here is not Tripmeter. What"));
    assertEquals("order-service", browser.text("#application"));
  }

  @Test
  void scriptsThatDoNotComeAreSaidNotToHave() {
    assertEquals(0, browser.all("#late").size());
    page.served.lack("/words.js");
    try {
      browser.go(page.served.url());
      assertFalse(browser.find("#late").isDisplayed());
      // The ten seconds have passed.
      browser.run("document.getAnimations().forEach(it => it.finish())");
      assertTrue(browser.find("#late").isDisplayed());
      assertTrue(browser.find("#late a[href=overview]").isDisplayed());
    } finally {
      page.served.lack("");
    }
    assertTrue(browser.log().stream().allMatch(line -> line.contains("/words.js")));
  }

  @Test
  void anApplicationThatHasEndedIsSaidToBeGone() throws IOException {
    try (ServedOverview ending = new ServedOverview(page.shop.scrape())) {
      browser.open(ending.url());
      ending.fail();
      page.look();
      browser.until(() -> browser.text("#notice").contains("but with status 500"));
      ending.show(ServedOverview.sample());
      page.look();
      browser.until(() -> browser.text("#state").startsWith("Live"));
    }
    page.look();
    browser.until(() -> browser.text("#notice").contains("does not answer any more"));
    assertEquals("No answer", browser.text("#state"));
    assertEquals("order-service", browser.text("#application"));
    // That nobody answered is what the browser complains about.
    assertTrue(browser.log().stream().allMatch(line -> line.contains("/overview")));
    browser.open(page.served.url());
    browser.log();
  }

  @Test
  void theDownloadIsTheWholeOverview(@TempDir Path directory) throws IOException {
    page.shop.visit(1);
    browser.open(page.shop.page());
    browser.cdp(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", directory.toString()));
    page.click("#download");
    Path file = directory.resolve("tripmeter-overview.json");
    browser.until(() -> Files.exists(file));
    String saved = Files.readString(file);
    JsonNode overview = new ObjectMapper().readTree(saved);
    for (Map.Entry<String, JsonNode> part : ServedOverview.sample().properties()) {
      assertTrue(overview.has(part.getKey()), part.getKey());
    }
    assertEquals("web-shop", overview.get("application").get("name").asText());
    assertFalse(overview.get("statements").isEmpty(), saved);
    assertFalse(saved.contains(Shop.password()), saved);
  }
}
