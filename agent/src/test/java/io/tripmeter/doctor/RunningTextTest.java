package io.tripmeter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningTextTest {
  private static final String HEALTH =
      "{\"status\":\"up\",\"pools\":[{\"name\":\"main\",\"size\":2,\"warm\":true,\"replica\":null}]}";

  private static String of(String overview) {
    Map<?, ?> health = Objects.requireNonNull(JsonReader.object(HEALTH));
    return RunningText.of("Tripmeter", "http://x/", health, JsonReader.object(overview), null);
  }

  @Test
  void aProblemIsShownWithAllThatIsKnownOfIt() {
    assertEquals(
        "Tripmeter\n"
            + "  The page is at http://x/\n"
            + "  Pool main: size 2, warm true\n"
            + "  Slow statements: 3, in 61 s\n"
            + "\n"
            + "Problems seen in 61 s, first what costs most\n"
            + "  1. A statement is \"slow\"\n"
            + "     3 of 4\n"
            + "     Change: an index\n"
            + "     Tripmeter's key: a.key=1\n"
            + "     Pool: main\n"
            + "     Route: /buy\n"
            + "     Statement: SELECT ?\n"
            + "     Line: Shop.buy(Shop.java:7)\n"
            + "     Called by: A.a\n"
            + "     Called by: B.b\n"
            + "  2. Another\n",
        of("{\"observed_s\":61,\"totals\":{\"slow_queries\":3},\"problems\":["
            + "{\"kind\":\"slow\",\"title\":\"A statement is \\\"slow\\\"\",\"number\":\"3 of 4\",\"detail\":\"\","
            + "\"cure\":\"an index\",\"setting\":\"a.key=1\",\"pool\":\"main\",\"route\":\"/buy\",\"sql\":\"SELECT ?\",\"where\":\"Shop.buy(Shop.java:7)\",\"callers\":[\"A.a\",\"B.b\"]},"
            + "{\"kind\":\"new\",\"title\":\"Another\",\"cure\":null}]}"));
  }

  @Test
  void aTitleElsewhereIsNoProblem() {
    String text = of("{\"problems\":[],\"statements\":[{\"title\":\"none\"}]}");
    assertFalse(text.contains("none"), text);
    assertFalse(text.contains("Problems"), text);
  }

  @Test
  void timeoutsAreSuggestedWithTheTimeBehindThem() {
    String pools =
        "\"pools\":[{\"name\":\"main\",\"suggested_timeouts\":{\"would_have_cut_nothing\":\"a=1s b=2s\"}}]}";
    String minute = of("{\"observed_s\":61," + pools);
    assertTrue(
        minute.contains("cut nothing of pool main in 61 s: a=1s b=2s. That is a short time:"),
        minute);
    String days = of("{\"observed_s\":180000," + pools);
    assertTrue(days.contains("cut nothing of pool main in 50 hours: a=1s b=2s\n"), days);
  }

  @Test
  void anOlderOverviewAndNoneAreReadToo() {
    assertEquals(
        "Tripmeter\n  The page is at http://x/\n  Pool main: size 2, warm true\n", of("{}"));
    assertEquals(of("{}"), of("not JSON"));
  }

  @Test
  void whatItSaysIsNoTerminalsCommand() {
    String text = of("{\"problems\":[{\"title\":\"\\u001b[2J\\u0007%s\"}]}");
    assertFalse(text.contains("\u001b"), text);
    assertFalse(text.contains("\u0007"), text);
    assertTrue(text.contains("%s"), text);
  }

  @Test
  void whatAServerOrAnMBeanSaysIsNoTerminalsCommandEither() {
    Lines lines = new Lines();
    lines.row("%-10s %s", "ssl", "\u001b[2J\u009bon\n");
    assertEquals("  ssl        \\u001b[2J\\u009bon\n", lines.toString());

    Map<String, Object> pool = new LinkedHashMap<>();
    pool.put("name", "\u001b]0;main\u0007");
    pool.put("Idle", 0L);
    pool.put("Used", 0L);
    pool.put("Pending", 2L);
    assertEquals(
        "Tripmeter in process 7: a pool has no connection. Its page was not found, this is from JMX\n"
            + "  Pool \\u001b]0;main\\u0007: Idle 0, Used 0, Pending 2\n"
            + "  What is wrong is not known: only the page tells it.\n",
        ManagedAgent.text(7, List.of(pool)));
    pool.put("Pending", 0L);
    assertFalse(ManagedAgent.text(7, List.of(pool)).contains("no connection"), "empty on purpose");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1}x",
        "{\"a\":\"b",
        "{\"a\":\"\\u00\"}",
        "{\"a\":\"\\u+123\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\u001b\"}",
        "{\"a\":\"\u009b\"}",
        "{\"a\":\u001b1}",
        "{\"a\":1}\u0000",
        "{\"a\":NaN}",
        "{\"a\":-Infinity}",
        "{\"a\":1d}",
        "{\"a\":0x1p3}",
        "{\"a\":01}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":+1}"
      })
  void whatIsNoObjectIsNone(String text) {
    assertNull(JsonReader.object(text));
  }

  @Test
  void whatIsNestedWithoutEndIsNone() {
    assertNull(JsonReader.object("{\"a\":" + "[".repeat(100_000)));
  }

  @Test
  void textsAndNumbersComeBackAsTheyWere() {
    assertEquals(
        "{a=\t\"\\/\u00e9\ud83d\ude00, b=[1.0, -25.0, true, null], c={}}",
        String.valueOf(
            JsonReader.object(
                " {\"a\" : \"\\t\\\"\\\\\\/\\u00e9\ud83d\ude00\",\n\"b\":[1, -2.5e1, true,null],\"c\":{ } } ")));
  }
}
