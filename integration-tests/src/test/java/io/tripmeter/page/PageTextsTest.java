package io.tripmeter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page in Chromium says. */
final class PageTextsTest extends PageInChromium {
  @Test
  void statementsAreSortedFilteredAndCopied() {
    assertEquals("descending", page.sortOf("Total"));
    page.click("#statements-table [data-column=Calls]");
    assertEquals("descending", page.sortOf("Calls"));
    List<String> most = ids();
    page.click("#statements-table [data-column=Calls]");
    assertEquals("ascending", page.sortOf("Calls"));
    assertEquals(most.get(0), ids().get(most.size() - 1));

    browser.find("[data-filter=statements-table]").sendKeys("INTO orders");
    assertEquals(List.of("77aa0c9e"), ids());
    browser.cdp(
        "Browser.grantPermissions",
        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    page.click("#statements-table button.copy");
    browser.until(() -> browser.text("#said").equals("Copied."));
    assertEquals(
        "insert into orders (customer_id, created, state) values (?, now(), ?) returning id",
        browser.run("return navigator.clipboard.readText()"));

    browser.find("[data-filter=statements-table]").sendKeys(" nothing");
    assertEquals("No statement has these words.", browser.text("#statements-body > p"));
  }

  private static List<String> ids() {
    return browser.all("#statements-table tbody tr").stream()
        .map(row -> row.getDomAttribute("data-key"))
        .toList();
  }

  @Test
  void withoutAnythingEachPartIsASentence() throws IOException {
    page.served.show(ServedOverview.empty());
    page.look();
    browser.until(() -> browser.text("#pools-body").equals("No pool has been opened yet."));
    for (String part :
        List.of("problems", "pools", "routes", "slow", "statements", "hazards", "configuration")) {
      String shown = browser.text("#" + part + "-body");
      assertTrue(shown.endsWith("."), part + ": " + shown);
    }
  }

  @Test
  void aRoundTripIsSaidOnceWhatItIsAndWhetherTheLinkMatters() throws IOException {
    assertTrue(browser.text("#routes-body .lead dfn").equals("round trip"));
    assertTrue(lead().contains("Here the link is most of both together"), lead());
    ObjectNode near = ServedOverview.sample();
    near.withArray("/pools").forEach(pool -> link(pool).put("fastest", 0.042));
    near.withArray("/routes")
        .forEach(route -> ((ObjectNode) route.get("time_ms")).put("link", 0.1));
    show(near);
    browser.until(() -> lead().contains("look at the time in the database"));
    String tile = browser.text("#summary");
    assertTrue(tile.contains("42 µsthe fastest: the database is near"), tile);
  }

  @Test
  void aProblemNamesItsHeadingInTheDocsAndThePageWhereTheyAre() {
    String problem = browser.text("#problems-body li");
    assertTrue(problem.contains("troubleshooting.md, \"Repeated statements\""), problem);
    assertTrue(browser.text("#documentation").endsWith("project, https://tripmeter.example."));
  }

  @Test
  void whatIsNotKnownToBeTheLinksOrTheDatabasesIsBoth() throws IOException {
    assertFalse(browser.text("#routes-body .legend").contains("together"));
    ObjectNode unpooled = ServedOverview.sample();
    for (JsonNode route : unpooled.get("routes")) {
      time(route).putNull("link").putNull("database").put("both", 500).put("opening", 90);
    }
    show(unpooled);
    browser.until(
        () -> browser.text("#routes-body .legend").contains("link and database together"));
    assertFalse(lead().contains("Here the link"), lead());
    String split = browser.text("#routes-table tbody tr td:last-child title");
    assertTrue(
        split.contains("500 ms link and database together, 90 ms opening a connection"), split);
    assertFalse(split.contains("on the link"), split);
  }

  @Test
  void aBarOfThreadsThatWorkAtOnceEndsWithItsPicture() throws IOException {
    ObjectNode parallel = ServedOverview.sample();
    time(parallel.get("routes").get(0)).put("database", 90_000).putNull("rest");
    show(parallel);
    browser.until(() -> browser.text("#routes-body").contains("1 min 30 s in the database"));
    double end = ((Number) browser.run(
            "return Math.max(...[...document.querySelectorAll('#routes-table .split rect')]"
                + ".map(it => it.x.baseVal.value + it.width.baseVal.value))"))
        .doubleValue();
    assertTrue(end > 900 && end < 1001, end + " of 1000");
  }

  @Test
  void aMaximumThatIsNotKnownIsNotNothing() throws IOException {
    assertTrue(browser.text("#summary").contains("11 of 24"), browser.text("#summary"));
    ObjectNode unlimited = ServedOverview.sample();
    ((ObjectNode) unlimited.get("pools").get(0).get("connections")).putNull("max");
    show(unlimited);
    browser.until(() -> browser.text("#summary").contains("Connections in use113 threads"));
  }

  private static ObjectNode time(JsonNode route) {
    return (ObjectNode) route.get("time_ms");
  }

  private static ObjectNode link(JsonNode pool) {
    return (ObjectNode) pool.get("link_ms");
  }

  private static String lead() {
    return browser.text("#routes-body .lead");
  }

  private static void show(JsonNode overview) throws IOException {
    page.served.show(overview);
    page.look();
  }

  @Test
  void aWaterfallHasTheColoursOfRoutesAndSaysWhatTheyMean() {
    page.unfoldAll();
    List<String> legends = browser.texts("#slow-body .legend");
    assertEquals("on the linkin the database", legends.get(0));
    assertEquals("waiting for a connectionon the linkin the database", legends.get(1));
    assertEquals("link and database together", legends.get(2));
    String slowest =
        browser.text("#slow-body details:nth-of-type(2) tbody tr:nth-of-type(3) title");
    assertEquals("query: 219 ms on the link, 1,701 ms in the database", slowest);
  }

  @Test
  void whatIsOnlyAdvisedIsNotSaidToBeChanged() throws IOException {
    ObjectNode advised = ServedOverview.sample();
    advised.withObject("/tripmeter").put("mode", "advise");
    ObjectNode pool = (ObjectNode) advised.get("pools").get(0);
    pool.putNull("warm_up");
    pool.withArray("settings").forEach(setting -> ((ObjectNode) setting).put("made", false));
    show(advised);
    browser.until(() -> browser
        .text("[data-key='settings main']")
        .equals("3 pool settings would be changed (mode=advise)"));
    page.unfoldAll();
    String settings = browser.text("[data-key='settings main']");
    assertTrue(settings.contains("10as before, would be 20"), settings);
    String shown = browser.text("#pools-body");
    assertTrue(shown.contains("Warm-upoff (mode=advise)"), shown);
    assertTrue(browser.text("#facts").contains("advise (nothing is changed)"));
  }

  @Test
  void aProblemOfAnyKindShowsItsCallersAsLines() throws IOException {
    ObjectNode overview = ServedOverview.sample();
    ObjectNode problem = (ObjectNode) overview.get("problems").get(0);
    problem.put("kind", "of another version").put("severity", "grave");
    problem
        .putArray("callers")
        .add(problem.get("where").asText())
        .add("a.B.c(B.java:1)")
        .add("a.D.e(D.java:2)");
    show(overview);
    browser.until(() -> browser.text(".problem .lines dt").equals("Called from"));
    assertEquals(
        List.of("a.B.c(B.java:1)", "a.D.e(D.java:2)"), browser.texts(".problem .lines dd"));
  }

  @Test
  void slowRequestsThatAreNotKeptAreNotSaidToBeNone() throws IOException {
    ObjectNode overview = ServedOverview.empty();
    overview
        .withArray("/configuration")
        .addObject()
        .put("key", "slow-query.threshold")
        .put("value", "0");
    show(overview);
    browser.until(() -> browser.text("#slow-body").equals("None is kept: slow-query.threshold=0."));
  }

  @Test
  void noIntegerHasDecimals() {
    page.unfoldAll();
    // The words of problems are the agent's.
    String shown = browser.text("main").replace(browser.text("#problems-body"), "");
    assertFalse(shown.matches("(?s).*\\d\\.0+[^\\d.].*"), shown);
  }
}
