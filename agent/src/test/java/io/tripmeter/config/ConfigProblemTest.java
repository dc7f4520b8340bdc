package io.tripmeter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigProblemTest {
  @Test
  void aDurationWithoutUnitIsReportedWithKeyValueSourceFormatAndDefault() {
    Settings settings = ofProperty("tripmeter.session.statement-timeout", "30");

    assertEquals(
        List.of(
            "session.statement-timeout = \"30\" (system property tripmeter.session.statement-timeout) is not accepted; accepted"
                + " is a duration with its unit, such as 500ms, 30s, 5m or 1h (at most 596h), or 0 for off; the default (none) is kept"),
        messages(settings));
    assertEquals(-1, settings.duration(Option.SESSION_STATEMENT_TIMEOUT));
    assertFalse(settings.isExplicit(Option.SESSION_STATEMENT_TIMEOUT));
  }

  @Test
  void aBadValueOfAnyOptionIsOneProblemAndKeepsTheDefault() {
    for (Option option : Option.values()) {
      Settings settings = ofArguments(option.key() + "=\u0001");

      assertEquals(1, settings.problems().size(), option.key());
      String message = settings.problems().get(0).message();
      assertTrue(message.startsWith(option.key() + " = "), message);
      assertTrue(message.contains("accepted is " + option.accepted()), message);
      assertEquals(ofArguments("").source(option), settings.source(option));
    }
  }

  @Test
  void aBadValueKeepsTheDefaultEvenIfALaterSourceHasAGoodOne() {
    Settings settings = Configuration.read(new ConfigSources(
        "warmup=many", Map.of("tripmeter.warmup", "3"), Map.of("TRIPMETER_WARMUP", "4")));

    assertEquals(Integer.MAX_VALUE, settings.integer(Option.WARMUP));
    assertEquals(1, settings.problems().size());
  }

  @Test
  void aBadValueForOnePoolKeepsTheGlobalValue() {
    Settings settings = Configuration.read(new ConfigSources(
        "pools.a.warmup=many,warmup=5", Map.of(), Map.of("TRIPMETER_POOLS_A_WARMUP", "4")));

    assertEquals(5, settings.forPool("a").integer(Option.WARMUP));
    assertTrue(messages(settings).get(0).endsWith("the pool keeps the value for all pools"));
  }

  @Test
  void anUnknownKeyIsReportedWithTheNearestOne() {
    assertNearest("pool.maxSize", "pool.max-size");
    assertNearest("warmup.paralelism", "warmup.parallelism");
    assertNearest("warmpu", "warmup");
    assertNearest("statement-timeout", "session.statement-timeout");
    assertNearest("slow_query.threshold", "slow-query.threshold");
    assertNearest("pools.my.pool.pool.maxsize", "pools.my.pool.pool.max-size");
  }

  private static void assertNearest(String given, String nearest) {
    Settings settings = ofProperty("tripmeter." + given, "1");
    assertEquals(
        List.of("unknown key " + given + " (system property tripmeter." + given
            + ") is ignored; the nearest key is " + nearest),
        messages(settings));
  }

  @Test
  void anUnknownKeyWithoutANearestOneSaysWhereTheKeysAreListed() {
    assertEquals(
        List.of(
            "unknown key colour (agent argument colour) is ignored; java -jar tripmeter-agent.jar lists the keys"),
        messages(ofArguments("colour=red")));
  }

  @Test
  void anUnknownVariableIsReportedInTheSpellingOfTheEnvironment() {
    assertEquals(
        List.of(
            "unknown key WARMUP_PARALELISM (environment TRIPMETER_WARMUP_PARALELISM) is ignored; the nearest key is"
                + " TRIPMETER_WARMUP_PARALLELISM"),
        messages(ofVariable("TRIPMETER_WARMUP_PARALELISM", "1")));
    assertEquals(
        List.of(
            "unknown key POOLS_X_WARMPU (environment TRIPMETER_POOLS_X_WARMPU) is ignored; the nearest key is"
                + " TRIPMETER_POOLS_X_WARMUP"),
        messages(ofVariable("TRIPMETER_POOLS_X_WARMPU", "1")));
  }

  @Test
  void variablesOfTestsAndKubernetesAreIgnored() {
    Settings settings = Configuration.read(new ConfigSources(
        null,
        Map.of("tripmeter.test.fault", "x"),
        Map.of(
            "TRIPMETER_TEST_SERVER", "x",
            "TRIPMETER_JDKS", "/jdks",
            "TRIPMETER_SERVICE_HOST", "10.0.0.1",
            "TRIPMETER_SERVICE_PORT_METRICS", "9464",
            "TRIPMETER_PORT", "tcp://10.0.0.1:9464",
            "TRIPMETER_PORT_9464_TCP_ADDR", "10.0.0.1")));

    assertEquals(List.of(), messages(settings));
  }

  @Test
  void aGlobalKeyIsRejectedForOnePool() {
    assertEquals(
        List.of(
            "pools.a.spans (agent argument pools.a.spans) is ignored; spans cannot be set for one pool, only tripmeter.spans"
                + " for all"),
        messages(ofArguments("pools.a.spans=off")));
  }

  @Test
  void anArgumentWithoutEqualsSignIsReportedByItsPosition() {
    String message = messages(ofArguments("warmup=1,hunter2")).get(0);

    assertTrue(message.startsWith("agent argument 2 has no '='"), message);
    assertFalse(message.contains("hunter2"), message);
  }

  @Test
  void noProblemShowsAPassword() {
    Settings settings = ofArguments(
        "password=hunter2,otlp.endpoint=collector:hunter2@host,log.level=password=hunter2,"
            + "spans=jdbc:postgresql://h/d?password=hunter2,session.schema=x&sslpassword=hunter2,c:hunter2@x=y");

    assertEquals(6, settings.problems().size());
    assertFalse(
        messages(settings).toString().contains("hunter2"),
        () -> messages(settings).toString());
  }

  private static Settings ofArguments(String arguments) {
    return Configuration.ofArguments(arguments);
  }

  private static Settings ofProperty(String name, String value) {
    return Configuration.read(new ConfigSources(null, Map.of(name, value), Map.of()));
  }

  private static Settings ofVariable(String name, String value) {
    return Configuration.read(new ConfigSources(null, Map.of(), Map.of(name, value)));
  }

  private static List<String> messages(Settings settings) {
    return settings.problems().stream().map(ConfigProblem::message).toList();
  }
}
