package io.tripmeter.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Writes the pictures of docs/page.md to the directory that the property names. */
@EnabledIfSystemProperty(named = ScreenshotsTest.DIRECTORY, matches = ".+")
final class ScreenshotsTest {
  static final String DIRECTORY = "tripmeter.test.screenshots";

  private static final int WIDTH = 1100;

  /** The pools' pictures have a sample every ten seconds. */
  private static final Duration WORKED = Duration.ofSeconds(70);

  @Test
  void aShopOverAnOcean() throws Exception {
    Path directory = Files.createDirectories(Path.of(System.getProperty(DIRECTORY)));
    try (Shop shop = Shop.over(Duration.ofMillis(80));
        Browser browser = Browser.start().orElseThrow()) {
      browser.size(WIDTH, 1000);
      browser.dark(false);
      browser.open(shop.page());
      long end = System.nanoTime() + WORKED.toNanos();
      for (int times = 1; System.nanoTime() < end; times = times % 5 + 1) {
        shop.visit(times);
      }
      browser.until(() -> !browser.all("#routes-table tbody tr").isEmpty());
      browser.find("#pause").click();
      browser.find("#slow-body summary").click();
      browser.run("scrollTo(0, 0)");
      browser.screenshot(directory.resolve("page-light.png"), "body", WIDTH, 1000);
      browser.screenshot(directory.resolve("page-slow.png"), "#slow", WIDTH, 500);
      browser.dark(true);
      browser.screenshot(directory.resolve("page-dark.png"), "#pools", WIDTH, 640);
      browser.dark(false);
      browser.size(360, 800);
      browser.screenshot(directory.resolve("page-phone.png"), "body", 360, 1200);
    }
  }
}
