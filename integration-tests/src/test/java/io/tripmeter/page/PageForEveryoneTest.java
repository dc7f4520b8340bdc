package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page in Chromium: small and large, light and dark, by keyboard, by screen reader, without JavaScript. */
final class PageForEveryoneTest extends PageInChromium {
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
    assertEquals("descending", page.sortOf("Rows"));
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
    page.unfoldAll();
    long shown = (Long) browser.run("return document.documentElement.scrollWidth");
    assertTrue(shown <= width, shown + " pixels");
    assertEquals(List.of(), browser.run(Checks.LOW_CONTRAST));
  }

  @Test
  void screenReadersAreToldWhatIsWhat() {
    page.unfoldAll();
    assertEquals(List.of(), browser.run(Checks.UNNAMED));
    assertEquals(
        List.of("HEADER", "NAV", "MAIN", "FOOTER"),
        browser.run("return [...document.body.children].map(it => it.nodeName)"
            + ".filter(it => ['HEADER', 'NAV', 'MAIN', 'FOOTER'].includes(it))"));
  }

  @Test
  void withoutJavaScriptItSaysWhereTheSameIs() {
    browser.scripts(false);
    try {
      browser.go(page.shop.page());
      for (String path : List.of("overview", "metrics", "health", "statements")) {
        assertTrue(browser.find("noscript a[href='" + path + "']").isDisplayed(), path);
      }
      assertEquals("none", browser.find("#late").getCssValue("display"));
      page.click("noscript a[href=overview]");
      assertEquals(page.shop.page() + "overview", browser.address());
    } finally {
      browser.scripts(true);
    }
  }
}
